import type { Metadata } from '../../kernel/event.ts'
import type { EventStore, RecordedEvent } from '../../kernel/eventStore.ts'
import type { Installation } from '../../kernel/installation.ts'
import { carriedHash, checkEvent, type Flaw } from '../../kernel/proof.ts'
import type { Words } from '../../kernel/refusal.ts'

export type HistoryEvent = {
  readonly revision: string
  readonly id: string
  readonly type: string
  readonly recordedAt: string
  readonly occurredAt: string
  readonly actor: Metadata['actor']
  readonly hash: string
  readonly previousHash: string
  readonly dataText: string
  readonly metadataText: string
}

export type HistoryProblem = { readonly revision: string; readonly flaw: Flaw | 'gap'; readonly words: Words }

const sayings: Record<Flaw | 'gap', Words> = {
  'no-hash': {
    zh: '该事件没有哈希，不是本系统写入的。',
    en: 'This event carries no hash: this system did not write it.',
  },
  'wrong-hash': {
    zh: '该事件的内容与其哈希不符，或其前一事件被改动、删除或调换。',
    en: 'The event does not match its hash: it, or the one before it, was changed, removed or moved.',
  },
  'wrong-id': { zh: '该事件的编号与其内容不符。', en: 'The id of this event does not follow from its bytes.' },
  gap: { zh: '此处缺少事件。', en: 'An event is missing here.' },
}

/** Recomputes the chain of one stream from its raw bytes. */
export function checkStream(events: readonly RecordedEvent[], installation: Installation): HistoryProblem[] {
  let previousHash = ''
  return events.flatMap((event, index) => {
    const flaw = event.revision === BigInt(index) ? checkEvent(event, installation.id, previousHash) : 'gap'
    previousHash = carriedHash(event.metadataText)?.hash ?? ''
    return flaw ? [{ revision: event.revision.toString(), flaw, words: sayings[flaw] }] : []
  })
}

/** Events of a whole stream as they were stored, with what each is chained to. */
export function historyEvents(events: readonly RecordedEvent[]): HistoryEvent[] {
  let previousHash = ''
  return events.map((event): HistoryEvent => {
    const { recordedAt, occurredAt, actor, hash } = JSON.parse(event.metadataText) as Metadata
    const { id, type, dataText, metadataText } = event
    const before = previousHash
    previousHash = hash
    const revision = event.revision.toString()
    return { revision, id, type, recordedAt, occurredAt, actor, hash, previousHash: before, dataText, metadataText }
  })
}

/** Every event of a stream with what is wrong with its chain. */
export async function historyOf(store: EventStore, stream: string, installation: Installation) {
  const { events } = await store.read(stream)
  return { events: historyEvents(events), problems: checkStream(events, installation) }
}
