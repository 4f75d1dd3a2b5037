import { setTimeout as sleep } from 'node:timers/promises'

import { dictionaryNames, dictionaryStream } from '../dictionaries/events.ts'
import type { InstallationEvent } from '../installation/events.ts'
import type { Metadata } from '../kernel/event.ts'
import type { EventStore, RecordedEvent } from '../kernel/eventStore.ts'
import { installationStream } from '../kernel/installation.ts'
import type { City } from './life.ts'

type Created = Extract<InstallationEvent, { type: 'InstallationCreated' }>['data']

const againMs = 200
const lookMs = 10_000

/** The first event of the log and its time, which is when the city's history begins; it may not be there yet. */
export async function firstFound(
  store: EventStore,
  signal: AbortSignal,
): Promise<{ installation: Created; beganAt: string }> {
  for (;;) {
    const { events } = await store.read(installationStream, { maxCount: 1 })
    const [first] = events
    if (first) {
      const { recordedAt } = JSON.parse(first.metadataText) as Metadata
      return { installation: JSON.parse(first.dataText) as Created, beganAt: recordedAt }
    }
    await sleep(againMs, undefined, { signal })
  }
}

/** The API process makes the world; nobody can act before all accounts have their roles. */
export async function worldIsThere(store: EventStore, { world, ids }: City, signal: AbortSignal): Promise<void> {
  for (const { login, grants } of world.staff.toReversed()) {
    const stream = `staff-${ids.account(login)}`
    while ((await store.read(stream)).events.length < 1 + grants.length) await sleep(againMs, undefined, { signal })
  }
}

type Following = { readonly signal: AbortSignal; readonly failed: (error: unknown) => void }

/** Reads the four dictionaries into the book, and looks again every few seconds. */
export async function keepUp(
  store: EventStore,
  book: { apply(event: RecordedEvent): void },
  { signal, failed }: Following,
): Promise<void> {
  const next = new Map<string, bigint>()
  const look = async () => {
    for (const stream of dictionaryNames.map(dictionaryStream)) {
      const { events } = await store.read(stream, { from: next.get(stream) ?? 0n })
      for (const event of events) book.apply(event)
      const last = events.at(-1)
      if (last) next.set(stream, last.revision + 1n)
    }
  }
  await look()
  const again = setInterval(() => void look().catch(failed), lookMs)
  signal.addEventListener('abort', () => clearInterval(again), { once: true })
}
