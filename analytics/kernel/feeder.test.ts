import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openSqlite } from '../../services/kernel/sqlite.ts'
import { cityFacts, writeAll } from '../../test/support/aCityOfFacts.ts'
import { currentCubes, someCubes } from '../../test/support/cubesEngine.ts'
import { FactLog } from '../../test/support/factLog.ts'
import { MemoryEventStore } from '../../test/support/memoryEventStore.ts'
import { Cubes } from './clickhouse.ts'
import { shortfall } from './completeness.ts'
import { cubesDigest } from './digest.ts'
import { Feeder } from './feeder.ts'
import { FeederState } from './feederState.ts'
import { dropCubes } from './migrate.ts'

const n = Type.Object({ n: Type.Integer() })

describe('the feeder', () => {
  let url = ''
  let stop: () => Promise<unknown>
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-feeder-'))
  const store = new MemoryEventStore()
  let log: FactLog

  /** Feeds all that is in the log in batches of the given size, then stops. */
  async function feed(database: string, options: { state?: string; maxBatch?: number; until?: number } = {}) {
    const { state: name = database, maxBatch = 700, until = store.events.length } = options
    const stopping = new AbortController()
    const state = new FeederState(join(folder, `${name}.sqlite`))
    const messages: string[] = []
    const feeder = new Feeder({
      store,
      state,
      cubes: { url, database },
      signal: stopping.signal,
      maxBatch,
      lingerMs: 1,
      log: (entry) => messages.push((entry as { message: string }).message),
      onFed: (ordinal) => ordinal >= until && stopping.abort(),
    })
    await feeder.begin()
    if (state.mark().ordinal < until) await feeder.run()
    const mark = state.mark()
    state.close()
    await feeder.close()
    return { messages, mark }
  }

  beforeAll(async () => {
    ;({ url, stop } = await someCubes())
    log = await FactLog.begun(store)
    await writeAll(log, cityFacts({ cases: 300, seed: 1, from: '2024-03-01T00:00:00.000Z', days: 60 }))
  })
  afterAll(async () => {
    for (const database of ['fed', 'fed_again', 'fed_old', 'fed_empty']) await dropCubes({ url }, database)
    await stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('brings every event and every case, once', async () => {
    const { mark } = await feed('fed')
    const cubes = await currentCubes({ url, database: 'fed' })
    expect(mark.ordinal).toBe(store.events.length)
    expect(await shortfall(cubes, mark)).toBeUndefined()
    expect(await cubes.ask('SELECT sum(sign) AS n FROM case_now_v1', {}, n)).toEqual([{ n: 300 }])
    await cubes.close()
  })

  it('gives the same digest when it is filled again, in other batches and with stops in between', async () => {
    const half = Math.floor(store.events.length / 2)
    await feed('fed_again', { maxBatch: 111, until: half })
    await feed('fed_again', { maxBatch: 5_000 })
    const [first, second] = [
      await currentCubes({ url, database: 'fed' }),
      await currentCubes({ url, database: 'fed_again' }),
    ]
    const digest = await cubesDigest(first)
    expect(await cubesDigest(second)).toEqual(digest)
    await second.run('OPTIMIZE TABLE case_now_v1 FINAL')
    await second.run('OPTIMIZE TABLE case_hours_v1 FINAL')
    expect(await cubesDigest(second)).toEqual(digest)
    expect(await second.ask('SELECT count() AS n FROM case_now_v1', {}, n)).toEqual([{ n: 300 }])
    await Promise.all([first.close(), second.close()])
  })

  it('goes on where it stopped, and says nothing of it', async () => {
    const { messages } = await feed('fed')
    expect(messages).toEqual([])
  })

  it('fills the cubes again when they have lost something', async () => {
    const cubes = await currentCubes({ url, database: 'fed_again' })
    const before = await cubesDigest(cubes)
    await cubes.run('TRUNCATE TABLE case_hours_v1')
    const { messages } = await feed('fed_again')
    expect(messages).toEqual(['filling the cubes from the beginning: 0 cases in the roll-up where 300 are due'])
    const filled = await currentCubes({ url, database: 'fed_again' })
    expect(await cubesDigest(filled)).toEqual(before)
    await Promise.all([cubes.close(), filled.close()])
  })

  it('carries no word that a citizen said and no name', async () => {
    const cubes = await currentCubes({ url, database: 'fed' })
    const rows = await cubes.ask(
      `SELECT count() AS n FROM (SELECT formatRow('JSONEachRow', *) AS text FROM events_raw_v1 UNION ALL SELECT formatRow('JSONEachRow', *) FROM case_facts_v1)
       WHERE text LIKE '%路灯%' OR text LIKE '%张三%' OR text LIKE '%13800000000%' OR text LIKE '%sealed%'`,
      {},
      n,
    )
    expect(rows).toEqual([{ n: 0 }])
    await cubes.close()
  })

  it('fills anew over what an earlier release left, and clears that away', async () => {
    const outside = new Cubes({ url, database: 'default' })
    await outside.run('CREATE DATABASE fed_old')
    await outside.run('CREATE TABLE fed_old.case_facts_v1 (sign Int8) ENGINE = MergeTree ORDER BY tuple()')
    await outside.run(
      'CREATE TABLE fed_old.migrations_v1 (name String, sha256 String) ENGINE = MergeTree ORDER BY name',
    )
    await outside.run(`INSERT INTO fed_old.migrations_v1 VALUES ('001_feed_v1.sql', 'another')`)
    const old = openSqlite(join(folder, 'fed_old.sqlite'), { durable: true })
    old.exec(`CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL); INSERT INTO meta VALUES ('generation', 'g');
      CREATE TABLE batch (one INTEGER PRIMARY KEY, sent INTEGER NOT NULL); INSERT INTO batch VALUES (1, 0)`)
    old.close()
    const { messages, mark } = await feed('fed_old')
    expect(messages).toEqual(['filling the cubes from the beginning: there is no state'])
    expect(mark.ordinal).toBe(store.events.length)
    const left = `SELECT count() AS n FROM system.tables WHERE database = 'fed_old' AND name = 'case_facts_v1'`
    expect(await outside.ask(left, {}, n)).toEqual([{ n: 0 }])
    await outside.close()
  })

  it('leaves empty cubes that answer', async () => {
    const { mark } = await feed('fed_empty', { until: 0 })
    const cubes = await currentCubes({ url, database: 'fed_empty' })
    expect(mark.ordinal).toBe(0)
    expect((await cubesDigest(cubes)).tables['case_facts_v1']).toBe('0:0')
    await cubes.close()
  })
})
