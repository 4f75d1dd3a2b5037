import { createHmac, createSecretKey } from 'node:crypto'

/** The same value whatever order its fields came in. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, canonical(inner)]),
  )
}

/** Tells a repeated key with another body; keyed, because a body holds names and numbers that could be tried out. */
export function fingerprintOf(secret: Buffer, name: string, input: unknown): string {
  const text = `${name}\n${JSON.stringify(canonical(input))}`
  return createHmac('sha256', createSecretKey(secret)).update(text).digest('base64url').slice(0, 22)
}
