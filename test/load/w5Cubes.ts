import { Type, type Static, type TObject } from 'typebox'

import { Cubes } from '../../analytics/kernel/clickhouse.ts'
import { migrate } from '../../analytics/kernel/migrate.ts'
import type { CubesEngine } from '../support/cubesEngine.ts'
import type { Loaded, Peer } from './w5Engines.ts'
import { cubesSchema, ownRollUps, plain, product, type Dialect, type Report } from './w5Queries.ts'

const n = Type.Integer()
const day = Type.String()
const maybe = Type.Union([Type.Number(), Type.Null()])

/** What each report says, as the one door to the cubes checks it; the columns stand in the peers' order. */
const answers: Readonly<Record<Report, (code: typeof n | typeof day) => TObject>> = {
  'year on year': (code) =>
    Type.Object({ mo: day, category: code, district: code, cases: n, prev: maybe, yoy: maybe, h: maybe }),
  'one month': (code) => Type.Object({ category: code, region: code, cur: n, mom: n, yoy: n, h: maybe }),
  departments: (code) =>
    Type.Object({ mo: day, dept: code, cases: n, closed: n, ontime: n, av: maybe, p50: maybe, p90: maybe, sat: maybe }),
  channels: (code) => Type.Object({ mo: day, channel: code, cases: n, h: maybe, s: maybe }),
  drill: () => Type.Object({ d: day, cases: n, h: maybe }),
}

type Asked = { readonly name: string; readonly dialect: Dialect; readonly code: typeof n | typeof day }

function peerOf(cubes: Cubes, { name, dialect, code }: Asked): Peer {
  return {
    name,
    ask: async (report) => {
      const row = answers[report](code)
      const columns: Readonly<Record<string, readonly unknown[]>> = await cubes.columns(dialect[report], {}, row)
      return Object.keys(row.properties).map((column) => columns[column] ?? [])
    },
    stop: () => cubes.close(),
  }
}

const sizeRow = Type.Object({ bytes: n })

async function loaded(cubes: Cubes, peers: readonly Peer[], began: number): Promise<Loaded> {
  const seconds = (performance.now() - began) / 1000
  const sql = `SELECT sum(bytes_on_disk) AS bytes FROM system.parts WHERE active AND database = {database:String}`
  const [size] = (await cubes.ask(sql, { database: cubes.database }, sizeRow)) as Static<typeof sizeRow>[]
  return { peers, seconds, bytes: size?.bytes ?? Number.NaN }
}

const columns = `id UInt64, created_at DateTime('UTC'), closed Nullable(DateTime('UTC')), due DateTime('UTC'),
  category_number UInt8, region UInt16, district_number UInt8, dept UInt8, channel_number UInt8, priority UInt8,
  handle_s Nullable(UInt32), sat Nullable(UInt8)`

/** A fact of the reports as the case that it is: registered, dispatched at once, closed, visited. */
const filling = (csv: string) => `
  INSERT INTO case_facts_v1 (sign, ordinal, known_at, case_id, case_number, origin, type, type_registered, category,
    category_registered, category_path, category_path_registered, urgency, urgency_registered, district,
    district_registered, street, street_registered, channel, caller_kind, identity, language, intake_unit, unit,
    unit_path, concerns, status, closure_kind, registered_at, dispatched_at, signed_at, closed_at, due_at, dispatches,
    visit_valid, visit_satisfied)
  SELECT 1, id, created_at, concat('w', toString(id)), toString(id), 'live', 'complaint', 'complaint',
    toString(category_number) AS category, category, [category] AS path, path,
    ['normal', 'urgent', 'critical', 'critical'][priority + 1] AS urgency, urgency,
    toString(district_number) AS district, district, toString(region) AS street, street, toString(channel_number),
    'person', 'real-name', 'zh-CN', 'hotline', toString(dept) AS unit, ['city', unit], ['city', 'hotline', unit],
    if(closed IS NULL, 'open', 'closed'), if(closed IS NULL, '', 'solved'), created_at, created_at, created_at, closed,
    due, 1, sat IS NOT NULL,
    if(sat IS NULL, '', ['no-answer', 'not-asked', 'dissatisfied', 'basically', 'satisfied'][assumeNotNull(sat)])
  FROM file('${csv}', 'CSV', '${columns.replaceAll("'", "\\'")}') SETTINGS max_memory_usage = 0`

/** The tables of the product, filled with the reports' facts. */
export async function loadProduct(engine: CubesEngine, csv: string): Promise<Loaded> {
  const options = { url: engine.url, database: 'w5_product' }
  const cubes = new Cubes(options)
  await migrate(cubes, options, 'cubes')
  const began = performance.now()
  await cubes.run(filling(csv))
  for (const table of ['case_now_v1', 'case_hours_v1']) await cubes.run(`OPTIMIZE TABLE ${table} FINAL`)
  return loaded(cubes, [peerOf(cubes, { name: 'cubes', dialect: product, code: day })], began)
}

/** The same engine with tables that were made for these reports: what it could do, and nothing that the product has. */
export async function loadOwnTables(engine: CubesEngine, csv: string): Promise<Loaded> {
  const outside = new Cubes({ url: engine.url, database: 'default' })
  await outside.run('CREATE DATABASE w5')
  await outside.close()
  const cubes = new Cubes({ url: engine.url, database: 'w5' })
  const began = performance.now()
  for (const statement of cubesSchema) await cubes.run(statement)
  await cubes.run(`INSERT INTO facts SELECT * FROM file('${csv}', 'CSV') SETTINGS max_memory_usage = 0`)
  for (const table of ['facts', 'by_district', 'by_region', 'by_channel', 'by_dept'])
    await cubes.run(`OPTIMIZE TABLE ${table} FINAL`)
  const one = {
    ...peerOf(cubes, { name: 'same engine, a table of its own', dialect: plain, code: n }),
    stop: async () => {},
  }
  return loaded(
    cubes,
    [one, peerOf(cubes, { name: 'same engine, roll-ups of its own', dialect: ownRollUps, code: n })],
    began,
  )
}
