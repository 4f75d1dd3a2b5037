import { Type, type Static } from 'typebox'

import type { RecordedEvent } from '../../kernel/eventStore.ts'
import { carriedHash } from '../../kernel/proof.ts'
import { seal } from '../events.ts'
import { lengthPrefixed } from '../seal.ts'

export const bundleFormat = 'minsheng-evidence/1'

const event = Type.Object({
  id: Type.String(),
  type: Type.String(),
  revision: Type.String({ pattern: '^[0-9]{1,19}$' }),
  /** The very bytes that were hashed, as text. */
  dataText: Type.String(),
  metadataText: Type.String(),
  /** Place in the whole log, and the way from there to the seal's root (base64); absent for what is newer than the seal. */
  ordinal: Type.Optional(Type.Integer({ minimum: 0 })),
  proof: Type.Optional(Type.Array(Type.String())),
})

const stream = Type.Object({ stream: Type.String(), events: Type.Array(event) })

/** How the streams ended when they were exported, so that nothing can be cut off or added unseen. */
const head = Type.Object({
  exportedAt: Type.String(),
  exportedBy: Type.String(),
  streams: Type.Array(Type.Object({ stream: Type.String(), count: Type.Integer(), hash: Type.String() })),
  /** Ed25519 public key of the installation, base64 SPKI. */
  publicKey: Type.String(),
  signature: Type.String(),
})

/** Everything that a court needs to check one case by itself: raw events, proofs, a signed seal, a signed end. */
export const bundle = Type.Object({
  format: Type.Literal(bundleFormat),
  installation: Type.Object({
    id: Type.String(),
    hashAlg: Type.Union([Type.Literal('sha256'), Type.Literal('sm3')]),
  }),
  subject: Type.String(),
  streams: Type.Array(stream),
  seal: Type.Union([seal, Type.Null()]),
  head,
})

export type EvidenceBundle = Static<typeof bundle>
export type EvidenceStream = EvidenceBundle['streams'][number]
export type EvidenceEvent = EvidenceStream['events'][number]
export type StreamEnd = EvidenceBundle['head']['streams'][number]

type Stated = Pick<EvidenceBundle, 'installation' | 'subject' | 'seal'> & {
  readonly head: Omit<EvidenceBundle['head'], 'signature'>
}

/** What is signed at the export. */
export function statementBytes({ installation, subject, seal: sealed, head: stated }: Stated): Buffer {
  const ends = stated.streams.flatMap((end) => [end.stream, end.count.toString(), end.hash])
  const { exportedAt, exportedBy, publicKey } = stated
  const fields = [bundleFormat, installation.id, installation.hashAlg, subject, exportedAt, exportedBy, publicKey]
  return lengthPrefixed([...fields, sealed?.seal ?? '', ...ends])
}

export const endOf = ({ stream: name, events }: EvidenceStream): StreamEnd => ({
  stream: name,
  count: events.length,
  hash: carriedHash(events.at(-1)?.metadataText ?? '')?.hash ?? '',
})

/** An event of a bundle as the log had it; its position, which differs from server to server, is in no hash and no bundle. */
export const recorded = (stream: string, event: EvidenceEvent): RecordedEvent => ({
  ...event,
  stream,
  revision: BigInt(event.revision),
  position: 0n,
})
