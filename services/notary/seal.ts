import { createPublicKey, hash, verify } from 'node:crypto'

import type { Seal } from './events.ts'

const format = 'minsheng-seal/1'

export type Unsigned = Omit<Seal, 'seal' | 'signature'>

/** Fields in order, each preceded by its length in bytes: what is hashed and signed. */
export function lengthPrefixed(fields: readonly string[]): Buffer {
  return Buffer.from(fields.map((field) => `${Buffer.byteLength(field)}:${field}`).join(''))
}

function sealBytes(seal: Unsigned): Buffer {
  const { hashAlg, installation, number, count, root, previousSeal, sealedAt, publicKey } = seal
  return lengthPrefixed([format, hashAlg, installation, number, count, root, previousSeal, sealedAt, publicKey])
}

const sealHash = (unsigned: Unsigned): string => hash(unsigned.hashAlg, sealBytes(unsigned), 'hex')

/** @param sign Ed25519 by the installation's key, the one of `publicKey` */
export async function signSeal(unsigned: Unsigned, sign: (bytes: Buffer) => Promise<Buffer>): Promise<Seal> {
  const signature = await sign(sealBytes(unsigned))
  return { ...unsigned, seal: sealHash(unsigned), signature: signature.toString('base64') }
}

export function isSignedBy(publicKey: string, bytes: Buffer, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    return verify(null, bytes, key, Buffer.from(signature, 'base64'))
  } catch {
    return false // not a key at all
  }
}

/** What people compare: SHA-256 of the key's SPKI bytes. */
export const fingerprintOf = (publicKey: string): string => hash('sha256', Buffer.from(publicKey, 'base64'), 'hex')

/** PEM, as the vault gives it, to the form in seals. */
export const spkiOf = (pem: string): string =>
  createPublicKey(pem).export({ format: 'der', type: 'spki' }).toString('base64')

export type SealFlaw = 'changed-seal' | 'wrong-signature' | 'foreign-key'

/** What is wrong with a seal in itself. `trusted` is the public key that this installation's seals are known to have. */
export function checkSeal(seal: Seal, trusted: string): SealFlaw | undefined {
  if (sealHash(seal) !== seal.seal) return 'changed-seal'
  if (seal.publicKey !== trusted) return 'foreign-key'
  return isSignedBy(trusted, sealBytes(seal), seal.signature) ? undefined : 'wrong-signature'
}
