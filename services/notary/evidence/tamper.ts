import type { JsonObject } from '../../kernel/eventStore.ts'
import { carriedHash, sealEvents } from '../../kernel/proof.ts'
import type { Words } from '../../kernel/refusal.ts'
import type { EvidenceBundle, EvidenceEvent } from './bundle.ts'
import { forged } from './forge.ts'
import { changed, flipped, type Change } from './lies.ts'

/** What somebody who can write into the log might try. */
export const tamperings = ['change', 'flip', 'delete', 'reorder', 'cut', 'lastTen', 'rechain', 'forge'] as const
export type Tampering = (typeof tamperings)[number]

export type Tampered = {
  readonly bundle: EvidenceBundle
  /** What was done, in plain words. */
  readonly words: Words
  /** The text that was changed, before and after; absent where no text was. */
  readonly change?: { readonly field: string; readonly before: string; readonly after: string }
}

/** The event cannot be tampered with in this way: there is none, or nothing to change places with. */
export class CannotTamper extends Error {
  override readonly name = 'CannotTamper'
}

/** Hashes every event from `from` on anew, so that the chain fits again: anybody who knows the algorithm can. */
function rechained(events: readonly EvidenceEvent[], from: number, { installation, subject }: EvidenceBundle) {
  let previousHash = carriedHash(events[from - 1]?.metadataText ?? '')?.hash ?? ''
  return events.map((event, index): EvidenceEvent => {
    if (index < from) return event
    const { hash: _, hashAlg: __, ...metadata } = JSON.parse(event.metadataText) as JsonObject
    const link = { installation: installation.id, stream: subject, revision: BigInt(event.revision), previousHash }
    const { type, dataText } = event
    const { sealed, hash } = sealEvents(installation.hashAlg, link, [{ type, dataText, metadata }])
    previousHash = hash
    return { ...event, ...sealed[0] }
  })
}

type Made = {
  readonly events: readonly EvidenceEvent[]
  readonly words: Words
  readonly change?: Change
  /** Makes the rest of the bundle say the same. */
  readonly cover?: (bundle: EvidenceBundle) => EvidenceBundle
}

const words = (zh: string, en: string): Words => ({ zh, en })

const ways: Readonly<
  Record<Tampering, (events: readonly EvidenceEvent[], at: number, bundle: EvidenceBundle) => Made>
> = {
  change(events, at) {
    const change = changed(events[at] as EvidenceEvent)
    const told = words('改了一个字段，其余不动。', 'One field was changed, everything else left as it was.')
    return { events: events.with(at, change.event), words: told, change }
  },
  flip(events, at) {
    const change = flipped(events[at] as EvidenceEvent)
    const told = words(
      '把这一条数据中的一个比特翻转，其余不动。',
      'One bit of its data was flipped, everything else left as it was.',
    )
    return { events: events.with(at, change.event), words: told, change }
  },
  delete: (events, at) => ({
    events: events.toSpliced(at, 1),
    words: words('把这一条从副本中删去。', 'The event was taken out of the copy.'),
  }),
  reorder(events, at) {
    if (events.length < 2) throw new CannotTamper('there is nothing to change places with')
    const first = Math.min(at, events.length - 2)
    const swapped = [
      ...events.slice(0, first),
      ...events.slice(first, first + 2).toReversed(),
      ...events.slice(first + 2),
    ]
    const [one, two] = [first + 1, first + 2]
    return {
      events: swapped,
      words: words(`把第 ${one} 条与第 ${two} 条对调。`, `Events ${one} and ${two} changed places.`),
    }
  },
  cut(events, at) {
    const gone = events.length - at
    return {
      events: events.slice(0, at),
      words: words(`从这一条起截去末尾，共 ${gone} 条。`, `The end was cut off from here on: ${gone} in all.`),
    }
  },
  lastTen(events) {
    const gone = Math.min(10, events.length - 1)
    if (gone === 0) throw new CannotTamper('there is nothing behind the first event')
    return {
      events: events.slice(0, -gone),
      words: words(`删去了最后 ${gone} 条。`, `The last ${gone} events were deleted.`),
    }
  },
  rechain(events, at, bundle) {
    const change = changed(events[at] as EvidenceEvent)
    const again = rechained(events.with(at, change.event), at, bundle)
    const told = words(
      `改了一个字段，并把此后 ${events.length - at} 条的哈希与编号全部重算，使链条前后相接。`,
      `One field was changed, and hash and id of ${events.length - at} events were computed anew, so that the chain fits again.`,
    )
    return { events: again, words: told, change }
  },
  forge(events, at, bundle) {
    const change = changed(events[at] as EvidenceEvent)
    const again = rechained(events.with(at, change.event), at, bundle)
    const told = words(
      '改了一个字段，重算全部哈希，丢弃封存与证明，改写导出声明，并用自己的另一把密钥签署：副本自身处处相符。',
      'One field was changed, every hash computed anew, seal and proofs thrown away, the statement of the export rewritten and signed with another key: the copy agrees with itself everywhere.',
    )
    return { events: again, words: told, change, cover: forged }
  },
}

/**
 * A copy of the bundle with one event of its case tampered with; the given one stays as it is.
 * @param at place of the event in its stream, from 0
 * @throws CannotTamper
 */
export function tampered(bundle: EvidenceBundle, at: number, how: Tampering): Tampered {
  const events = bundle.streams.find(({ stream }) => stream === bundle.subject)?.events ?? []
  if (!events[at]) throw new CannotTamper(`there is no event ${at}`)
  const made = ways[how](events, at, bundle)
  const streams = bundle.streams.map((one) =>
    one.stream === bundle.subject ? { ...one, events: [...made.events] } : one,
  )
  const copy = { ...bundle, streams }
  return { bundle: made.cover?.(copy) ?? copy, words: made.words, ...told(made.change) }
}

const told = (change: Change | undefined): Pick<Tampered, 'change'> =>
  change ? { change: { field: change.field, before: change.before, after: change.after } } : {}
