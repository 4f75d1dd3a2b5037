import { Type, type Static } from 'typebox'

import type { EventCatalogue } from '../kernel/event.ts'

const hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const count = Type.String({ pattern: '^[0-9]{1,19}$' })

/**
 * A signed statement about the whole log up to one moment. `seal` is the hash over all fields above it; the signature is
 * over the same bytes (`seal.ts`, docs/proof-format.md).
 */
export const seal = Type.Object({
  installation: Type.String(),
  hashAlg: Type.Union([Type.Literal('sha256'), Type.Literal('sm3')]),
  /** Revision of this event on `seal-log`: seals are numbered from 0 without a gap. */
  number: count,
  /** So many events are covered, in log order; those of `seal-log` itself do not count. */
  count,
  /** Merkle root over the hashes of these events. */
  root: hash,
  /** `seal` of the one before; empty for the first. */
  previousSeal: Type.Union([hash, Type.Literal('')]),
  sealedAt: Type.String({ format: 'date-time' }),
  /** Ed25519 public key, base64 of its SPKI form. */
  publicKey: Type.String(),
  seal: hash,
  /** Ed25519, base64. */
  signature: Type.String(),
})

export type Seal = Static<typeof seal>

/** Stream `seal-log`, written by the notary alone. */
export const notaryEvents = { Sealed: { version: 1, data: seal } } satisfies EventCatalogue

export const sealStream = 'seal-log'
