import { isSealed, type Sealed } from '../../services/kernel/event.ts'
import { erased, findSealed, open } from '../../services/kernel/personal.ts'
import type { Vault } from '../../services/kernel/vault.ts'
import { isKept, type Kept } from '../cases/kept.ts'

export type Keys = ReadonlyMap<string, Buffer>
/** What stands in an answer where a key was destroyed. */
export const gone = { erased: true } as const

/** All keys that are needed to open what is below these values. */
export const keysIn = (...values: unknown[]): string[] => [
  ...new Set(values.flatMap((value) => findSealed(value).map(({ sealed }) => sealed.$key))),
]

/** One question to the vault per answer. */
export async function keysFor(vault: Pick<Vault, 'getKeys'>, ...values: unknown[]): Promise<Keys> {
  const wanted = keysIn(...values)
  return wanted.length > 0 ? vault.getKeys(wanted) : new Map()
}

export function openKept({ value, by: commandId, at: field }: Kept, stream: string, keys: Keys): string | typeof gone {
  const text = open(value, keys, { stream, commandId, field })
  return text === erased ? gone : text
}

/** For lists: null where there is nothing to read any more. */
export function textOf(kept: Kept | null, stream: string, keys: Keys): string | null {
  const text = kept ? openKept(kept, stream, keys) : null
  return typeof text === 'string' ? text : null
}

/** A copy of a row with every kept value opened. */
export function openRow(value: unknown, stream: string, keys: Keys): unknown {
  if (isKept(value)) return openKept(value, stream, keys)
  if (Array.isArray(value)) return value.map((inner) => openRow(inner, stream, keys))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, openRow(inner, stream, keys)]))
}

type EventPlace = { readonly stream: string; readonly commandId: string }

/** A copy of an event's data with every sealed value opened. */
export function openData(value: unknown, place: EventPlace, keys: Keys, path = ''): unknown {
  if (isSealed(value)) return openSealed(value, place, keys, path)
  if (typeof value !== 'object' || value === null) return value
  const inside = (name: string, inner: unknown) => openData(inner, place, keys, path ? `${path}.${name}` : name)
  if (Array.isArray(value)) return value.map((inner, index) => inside(String(index), inner))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inside(name, inner)]))
}

function openSealed(value: Sealed, place: EventPlace, keys: Keys, field: string): string | typeof gone {
  const text = open(value, keys, { ...place, field })
  return text === erased ? gone : text
}
