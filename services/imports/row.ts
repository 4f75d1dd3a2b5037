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

/** An instant; a time without an offset is the zone's. @throws BadRow that names the column */
export function instantOf(text: string, column: string, timeZone: string): string {
  const given = text.trim()
  if (withOffset.test(given)) {
    const time = Date.parse(given.replace(' ', 'T'))
    if (!Number.isNaN(time)) return new Date(time).toISOString()
  }
  const parts = local.exec(given)
  if (parts) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
      .slice(1)
      .map((part) => Number(part ?? 0))
    const wall = Date.UTC(year, month - 1, day, hour, minute, second)
    const check = new Date(wall)
    if (check.getUTCMonth() === month - 1 && check.getUTCDate() === day) {
      return new Date(zoneOf(timeZone).toUtc(wall)).toISOString()
    }
  }
  throw new BadRow(
    `${column} is "${given.slice(0, 40)}", which is no time like 2026-03-01 09:30:00 or 2026-03-01T09:30:00+08:00`,
  )
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
  const value = column === undefined ? '' : (values[column] ?? '').trim()
  if (value.length > limits[field])
    throw new BadRow(`${column} is ${value.length} characters long; ${limits[field]} are allowed`)
  return value
}

const textFields = ['author', 'callerNumber', 'reply', 'category', 'type', 'district', 'place'] as const

/** One row of the file in our words. @throws BadRow that names the column and the remedy */
export function rowOf(
  values: Readonly<Record<string, string>>,
  line: number,
  mapping: Mapping,
  timeZone: string,
): ImportRow {
  const { columns } = mapping
  const id = (values[columns.id] ?? '').trim()
  if (id === '') throw new BadRow(`${columns.id} is empty: without an id a row cannot be told from another`)
  const title = fieldOf(values, 'title', columns.title)
  const story = fieldOf(values, 'story', columns.story)
  if (title === '') throw new BadRow(`${columns.title} is empty`)
  if (story === '') throw new BadRow(`${columns.story} is empty`)
  const zone = mapping.timeZone ?? timeZone
  const optional = textFields.flatMap((field) => {
    const value = fieldOf(values, field, columns[field])
    return value === '' ? [] : [[field, value] as const]
  })
  const repliedAt = columns.repliedAt === undefined ? '' : (values[columns.repliedAt] ?? '').trim()
  const used = new Set(Object.values(columns))
  const extra = Object.entries(values).filter(([name, value]) => !used.has(name) && value !== '')
  return {
    line,
    id,
    title,
    story,
    submittedAt: instantOf(values[columns.submittedAt] ?? '', columns.submittedAt, zone),
    ...Object.fromEntries(optional),
    ...(repliedAt !== '' && { repliedAt: instantOf(repliedAt, columns.repliedAt ?? '', zone) }),
    extra: Object.fromEntries(extra.map(([name, value]) => [name.slice(0, 64), value.slice(0, 1000)])),
  }
}
