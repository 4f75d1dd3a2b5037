import { isSealed, type Sealed } from './event.ts'
import { erased, open } from './personal.ts'

/** What stands in an answer where a key was destroyed. */
export const gone = { erased: true } as const

type Where = { readonly stream: string; readonly commandId: string }

/** A copy of an event's data with every personal text in clear, or `{erased: true}` where its key is gone. */
export function openedData(value: unknown, where: Where, keys: ReadonlyMap<string, Buffer>, path = ''): unknown {
  if (isSealed(value)) return openedText(value, where, keys, path)
  if (typeof value !== 'object' || value === null) return value
  const inside = (name: string, inner: unknown) => openedData(inner, where, keys, path ? `${path}.${name}` : name)
  if (Array.isArray(value)) return value.map((inner, index) => inside(String(index), inner))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inside(name, inner)]))
}

function openedText(value: Sealed, where: Where, keys: ReadonlyMap<string, Buffer>, field: string) {
  const text = open(value, keys, { ...where, field })
  return text === erased ? gone : text
}
