import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { EventStore } from '../../services/kernel/eventStore.ts'
import { cityFacts, writeAll } from '../../test/support/aCityOfFacts.ts'
import { currentCubes, someCubes } from '../../test/support/cubesEngine.ts'
import { FactLog } from '../../test/support/factLog.ts'
import { MemoryEventStore } from '../../test/support/memoryEventStore.ts'
import type { Certificate } from './certificate.ts'
import { Cubes } from './clickhouse.ts'
import { readFeed } from './feed.ts'
import { Keeper } from './keeper.ts'
import { dropCubes } from './migrate.ts'
import { RebuildOrder } from './rebuildOrder.ts'

const n = Type.Object({ n: Type.Integer() })

describe('cubes that are rebuilt', () => {
  let url = ''
  let stop: () => Promise<unknown>
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-keeper-'))
  const store = new MemoryEventStore()
  let log: FactLog
  const written = cityFacts({ cases: 150, seed: 6, from: '2024-03-01T00:00:00.000Z', days: 60 })
  const control = () => new Cubes({ url, database: 'kept' })

  /** Keeps the cubes as the feeder's process does until `work` is done. */
  async function kept<Result>(work: (keeper: Keeper) => Promise<Result>, from: EventStore = store): Promise<Result> {
    const stopping = new AbortController()
    const reached = { ordinal: 0 }
    const keeper = new Keeper({
      folder,
      store: from,
      cubes: { url, database: 'kept' },
      signal: stopping.signal,
      maxBatch: 150,
      lingerMs: 1,
      graceMs: 2_000,
      onFed: (ordinal) => (reached.ordinal = ordinal),
    })
    const running = keeper.run()
    await expect.poll(() => keeper.isRunning, { timeout: 20_000 }).toBe(true)
    const feed = control()
    await expect.poll(async () => (await readFeed(feed)).ordinal, { timeout: 30_000 }).toBe(store.events.length)
    await feed.close()
    try {
      return await work(keeper)
    } finally {
      stopping.abort()
      await running
    }
  }

  beforeAll(async () => {
    ;({ url, stop } = await someCubes())
    log = await FactLog.begun(store)
    await writeAll(log, written.slice(0, 400))
  })
  afterAll(async () => {
    await dropCubes({ url }, 'kept')
    await stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('are the same as before, are asked and fed all the while, and go on from there', async () => {
    await kept(async (keeper) => {
      const reader = control()
      const before = await readFeed(reader)
      let isDone = false
      const seen: number[] = []
      const asking = async () => {
        for (; !isDone; await sleep(5)) {
          const { database } = await readFeed(reader)
          const [found] = await reader.ask(`SELECT count() AS n FROM ${database}.events_raw_v1`, {}, n)
          seen.push(found?.n ?? 0)
        }
      }
      const asked = asking()
      const [certificate] = await Promise.all([keeper.rebuild('order'), writeAll(log, written.slice(400, 500))])
      isDone = true
      await asked
      expect(certificate).toMatchObject({ ok: true, order: 'order', different: [], before: { problems: [] } })
      expect(certificate.before.digest).toBe(certificate.proof.digest)
      expect(certificate.proof.streams.events).toBe(certificate.proof.ordinal)
      expect(seen.length).toBeGreaterThan(2)
      // Nobody ever saw less than there had been: the new cubes were not read before they were whole.
      expect(seen).toEqual(seen.toSorted((a, b) => a - b))
      await expect.poll(async () => (await readFeed(reader)).ordinal, { timeout: 20_000 }).toBe(store.events.length)
      const after = await readFeed(reader)
      expect(after.generation).not.toBe(before.generation)
      const old = `SELECT count() AS n FROM system.databases WHERE name = '${before.database}'`
      await expect.poll(() => reader.ask(old, {}, n), { timeout: 20_000 }).toEqual([{ n: 0 }])
      await reader.close()
    })
    // The next process goes on with the new ones.
    await writeAll(log, written.slice(500, 550))
    const reader = control()
    const { generation } = await readFeed(reader)
    await kept(() => Promise.resolve())
    expect((await readFeed(reader)).generation).toBe(generation)
    await reader.close()
  })

  it('show that the old ones had lost an event, and replace them', async () => {
    await kept(async (keeper) => {
      const cubes = await currentCubes({ url, database: 'kept' })
      await cubes.run('ALTER TABLE events_raw_v1 DELETE WHERE ordinal = 77 SETTINGS mutations_sync = 2')
      await cubes.close()
      const certificate = await keeper.rebuild('lost')
      const due = store.events.length
      expect(certificate).toMatchObject({ ok: true, different: ['events_raw_v1'] })
      expect(certificate.before.problems).toContain(`${due - 1} events where ${due} are due`)
      expect((await keeper.rebuild('again')).different).toEqual([])
    })
  })

  const lengths = () => Map.groupBy(store.events, ({ stream }) => stream)
  it.each([
    ['in the middle of a stream, and name it', 1, /delivered event 2 of case-.* where 1 was due/],
    ['at the end of a stream', 2, /events came up to a position up to which the old cubes have/],
  ])('are not put in place where the log has withheld an event %s', async (_, index, problem) => {
    const of = [...lengths().values()].find(
      ([first, ...more]) => first?.stream.startsWith('case-') && more.length === 2,
    )
    const dropped = of?.[index]
    const withheld: EventStore = {
      read: (...asked) => store.read(...asked),
      readBackwards: (...asked) => store.readBackwards(...asked),
      append: (...asked) => store.append(...asked),
      head: () => store.head(),
      close: () => store.close(),
      async *all(options) {
        for await (const { events, live } of store.all(options))
          yield { events: events.filter(({ id }) => id !== dropped?.id), live }
      },
    }
    await kept(async (keeper) => {
      const reader = control()
      const { generation } = await readFeed(reader)
      const { ok, proof, before } = await keeper.rebuild('withheld')
      expect(ok).toBe(false)
      expect(proof.ordinal).toBe(before.ordinal - 1)
      expect(proof.problems.join('\n')).toMatch(problem)
      expect((await readFeed(reader)).generation).toBe(generation)
      await reader.close()
    }, withheld)
  })

  it('are ordered by a file that outlives the process', () => {
    const orders = new RebuildOrder(join(folder, 'orders'))
    expect(orders.open()).toBeUndefined()
    const order = orders.give()
    expect(orders.give()).toBe(order)
    expect(new RebuildOrder(join(folder, 'orders')).open()).toBe(order)
    orders.close({ order, failed: 'no' })
    expect(orders.open()).toBeUndefined()
    expect(orders.certificate(order)).toEqual({ order, failed: 'no' })
    expect(orders.certificate('another')).toBeUndefined()
    expect(orders.proved()).toBeUndefined()
    const proof = { order, ok: true, proof: {}, before: {}, different: [] } as unknown as Certificate
    orders.close(proof)
    expect(new RebuildOrder(join(folder, 'orders')).proved()).toEqual(proof)
  })
})
