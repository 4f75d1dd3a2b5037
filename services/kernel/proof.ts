import { hash } from 'node:crypto'

import type { RecordedEvent, SealedEvent } from './eventStore.ts'

/** Version of the byte layout below. A new layout gets a new number; old events keep theirs. */
const format = 'minsheng/1'

export type HashAlgorithm = 'sha256' | 'sm3'

export type Unsealed = {
  readonly type: string
  readonly dataText: string
  /** Metadata without its hash, as an object; the door's bytes are made from it here. */
  readonly metadata: Readonly<Record<string, unknown>>
}

export type ChainLink = {
  readonly installation: string
  readonly stream: string
  readonly revision: bigint
  /** Hex hash of the event before in the stream; '' for the first. */
  readonly previousHash: string
}

/** Every field is preceded by its length in bytes, so that no two sets of fields share their bytes. */
function hashFields(algorithm: HashAlgorithm, fields: readonly string[]): string {
  let text = ''
  for (const field of fields) text += `${Buffer.byteLength(field)}:${field}`
  // One call of the one-shot form costs half of createHash: verifying is bound by it.
  return hash(algorithm, text, 'hex')
}

function eventHash(algorithm: HashAlgorithm, link: ChainLink, event: { type: string; dataText: string }, bare: string) {
  return hashFields(algorithm, [
    format,
    algorithm,
    link.installation,
    link.stream,
    link.revision.toString(),
    event.type,
    link.previousHash,
    bare,
    hash(algorithm, event.dataText, 'hex'),
  ])
}

/** UUIDv8 (RFC 9562 §5.8) from the first 128 bits of the hash: the same id means the same bytes. */
export function idFromHash(hash: string): string {
  const variant = ((parseInt(hash.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(18, 20)}-${hash.slice(20, 32)}`
}

/** Seals events into one chain from `link` on; answers the events as they go over the wire and the last hash. */
export function sealEvents(
  algorithm: HashAlgorithm,
  link: ChainLink,
  events: readonly Unsealed[],
): { sealed: SealedEvent[]; hash: string } {
  let { revision, previousHash } = link
  const sealed = events.map(({ type, dataText, metadata }) => {
    const bare = JSON.stringify({ ...metadata, hashAlg: algorithm })
    const own = eventHash(algorithm, { ...link, revision, previousHash }, { type, dataText }, bare)
    revision += 1n
    previousHash = own
    return { id: idFromHash(own), type, dataText, metadataText: `${bare.slice(0, -1)},"hash":"${own}"}` }
  })
  return { sealed, hash: previousHash }
}

const hashTail = /,"hashAlg":"(sha256|sm3)","hash":"([0-9a-f]{64})"\}$/

/** The hash that an event carries, without parsing its metadata; undefined where there is none. */
export function carriedHash(metadataText: string): { algorithm: HashAlgorithm; hash: string } | undefined {
  const found = hashTail.exec(metadataText.slice(-110))
  return found ? { algorithm: found[1] as HashAlgorithm, hash: found[2] as string } : undefined
}

export type Flaw = 'no-hash' | 'wrong-hash' | 'wrong-id'

/** Recomputes an event's hash from its raw text and place. Answers what is wrong with it, or undefined. */
export function checkEvent(event: RecordedEvent, installation: string, previousHash: string): Flaw | undefined {
  const carried = carriedHash(event.metadataText)
  if (!carried) return 'no-hash'
  const bare = `${event.metadataText.slice(0, -(64 + 11))}}`
  const link = { installation, stream: event.stream, revision: event.revision, previousHash }
  if (eventHash(carried.algorithm, link, event, bare) !== carried.hash) return 'wrong-hash'
  return idFromHash(carried.hash) === event.id ? undefined : 'wrong-id'
}
