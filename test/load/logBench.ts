import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'

import type { EventStore, Revision, SealedEvent } from '../../services/kernel/eventStore.ts'
import { connectEventStore } from '../../services/kernel/eventStoreDb.ts'
import { EmbeddedLog } from '../support/embeddedLog.ts'

export type Row = {
  readonly what: string
  readonly goal: number
  readonly value: number
  readonly unit: string
  readonly ok: boolean
}

const secondsPerMeasure = 4
const payload = 'x'.repeat(960)

function anEvent(number: number): SealedEvent {
  const dataText = JSON.stringify({ number, at: '2026-11-24T00:00:00.000Z', payload })
  return { id: randomUUID(), type: 'CaseOpened', dataText, metadataText: '{"actor":{"kind":"simulator"}}' }
}

const rate = (what: string, goal: number, value: number, unit: string): Row => ({
  what,
  goal,
  value: Math.round(value),
  unit,
  ok: value >= goal,
})
const latency = (what: string, goal: number, value: number): Row => ({
  what,
  goal,
  value: Number(value.toFixed(2)),
  unit: 'ms',
  ok: value < goal,
})

/** Appends batches to one stream until the time is over, and says how many events it wrote. */
async function writeUntil(store: EventStore, until: number, batch: number): Promise<number> {
  const stream = `bench-${randomUUID()}`
  let revision: Revision = 'none'
  let written = 0
  while (performance.now() < until) {
    const events = Array.from({ length: batch }, (_, index) => anEvent(written + index))
    revision = (await store.append(stream, events, revision)).revision
    written += batch
  }
  return written
}

async function writeRate(store: EventStore, writers: number, batch: number): Promise<number> {
  const start = performance.now()
  const until = start + secondsPerMeasure * 1000
  const written = await Promise.all(Array.from({ length: writers }, () => writeUntil(store, until, batch)))
  return written.reduce((sum, each) => sum + each, 0) / ((performance.now() - start) / 1000)
}

async function catchUpRate(store: EventStore): Promise<number> {
  const stop = new AbortController()
  const start = performance.now()
  let count = 0
  for await (const { events, live } of store.all({ signal: stop.signal, window: 4_000 })) {
    count += events.length
    if (live) break
  }
  stop.abort()
  return count / ((performance.now() - start) / 1000)
}

/** One append at a time; how long until its subscriber has it. */
async function deliveries(store: EventStore, rounds: number): Promise<number[]> {
  const stop = new AbortController()
  const sentAt = new Map<string, number>()
  const took: number[] = []
  let live: (() => void) | undefined
  const isLive = new Promise<void>((resolve) => (live = resolve))
  const after = await store.head()
  const listening = (async () => {
    for await (const batch of store.all({ after, signal: stop.signal })) {
      if (batch.live) live?.()
      for (const { id } of batch.events) {
        const sent = sentAt.get(id)
        if (sent !== undefined) took.push(performance.now() - sent)
      }
    }
  })()
  await isLive
  const stream = `bench-${randomUUID()}`
  let revision: Revision = 'none'
  for (let round = 0; round < rounds; round++) {
    const event = anEvent(round)
    sentAt.set(event.id, performance.now())
    revision = (await store.append(stream, [event], revision)).revision
  }
  while (took.length < rounds) await new Promise((resolve) => setTimeout(resolve, 5))
  stop.abort()
  await listening
  return took.toSorted((one, other) => one - other)
}

async function benchStore(store: EventStore, name: string): Promise<Row[]> {
  await writeRate(store, 4, 10)
  const rows = [
    rate(`${name}: 1 writer`, 1_000, await writeRate(store, 1, 1), 'appends/s'),
    rate(`${name}: 64 writers`, 8_000, await writeRate(store, 64, 1), 'appends/s'),
    rate(`${name}: batches of 100 by 4 writers`, 32_000, await writeRate(store, 4, 100), 'events/s'),
    rate(`${name}: catch-up`, 60_000, await catchUpRate(store), 'events/s'),
  ]
  const took = await deliveries(store, 2_000)
  const at = (share: number) => took[Math.floor(took.length * share)] ?? Number.NaN
  rows.push(
    latency(`${name}: append to subscriber, p50`, 2, at(0.5)),
    latency(`${name}: append to subscriber, p99`, 5, at(0.99)),
  )
  return rows
}

/** The figures that the embedded server is held to; the same for a real one when EVENTSTORE_URL names it. */
export async function benchLog(): Promise<Row[]> {
  const log = await EmbeddedLog.start()
  const embedded = connectEventStore(log.url)
  const rows = await benchStore(embedded, 'embedded log')
  await embedded.close()
  await log.remove()
  const url = process.env['EVENTSTORE_URL']
  if (url === undefined) return rows
  const real = connectEventStore(url)
  rows.push(...(await benchStore(real, 'real log')))
  await real.close()
  return rows
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await benchLog())
