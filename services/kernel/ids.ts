import { createHash } from 'node:crypto'

/** UUIDv5 (RFC 9562 §5.5): the same namespace and name give the same id, everywhere and always. */
export function uuidv5(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex', 0, 16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Namespace of ids that are derived from a command id, whatever form the caller's key has. */
export const commandNamespace = 'b8a3d0d8-3f0e-5c39-9d1c-2a7f6f0c5a11'
