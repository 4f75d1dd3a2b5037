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

const time =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/
const minuteMs = 60_000
const mostOffset = 14 * 60

type Six = [number, number, number, number, number, number]

/** Milliseconds of a wall-clock time; undefined for what is no time (31 February, 09:75). */
function wallOf(parts: readonly (string | undefined)[], fraction = ''): number | undefined {
  const six = [0, 1, 2, 3, 4, 5].map((index) => Number(parts[index] ?? 0)) as Six
  const [year, month, day, hour, minute, second] = six
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  const shown = new Date(wall).toISOString().slice(0, 19)
  const pad = (value: number, length = 2) => String(value).padStart(length, '0')
  const meant = `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`
  return shown === meant ? wall + Math.floor(Number(`0.${fraction || 0}`) * 1000) : undefined
}

/** `+08:00` in milliseconds; undefined for more than any zone has. */
function offsetOf(text: string): number | undefined {
  if (text === 'Z') return 0
  const [sign, hours, minutes] = [text[0], Number(text.slice(1, 3)), Number(text.slice(-2))]
  const total = hours * 60 + minutes
  if (total > mostOffset || minutes > 59) return undefined
  return (sign === '-' ? -total : total) * minuteMs
}

function utcOf(text: string, timeZone: string): number | undefined {
  const parts = time.exec(text)?.slice(1) ?? []
  const wall = parts.length > 0 ? wallOf(parts, parts[6]) : undefined
  if (wall === undefined) return undefined
  if (parts[7] === undefined) return zoneOf(timeZone).toUtc(wall)
  const offset = offsetOf(parts[7])
  return offset === undefined ? undefined : wall - offset
}

/** An instant; a time without an offset is the zone's. @throws BadRow that names the column */
export function instantOf(text: string, column: string, timeZone: string): string {
  const given = text.trim()
  const instant = utcOf(given, timeZone)
  if (instant !== undefined) return new Date(instant).toISOString()
  const example = '2026-03-01 09:30:00 or 2026-03-01T09:30:00+08:00'
  throw new BadRow(`${column} is "${given.slice(0, 40)}", which is no time like ${example}`)
}

const limits = {
  id: 200,
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
  return within(cell(values, column), limits[field], column)
}

function within(value: string, most: number, column: string | undefined): string {
  if (value.length > most) throw new BadRow(`${column} is ${value.length} characters long; ${most} are allowed`)
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
  return Object.fromEntries(extra.map(([name, value]) => [name.slice(0, 64), within(value, 1000, name)]))
}

/** One row of the file in our words. @throws BadRow that names the column and the remedy */
export function rowOf(values: Values, line: number, mapping: Mapping, zone: string): ImportRow {
  const { columns, timeZone = zone } = mapping
  const repliedAt = cell(values, columns.repliedAt)
  return {
    line,
    id: needed(values, columns.id, fieldOf(values, 'id', columns.id)),
    title: needed(values, columns.title, fieldOf(values, 'title', columns.title)),
    story: needed(values, columns.story, fieldOf(values, 'story', columns.story)),
    submittedAt: instantOf(cell(values, columns.submittedAt), columns.submittedAt, timeZone),
    ...optionalOf(values, columns),
    ...(repliedAt !== '' && { repliedAt: instantOf(repliedAt, columns.repliedAt ?? '', timeZone) }),
    extra: extraOf(values, columns),
  }
}
