import type { Metadata } from '../kernel/event.ts'
import type { EventStore } from '../kernel/eventStore.ts'
import { erasureStream } from './events.ts'

/** Data keys that the events of these streams introduced. */
export async function keyIdsOf(store: EventStore, streams: readonly string[]): Promise<string[]> {
  const found = new Set<string>()
  for (const stream of streams) {
    const { events } = await store.read(stream)
    for (const { metadataText } of events) {
      for (const id of Object.values((JSON.parse(metadataText) as Metadata).keys ?? {})) found.add(id)
    }
  }
  return [...found]
}

/** Data keys of what the request of this erasure names: the `keyIds` that `orderErasure` needs in its context. */
export async function keyIdsOfErasure(store: EventStore, id: string): Promise<string[]> {
  const { events } = await store.read(erasureStream(id), { maxCount: 1 })
  const { subjects = [] } = JSON.parse(events[0]?.dataText ?? '{}') as { subjects?: string[] }
  return keyIdsOf(store, subjects)
}
