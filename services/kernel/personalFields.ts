import type { TSchema } from 'typebox'

const personalFields = new WeakMap<TSchema, ReadonlyArray<{ path: readonly string[]; slot: string }>>()

/** Paths of the personal fields in an event's schema; `*` stands for every element of an array and every entry of a record. */
export function personalPaths(schema: TSchema): ReadonlyArray<{ path: readonly string[]; slot: string }> {
  const known = personalFields.get(schema)
  if (known) return known
  const inner = schema as {
    personal?: string
    properties?: Record<string, TSchema>
    patternProperties?: Record<string, TSchema>
    items?: TSchema
    anyOf?: readonly TSchema[]
  }
  const every = [...Object.values(inner.patternProperties ?? {}), ...(inner.items ? [inner.items] : [])]
  const below = [...Object.entries(inner.properties ?? {}), ...every.map((child) => ['*', child] as const)]
  const found = inner.personal
    ? [{ path: [], slot: inner.personal }]
    : [
        ...below.flatMap(([name, child]) =>
          personalPaths(child).map(({ path, slot }) => ({ path: [name, ...path], slot })),
        ),
        ...(inner.anyOf ?? []).flatMap(personalPaths),
      ]
  personalFields.set(schema, found)
  return found
}

export type Sealer = (plain: string, field: string) => unknown

/** A copy of `value` in which the field at `path` is sealed; everything else is shared. */
export function sealAt(value: unknown, path: readonly string[], field: string, seal: Sealer): unknown {
  const [name, ...rest] = path
  const below = (step: string | number) => (field ? `${field}.${step}` : String(step))
  if (name === undefined) return typeof value === 'string' ? seal(value, field) : value
  if (Array.isArray(value)) return value.map((element, index) => sealAt(element, rest, below(index), seal))
  if (typeof value !== 'object' || value === null) return value
  if (name === '*') {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, sealAt(entry, rest, below(key), seal)]))
  }
  if (!(name in value)) return value
  return { ...value, [name]: sealAt((value as Record<string, unknown>)[name], rest, below(name), seal) }
}

/** Whether there is anything to seal at a path: a field that is absent needs no key. */
export function isThere(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return typeof value === 'string'
  if (Array.isArray(value)) return value.some((element) => isThere(element, rest))
  if (typeof value !== 'object' || value === null) return false
  if (name === '*') return Object.values(value).some((entry) => isThere(entry, rest))
  return isThere((value as Record<string, unknown>)[name], rest)
}
