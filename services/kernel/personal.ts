import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'

import type { Personal, Sealed } from './event.ts'
import { isSealed } from './event.ts'

/** Binds a sealed value to its place, so that it cannot be moved to another stream, command or field. */
const associated = (stream: string, commandId: string, field: string) =>
  Buffer.from(`${stream}\n${commandId}\n${field}`)

export type Place = { readonly stream: string; readonly commandId: string; readonly field: string }

/** Node would take a tag of 4 bytes for a whole one, and 4 bytes can be guessed. */
const whole = { authTagLength: 16 } as const

/**
 * AES-256-GCM; the result carries iv, tag and ciphertext in base64. The key goes in as a key object: of a plain buffer
 * Node takes longer to find out what it is than to seal with it.
 */
export function sealValue(plain: string, key: { id: string; key: Buffer }, place: Place): Sealed {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key.key), iv, whole)
  cipher.setAAD(associated(place.stream, place.commandId, place.field))
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return { $key: key.id, $sealed: Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64') }
}

/** @throws when the bytes are not those that were sealed at this place */
export function openValue(sealed: Sealed, key: Buffer, place: Place): string {
  const bytes = Buffer.from(sealed.$sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), bytes.subarray(0, 12), whole)
  decipher.setAAD(associated(place.stream, place.commandId, place.field))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

/** A personal value in an event, with the place that it is bound to. */
export type FoundSealed = { readonly sealed: Sealed; readonly field: string }

/** All sealed values below `value`, with their field paths (`place.text`). */
export function findSealed(value: unknown, path = ''): FoundSealed[] {
  if (isSealed(value)) return [{ sealed: value, field: path }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => findSealed(inner, path ? `${path}.${name}` : name))
}

/** What stands where a key has been destroyed. */
export const erased = Symbol('erased')

/** Opens one personal value with the keys at hand; `erased` where its key is gone. */
export function open(value: Personal, keys: ReadonlyMap<string, Buffer>, place: Place): string | typeof erased {
  if (!isSealed(value)) return value
  const key = keys.get(value.$key)
  return key ? openValue(value, key, place) : erased
}
