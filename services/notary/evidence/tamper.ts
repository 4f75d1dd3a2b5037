import type { JsonObject } from '../../kernel/eventStore.ts'
import { carriedHash, sealEvents } from '../../kernel/proof.ts'
import type { Words } from '../../kernel/refusal.ts'
import type { EvidenceBundle, EvidenceEvent } from './bundle.ts'

/** What somebody who can write into the log might try. */
export const tamperings = ['change', 'delete', 'reorder', 'cut', 'rechain'] as const
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

/** The lie that would pay: the answer that makes the figures better. */
const profitable: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  satisfied: { dissatisfied: 'satisfied', basically: 'satisfied', 'no-answer': 'satisfied', satisfied: 'dissatisfied' },
  solved: { no: 'yes', partly: 'yes', 'no-answer': 'yes', 'not-asked': 'yes', yes: 'no' },
  claimTrue: { yes: 'no', partly: 'no', unverifiable: 'no', no: 'yes' },
  outcome: { 'no-answer': 'reached', refused: 'reached', 'wrong-number': 'reached', reached: 'no-answer' },
  closureKind: { explained: 'solved', unsolvable: 'solved', refused: 'withdrawn', solved: 'unsolvable' },
  reasonCode: { 'not-our-duty': 'overlapping', overlapping: 'not-our-duty' },
  type: { complaint: 'consultation', consultation: 'complaint', help: 'consultation', report: 'suggestion' },
}

type Change = { readonly event: EvidenceEvent; readonly field: string; readonly before: string; readonly after: string }

function changedData(event: EvidenceEvent): Change | undefined {
  const data = JSON.parse(event.dataText) as Record<string, unknown>
  for (const [field, lies] of Object.entries(profitable)) {
    const before = data[field]
    const after = typeof before === 'string' ? lies[before] : undefined
    if (typeof before !== 'string' || after === undefined) continue
    const dataText = JSON.stringify({ ...data, [field]: after })
    return { event: { ...event, dataText }, field, before, after }
  }
  return undefined
}

const hour = 3_600_000

/** An hour earlier: what would have been late is in time. */
function changedTime(event: EvidenceEvent): Change {
  const metadata = JSON.parse(event.metadataText) as { recordedAt: string; occurredAt?: string }
  const { recordedAt, occurredAt: before = recordedAt } = metadata
  const field = metadata.occurredAt === undefined ? 'recordedAt' : 'occurredAt'
  const after = new Date(Date.parse(before) - hour).toISOString()
  const said = (at: string) => `"${field}":"${at}"`
  const metadataText = event.metadataText.replace(said(before), () => said(after))
  return { event: { ...event, metadataText }, field, before, after }
}

const changed = (event: EvidenceEvent): Change => changedData(event) ?? changedTime(event)

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

type Made = { readonly events: readonly EvidenceEvent[]; readonly words: Words; readonly change?: Change }

const words = (zh: string, en: string): Words => ({ zh, en })

const ways: Readonly<
  Record<Tampering, (events: readonly EvidenceEvent[], at: number, bundle: EvidenceBundle) => Made>
> = {
  change(events, at) {
    const change = changed(events[at] as EvidenceEvent)
    const told = words('改了一个字段，其余不动。', 'One field was changed, everything else left as it was.')
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
  rechain(events, at, bundle) {
    const change = changed(events[at] as EvidenceEvent)
    const again = rechained(events.with(at, change.event), at, bundle)
    const told = words(
      `改了一个字段，并把此后 ${events.length - at} 条的哈希与编号全部重算，使链条前后相接。`,
      `One field was changed, and hash and id of ${events.length - at} events were computed anew, so that the chain fits again.`,
    )
    return { events: again, words: told, change }
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
  const { field, before, after } = made.change ?? {}
  const change =
    field === undefined || before === undefined || after === undefined ? {} : { change: { field, before, after } }
  return { bundle: { ...bundle, streams }, words: made.words, ...change }
}
