import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

import { zoneOf } from '../kernel/zone.ts'

const column = Type.Optional(Type.String({ minLength: 1 }))

/** Which column says what. Everything that is not named stays with the case as `sourceFields`. */
const mappingSchema = Type.Object(
  {
    /** Names the source; with the row's id it makes a row the same row in every later run. */
    system: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' })),
    columns: Type.Object(
      {
        id: Type.String({ minLength: 1 }),
        title: Type.String({ minLength: 1 }),
        story: Type.String({ minLength: 1 }),
        submittedAt: Type.String({ minLength: 1 }),
        author: column,
        callerNumber: column,
        reply: column,
        repliedAt: column,
        category: column,
        type: column,
        district: column,
        place: column,
      },
      { additionalProperties: false },
    ),
    /** IANA zone of times that carry no offset; omitted: the installation's. */
    timeZone: Type.Optional(Type.String()),
    /** Code of the unit that keeps the cases; omitted: the root unit. */
    intakeUnit: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)

export type Mapping = Static<typeof mappingSchema>

export class BadFile extends Error {
  override readonly name = 'BadFile'
}

function inKnownZone(mapping: Mapping, file: string): Mapping {
  try {
    if (mapping.timeZone !== undefined) zoneOf(mapping.timeZone)
    return mapping
  } catch {
    throw new BadFile(`${file}: /timeZone is "${mapping.timeZone}"; it must be an IANA zone like Asia/Shanghai`)
  }
}

/** @throws BadFile that names the field which is wrong */
export function parseMapping(text: string, file: string): Mapping {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new BadFile(`${file} is not valid JSON: ${(error as Error).message}`)
  }
  if (Value.Check(mappingSchema, value)) return inKnownZone(value, file)
  const [first] = Value.Errors(mappingSchema, value)
  throw new BadFile(`${file}: ${first?.instancePath || 'the mapping'} ${first?.message ?? 'is not as expected'}`)
}

/** Columns that need no mapping file, with the fields that they fill. */
const familiar = {
  id: 'id',
  subject: 'title',
  body: 'story',
  submitted_at: 'submittedAt',
  author: 'author',
  reply: 'reply',
  replied_at: 'repliedAt',
  level1: 'category',
} as const

const needed = ['id', 'subject', 'submitted_at', 'body']

export type FileKind = { readonly kind: 'messages'; readonly mapping: Mapping } | { readonly kind: 'categories' }

/** What a file is, by its header. @throws BadFile that says which columns are missing */
export function recognise(header: readonly string[]): FileKind {
  if (header.join() === 'level1,level2,level3') return { kind: 'categories' }
  const missing = needed.filter((name) => !header.includes(name))
  if (missing.length > 0) {
    throw new BadFile(
      `the columns are ${header.join(', ')}; ${missing.join(', ')} are missing. Name the columns in a mapping file: --mapping FILE.json`,
    )
  }
  const pairs = Object.entries(familiar).filter(([name]) => header.includes(name))
  const columns = Object.fromEntries(pairs.map(([name, field]) => [field, name])) as Mapping['columns']
  return { kind: 'messages', mapping: { columns } }
}

/** @throws BadFile when the mapping names a column that the file has not */
export function checkMapping(mapping: Mapping, header: readonly string[]): void {
  for (const [field, name] of Object.entries(mapping.columns)) {
    if (name !== undefined && !header.includes(name)) {
      throw new BadFile(
        `the mapping's ${field} is the column "${name}", which the file does not have (${header.join(', ')})`,
      )
    }
  }
}
