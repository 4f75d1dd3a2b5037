import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

import { ClickHouseError, createClient, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client'
import { Type, type Static, type TObject } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'

/** What may stand in a placeholder. Instants go as milliseconds (`Int64`): Date parameters differ between engines. */
export type Param = string | number | readonly string[] | readonly number[]
export type Params = Readonly<Record<string, Param>>

/** The engine does not answer: it is being started again, or the address is wrong. */
export class CubesUnavailable extends Error {
  override readonly name = 'CubesUnavailable'
}

/** The engine refused a statement, by its own code: 241 memory, 159 time, 62 syntax… */
export class CubesRefused extends Error {
  override readonly name = 'CubesRefused'
  readonly code: number

  constructor(code: number, message: string, options: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export type CubesOptions = {
  /** With user and password; a server's or the embedded engine's. */
  readonly url: string
  readonly database?: string
  /** How long a question waits for an engine that is being started again. */
  readonly patienceMs?: number
  /** Ends the waiting of inserts, which else waits for ever. */
  readonly signal?: AbortSignal
}

const settings: ClickHouseSettings = {
  // Counts stay below 2^53, and positions are stored as text.
  output_format_json_quote_64bit_integers: 0,
  join_use_nulls: 1,
  // Else `max(ordinal) AS ordinal` cannot stand beside a condition on `ordinal`.
  prefer_column_name_to_alias: 1,
}

const insertSettings: ClickHouseSettings = {
  insert_deduplicate: 1,
  // Else a batch that is sent again after a crash is missing in the roll-ups or doubled there.
  deduplicate_blocks_in_dependent_materialized_views: 1,
  // Blocks must be cut the same way each time, since the token is counted per block.
  input_format_parallel_parsing: 0,
  async_insert: 0,
  max_execution_time: 0,
  // A name that the table lacks is a mistake of ours, not something to skip.
  input_format_skip_unknown_fields: 0,
}

/** Of a server that is going down: it will be another one that answers. */
const passing = new Set(['236', '1002'])

function translated(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  if (error instanceof ClickHouseError && !passing.has(error.code)) {
    return new CubesRefused(Number(error.code), error.message, { cause: error })
  }
  const lost = error instanceof ClickHouseError || 'code' in error || /socket hang up|timeout/i.test(error.message)
  return lost ? new CubesUnavailable(`the cubes do not answer: ${error.message}`, { cause: error }) : error
}

/** The names once instead of in every row: half the bytes, and half the time to parse them. */
function headed(lines: Buffer): { into: string; rows: Buffer } {
  if (lines[0] !== '['.charCodeAt(0)) return { into: 'FORMAT JSONEachRow', rows: lines }
  const end = lines.indexOf('\n')
  const names = JSON.parse(lines.toString('utf8', 0, end)) as string[]
  return { into: `(${names.join(', ')}) FORMAT JSONCompactEachRow`, rows: lines.subarray(end + 1) }
}

/** An answer by column: what is asked for by the thousand is counted up from these, without an object per row. */
export type Columns<Row> = { readonly [Name in keyof Row]: readonly Row[Name][] }

type Told = { readonly meta: readonly { readonly name: string }[]; readonly data: Readonly<Record<string, unknown>> }

/** Compiled once per kind of row: interpreting a schema took a second for sixty thousand rows, this two milliseconds. */
const checks = new Map<string, Validator>()
const mostChecks = 500

function checked<Row extends TObject>(columns: unknown, row: Row): Columns<Static<Row>> {
  const name = JSON.stringify(row)
  const byColumn = () => Object.entries(row.properties).map(([column, type]) => [column, Type.Array(type)] as const)
  const check = checks.get(name) ?? Compile(Type.Object(Object.fromEntries(byColumn())))
  if (checks.size >= mostChecks) checks.clear()
  checks.set(name, check)
  if (check.Check(columns)) return columns as Columns<Static<Row>>
  const [wrong] = check.Errors(columns)
  throw new Error(`the cubes answered otherwise than asked: ${wrong?.instancePath ?? ''} ${wrong?.message ?? ''}`)
}

/** Answers travel by column, each name once: a fifth of the bytes of as many objects, and a third of the time to read them. */
function rowsOf<Row>(columns: Columns<Row>): Row[] {
  const each = Object.entries(columns) as [string, readonly unknown[]][]
  const [[, first] = ['', []]] = each
  return first.map((_, index) => {
    const row: Record<string, unknown> = {}
    for (const [name, values] of each) row[name] = values[index]
    return row as Row
  })
}

/** The one door to ClickHouse: asks, inserts exactly once, and waits for an engine that is being started again. */
export class Cubes {
  readonly database: string
  readonly #client: ClickHouseClient
  readonly #patienceMs: number
  readonly #signal: AbortSignal | undefined

  constructor({ url, database = 'minsheng', patienceMs = 15_000, signal }: CubesOptions) {
    this.database = database
    this.#patienceMs = patienceMs
    this.#signal = signal
    this.#client = createClient({
      url,
      database,
      clickhouse_settings: settings,
      keep_alive: { idle_socket_ttl: 2_000 },
      max_open_connections: 16,
      request_timeout: 600_000,
      log: { level: 127 },
    })
  }

  /** Rows are parsed, not trusted: a column renamed in SQL fails here and not in a chart. */
  async ask<Row extends TObject>(sql: string, params: Params, row: Row): Promise<Static<Row>[]> {
    return rowsOf(await this.columns(sql, params, row))
  }

  /** The same by column, for answers of many rows. */
  async columns<Row extends TObject>(sql: string, params: Params, row: Row): Promise<Columns<Static<Row>>> {
    const { meta, data } = await this.#patiently(this.#patienceMs, async () => {
      const query_params = params as Record<string, unknown>
      const result = await this.#client.query({ query: sql, query_params, format: 'JSONColumnsWithMetadata' })
      return (await result.json()) as unknown as Told
    })
    // Where nothing was found, only the names are sent.
    return checked(Object.fromEntries(meta.map(({ name }) => [name, data[name] ?? []])), row)
  }

  /** For statements that may be run twice. */
  async run(sql: string): Promise<void> {
    const clickhouse_settings = { max_execution_time: 0 }
    await this.#patiently(this.#patienceMs, () => this.#client.command({ query: sql, clickhouse_settings }))
  }

  /**
   * Inserts rows (one JSON object per line, or arrays under a first line with the columns' names) once, however often it is called with the same token and bytes. Waits as long as
   * it takes; only `signal` ends that.
   */
  async insert(table: string, lines: Buffer, token: string): Promise<void> {
    if (lines.length === 0) return
    const { into, rows } = headed(lines)
    await this.#patiently(Infinity, async () => {
      const { stream } = await this.#client.exec({
        query: `INSERT INTO ${table} ${into}`,
        values: Readable.from([rows], { objectMode: false }),
        clickhouse_settings: { ...insertSettings, insert_deduplication_token: token },
      })
      for await (const chunk of stream) void chunk
    })
  }

  close(): Promise<void> {
    return this.#client.close()
  }

  async #patiently<Result>(patienceMs: number, work: () => Promise<Result>): Promise<Result> {
    const until = Date.now() + patienceMs
    for (let pause = 50; ; pause = Math.min(1_000, pause * 2)) {
      try {
        return await work()
      } catch (error) {
        const ours = translated(error)
        if (!(ours instanceof CubesUnavailable) || Date.now() > until || this.#signal?.aborted) throw ours
      }
      await sleep(pause, undefined, this.#signal && { signal: this.#signal })
    }
  }
}
