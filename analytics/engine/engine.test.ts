import { createClient, type ClickHouseClient } from '@clickhouse/client'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { CubesEngine, someCubes } from '../../test/support/cubesEngine.ts'
import { Cubes, CubesRefused } from '../kernel/clickhouse.ts'

const n = Type.Object({ n: Type.Integer() })

describe('the engine behind the unmodified client', () => {
  let cubes: Cubes
  let client: ClickHouseClient
  let stop: () => Promise<unknown>
  let url: string

  beforeAll(async () => {
    const some = await someCubes()
    stop = some.stop
    url = some.url
    client = createClient({ url: some.url, log: { level: 127 } })
    await client.command({ query: 'CREATE DATABASE IF NOT EXISTS engine_test' })
    cubes = new Cubes({ url: some.url, database: 'engine_test' })
  })
  afterAll(async () => {
    await client.command({ query: 'DROP DATABASE engine_test' })
    await Promise.all([client.close(), cubes.close()])
    await stop()
  })

  it('answers a ping and counts', async () => {
    expect(await client.ping()).toEqual({ success: true })
    expect(await cubes.ask('SELECT toUInt64(9007199254740991) AS n', {}, n)).toEqual([{ n: 9007199254740991 }])
  })

  it.each([
    ["a quote ' and a backslash \\ and \\n that is none"],
    ['two\nlines\tand a tab\r'],
    ['供暖不热；"怎么办"？\u{1F321}'],
    ["'; DROP DATABASE engine_test; --"],
    ['{n:Int64} /* '],
    [''],
    ['`$&$1'],
  ])('takes %j as a parameter unchanged', async (text) => {
    const row = Type.Object({ one: Type.String(), many: Type.Array(Type.String()), comment: Type.String() })
    const sql = `SELECT {text:String} AS one, {texts:Array(String)} AS many, '{text:String} it''s -- ' AS comment -- {no:Int64}`
    const rows = await cubes.ask(sql, { text, texts: [text, 'x'] }, row)
    expect(rows).toEqual([{ one: text, many: [text, 'x'], comment: "{text:String} it's -- " }])
  })

  it('takes numbers, instants, nothing and names', async () => {
    const result = await client.query({
      query: `SELECT {a:Int64} AS a, {b:Float64} AS b, {c:Nullable(String)} AS c, {e:UInt8} AS e,
              toUnixTimestamp64Milli({d:DateTime64(3, 'Asia/Shanghai')}) AS d, count() AS {f:Identifier}
              FROM numbers(10) WHERE number < {a:Int64} LIMIT {g:UInt32}`,
      query_params: { a: 7, b: 0.1, c: null, d: new Date('2025-12-31T16:00:25.123Z'), e: true, f: 'a name', g: 5 },
      format: 'JSONEachRow',
      clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
    })
    expect(await result.json()).toEqual([{ a: 7, b: 0.1, c: null, d: 1767196825123, e: 1, 'a name': 7 }])
  })

  it('says which parameter is missing', async () => {
    await expect(cubes.ask('SELECT {nobody:String} AS n', {}, n)).rejects.toThrow(/nobody/)
  })

  it('answers by column, names them where nothing is found, and notices a column that is called otherwise', async () => {
    const row = Type.Object({ n: Type.Integer(), word: Type.String() })
    const sql = (name: string, limit: number) =>
      `SELECT toInt32(number) AS ${name}, toString(number) AS word FROM numbers(2) LIMIT ${limit}`
    expect(await cubes.columns(sql('n', 2), {}, row)).toEqual({ n: [0, 1], word: ['0', '1'] })
    expect(await cubes.columns(sql('n', 0), {}, row)).toEqual({ n: [], word: [] })
    expect(await cubes.ask(sql('n', 0), {}, row)).toEqual([])
    await expect(cubes.ask(sql('m', 0), {}, row)).rejects.toThrow(/otherwise than asked/)
    await expect(cubes.ask(sql('m', 2), {}, row)).rejects.toThrow(/otherwise than asked/)
  })

  it('names its errors as a server does', async () => {
    await expect(cubes.ask('SELEC 1', {}, n)).rejects.toMatchObject({ name: 'CubesRefused', code: 62 })
    await expect(cubes.ask('SELECT * FROM nothing_here', {}, n)).rejects.toMatchObject({ code: 60 })
    await expect(
      client.query({ query: 'SELECT 1', clickhouse_settings: { no_such_setting: 1 } as never }),
    ).rejects.toMatchObject({ code: '115' })
  })

  it('inserts compressed rows, keeps a token only once, and leaves the roll-up as exact as the table', async () => {
    await cubes.run(
      `CREATE TABLE t (n UInt32, s String) ENGINE = MergeTree ORDER BY n SETTINGS non_replicated_deduplication_window = 100`,
    )
    await cubes.run(
      `CREATE TABLE sums (s String, n UInt64) ENGINE = SummingMergeTree ORDER BY s SETTINGS non_replicated_deduplication_window = 100`,
    )
    await cubes.run(`CREATE MATERIALIZED VIEW sums_mv TO sums AS SELECT s, sum(n) AS n FROM t GROUP BY s`)
    const rows = Buffer.from('{"n":1,"s":"暖"}\n{"n":2,"s":"it\'s"}')
    for (const token of ['one', 'one', 'two', 'one']) await cubes.insert('t', rows, token)
    const zipped = createClient({
      url,
      database: 'engine_test',
      compression: { request: true, response: true },
      log: { level: 127 },
    })
    await zipped.insert({ table: 't', values: [{ n: 100, s: 'zip' }], format: 'JSONEachRow' })
    const found = await zipped.query({
      query: 'SELECT s, toUInt32(sum(n)) AS n FROM sums GROUP BY s ORDER BY n',
      format: 'JSONEachRow',
    })
    expect(await found.json()).toEqual([
      { s: '暖', n: 2 },
      { s: "it's", n: 4 },
      { s: 'zip', n: 100 },
    ])
    await zipped.close()
  })

  it('answers small questions while a heavy one runs, and stops it when nobody waits any more', async () => {
    const controller = new AbortController()
    const heavy = client.query({
      query: 'SELECT sum(sipHash64(number, number)) FROM numbers(100000000000)',
      abort_signal: controller.signal,
    })
    const ended = heavy.then(
      () => 'answered',
      () => 'given up',
    )
    await new Promise((resolve) => setTimeout(resolve, 300))
    const began = performance.now()
    for (let round = 0; round < 5; round += 1) await cubes.ask('SELECT toInt32({a:Int64}) AS n', { a: round }, n)
    expect(performance.now() - began).toBeLessThan(3_000)
    controller.abort()
    expect(await ended).toBe('given up')
    await expect
      .poll(
        () =>
          cubes.ask(
            `SELECT toInt32(count()) AS n FROM system.processes WHERE query LIKE '%100000000000%' AND query NOT LIKE '%processes%'`,
            {},
            n,
          ),
        { timeout: 10_000 },
      )
      .toEqual([{ n: 0 }])
  })

  it('refuses a question that would eat the memory, says so, and lives on', async () => {
    const greedy = new Cubes({
      url,
      database: 'engine_test',
    })
    const eaten = greedy.ask(
      'SELECT toInt32(count()) AS n FROM (SELECT number, count() FROM numbers(2000000000) GROUP BY number) SETTINGS max_memory_usage = 300000000',
      {},
      n,
    )
    await expect(eaten).rejects.toBeInstanceOf(CubesRefused)
    await expect(eaten).rejects.toMatchObject({ code: 241 })
    expect(await greedy.ask('SELECT toInt32(1) AS n', {}, n)).toEqual([{ n: 1 }])
    await greedy.close()
  })
})

