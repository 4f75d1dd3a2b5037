import { gone } from '../../services/kernel/opened.ts'
import { erased, findSealed, open } from '../../services/kernel/personal.ts'
import type { Vault } from '../../services/kernel/vault.ts'
import { isKept, type Kept } from '../cases/kept.ts'

export type Keys = ReadonlyMap<string, Buffer>

export { openedData as openData } from '../../services/kernel/opened.ts'

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
