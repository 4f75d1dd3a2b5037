type Schema = {
  type?: string
  properties?: Record<string, Schema>
  required?: readonly string[]
  items?: Schema
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly Schema[]
  minItems?: number
  minimum?: number
  pattern?: string
  format?: string
  minLength?: number
}

/** Texts of which one fits whatever a schema asks of a text. */
const texts = [
  'unclassified',
  'a-word',
  '2026-01-01',
  '2026-01-01T00:00:00.000Z',
  '09:00',
  'case-1',
  'contact-1',
  'long-enough-7391',
]

function aText({ pattern, format, minLength = 0 }: Schema): string {
  if (format === 'date-time') return '2026-01-01T00:00:00.000Z'
  if (format === 'date') return '2026-01-01'
  const found = texts.find((text) => text.length >= minLength && new RegExp(pattern ?? '').test(text))
  if (found === undefined) throw new Error(`no sample text matches ${pattern}`)
  return found
}

type Named = Readonly<Record<string, unknown>>

/** A given value stands only where the schema leaves the choice. */
const given = (schema: Schema | undefined, value: unknown) => ((schema?.enum ?? schema?.anyOf) ? undefined : value)

const makers: Record<string, (schema: Schema, named: Named) => unknown> = {
  string: aText,
  integer: ({ minimum = 1 }) => minimum,
  number: ({ minimum = 1 }) => minimum,
  boolean: () => true,
  array: ({ items = {}, minItems = 0 }, named) => Array.from({ length: minItems }, () => sampleOf(items, named)),
  object: ({ properties = {}, required = [] }, named) =>
    Object.fromEntries(
      required.map((name) => [name, given(properties[name], named[name]) ?? sampleOf(properties[name] ?? {}, named)]),
    ),
}

/** The smallest value that satisfies a schema; properties by these names get the given values. */
export function sampleOf(schema: Schema, named: Named = {}): unknown {
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[0]
  const [first] = schema.anyOf ?? []
  return first ? sampleOf(first, named) : makers[schema.type ?? 'object']?.(schema, named)
}