describe('the embedded engine as a process', () => {
  it('answers only to its secret, limits memory by default, and ends cleanly with its parent', async () => {
    const engine = await CubesEngine.start({ CUBES_QUERY_MEMORY: '100000000' })
    const url = new URL(engine.url)
    url.password = 'guessed'
    const stranger = new Cubes({ url: url.href })
    await expect(stranger.ask('SELECT 1 AS n', {}, n)).rejects.toMatchObject({ code: 516 })
    const cubes = new Cubes({ url: engine.url, database: 'default' })
    const greedy = cubes.ask(
      'SELECT toInt32(count()) AS n FROM (SELECT number FROM numbers(100000000) GROUP BY number)',
      {},
      n,
    )
    await expect(greedy).rejects.toThrow(/CUBES_QUERY_MEMORY/)
    await Promise.all([stranger.close(), cubes.close()])
    expect(await engine.stop()).toBe(0)
  })

  it('is waited for by questions that it was killed under', async () => {
    const engine = await CubesEngine.start()
    const cubes = new Cubes({ url: engine.url, database: 'default', patienceMs: 60_000 })
    // Two seconds of sleep, not of work, so that a busy machine makes no difference.
    const slow = 'SELECT toInt32(count() + sum(sleepEachRow(0.1))) AS n FROM numbers(20) SETTINGS max_block_size = 1'
    const began = performance.now()
    const asked = cubes.ask(slow, {}, n)
    setTimeout(() => engine.kill(), 300)
    expect(await asked).toEqual([{ n: 20 }])
    expect(performance.now() - began).toBeGreaterThan(2_000)
    expect(engine.restarts).toBe(1)
    await cubes.close()
    await engine.stop()
  })
})
