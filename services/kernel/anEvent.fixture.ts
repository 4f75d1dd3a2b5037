import fc, { type Arbitrary } from 'fast-check'
import type { TSchema } from 'typebox'

type Inner = {
  type?: string
  properties?: Record<string, TSchema>
  required?: readonly string[]
  items?: TSchema
  anyOf?: readonly TSchema[]
  enum?: readonly unknown[]
  const?: unknown
  patternProperties?: Record<string, TSchema>
  personal?: string
}

/** Begins every personal value that is made up here, so that it can be looked for. */
export const secretMark = '密-secret-'

const simple: Record<string, Arbitrary<unknown>> = {
  string: fc.string({ maxLength: 12 }).map((text) => `plain${text}`),
  integer: fc.integer(),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }),
  boolean: fc.boolean(),
}

function anObject({ properties = {}, required = [] }: Inner): Arbitrary<unknown> {
  const values = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, aValue(inner)]))
  return fc.record(values, { requiredKeys: [...required] })
}

function aRecord(values: TSchema): Arbitrary<unknown> {
  return fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), aValue(values), { maxKeys: 3 })
}

/** A structure of further values, or undefined where the schema is of a simple value. */
function aStructure(inner: Inner): Arbitrary<unknown> | undefined {
  if (inner.anyOf) return fc.oneof(...inner.anyOf.map(aValue))
  if (inner.items) return fc.array(aValue(inner.items), { maxLength: 3 })
  const [ofRecord] = Object.values(inner.patternProperties ?? {})
  if (ofRecord) return aRecord(ofRecord)
  return inner.properties && anObject(inner)
}

/** Anything that an event's schema allows. */
export function aValue(schema: TSchema): Arbitrary<unknown> {
  const inner = schema as Inner
  if (inner.personal) return fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => `${secretMark}${text}`)
  if (inner.enum) return fc.constantFrom(...inner.enum)
  if (inner.const !== undefined) return fc.constant(inner.const)
  const value = aStructure(inner) ?? simple[inner.type ?? '']
  if (!value) throw new Error(`no value for ${JSON.stringify(schema)}`)
  return value
}
