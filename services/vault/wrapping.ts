import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const ivBytes = 12
const tagBytes = 16

/**
 * Encrypts a secret under the master key (AES-256-GCM): iv, tag, ciphertext. Its name is bound in, so that a row
 * of the vault cannot be given another row's secret.
 */
export function wrap(master: Buffer, name: string, secret: Buffer): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', master, iv)
  cipher.setAAD(Buffer.from(name))
  const body = Buffer.concat([cipher.update(secret), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

/** @throws when the master key or the name is another one, or a byte has changed */
export function unwrap(master: Buffer, name: string, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', master, wrapped.subarray(0, ivBytes))
  decipher.setAAD(Buffer.from(name))
  decipher.setAuthTag(wrapped.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(wrapped.subarray(ivBytes + tagBytes)), decipher.final()])
}
