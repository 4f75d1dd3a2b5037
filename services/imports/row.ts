import { Type, type Static } from 'typebox'

import { zoneOf } from '../kernel/zone.ts'
import type { Mapping } from './mapping.ts'

const long = (maxLength: number) => Type.String({ minLength: 1, maxLength })

/** One message as it is sent to the running instance. */
export const rowSchema = Type.Object(
  {
    line: Type.Integer({ minimum: 1 }),
    id: Type.String({ minLength: 1, maxLength: 200 }),
    title: long(200),
    story: long(20_000),
    submittedAt: Type.String({ format: 'date-time' }),
    author: Type.Optional(long(200)),
    callerNumber: Type.Optional(long(64)),
    reply: Type.Optional(long(20_000)),
    repliedAt: Type.Optional(Type.String({ format: 'date-time' })),
    category: Type.Optional(long(200)),
    type: Type.Optional(long(64)),
    district: Type.Optional(long(64)),
    place: Type.Optional(long(500)),
    /** What else the file says. */
    extra: Type.Record(Type.String(), Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
)
export type ImportRow = Static<typeof rowSchema>

export class BadRow extends Error {
  override readonly name = 'BadRow'
}

const withOffset = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/
const local = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/

type Six = [number, number, number, number, number, number]

/** Milliseconds of a wall-clock time; undefined for what is no date (31 February too). */
function wallOf(parts: readonly (string | undefined)[]): number | undefined {
  const [year, month, day, hour, minute, second] = [0, 1, 2, 3, 4, 5].map((index) => Number(parts[index] ?? 0)) as Six
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  const back = new Date(wall)
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? wall : undefined
}

/** An instant; a time without an offset is the zone's. @throws BadRow that names the column */
export function instantOf(text: string, column: string, timeZone: string): string {
  const given = text.trim()
  const time = withOffset.test(given) ? Date.parse(given.replace(' ', 'T')) : Number.NaN
  if (!Number.isNaN(time)) return new Date(time).toISOString()
  const parts = local.exec(given)
  const wall = parts ? wallOf(parts.slice(1)) : undefined
  if (wall !== undefined) return new Date(zoneOf(timeZone).toUtc(wall)).toISOString()
  const example = '2026-03-01 09:30:00 or 2026-03-01T09:30:00+08:00'
  throw new BadRow(`${column} is "${given.slice(0, 40)}", which is no time like ${example}`)
}

const limits = {
  title: 200,
  story: 20_000,
  author: 200,
  callerNumber: 64,
  reply: 20_000,
  category: 200,
  type: 64,
  district: 64,
  place: 500,
}

function fieldOf(values: Readonly<Record<string, string>>, field: keyof typeof limits, column: string | undefined) {
  const value = cell(values, column)
  if (value.length > limits[field])
    throw new BadRow(`${column} is ${value.length} characters long; ${limits[field]} are allowed`)
  return value
}

const textFields = ['author', 'callerNumber', 'reply', 'category', 'type', 'district', 'place'] as const

type Values = Readonly<Record<string, string>>

const cell = (values: Values, column: string | undefined) => (column === undefined ? '' : (values[column] ?? '').trim())

/** A field without which a row says nothing. */
function needed(values: Values, column: string, value = cell(values, column)): string {
  if (value === '') throw new BadRow(`${column} is empty`)
  return value
}

function optionalOf(values: Values, columns: Mapping['columns']): Record<string, string> {
  const pairs = textFields.map((field) => [field, fieldOf(values, field, columns[field])] as const)
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''))
}

/** What the file says in columns that mean nothing to us. */
function extraOf(values: Values, columns: Mapping['columns']): Record<string, string> {
  const used = new Set(Object.values(columns))
  const extra = Object.entries(values).filter(([name, value]) => !used.has(name) && value !== '')
  return Object.fromEntries(extra.map(([name, value]) => [name.slice(0, 64), value.slice(0, 1000)]))
}

/** One row of the file in our words. @throws BadRow that names the column and the remedy */
export function rowOf(values: Values, line: number, mapping: Mapping, zone: string): ImportRow {
  const { columns, timeZone = zone } = mapping
  const repliedAt = cell(values, columns.repliedAt)
  return {
    line,
    id: needed(values, columns.id),
    title: needed(values, columns.title, fieldOf(values, 'title', columns.title)),
    story: needed(values, columns.story, fieldOf(values, 'story', columns.story)),
    submittedAt: instantOf(cell(values, columns.submittedAt), columns.submittedAt, timeZone),
    ...optionalOf(values, columns),
    ...(repliedAt !== '' && { repliedAt: instantOf(repliedAt, columns.repliedAt ?? '', timeZone) }),
    extra: extraOf(values, columns),
  }
}
