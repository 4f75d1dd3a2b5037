import { hash } from 'node:crypto'

import type { RecordedEvent } from '../kernel/eventStore.ts'
import { carriedHash, type HashAlgorithm } from '../kernel/proof.ts'
import { sealStream } from './events.ts'
import { leafHash } from './merkle.ts'
import { lengthPrefixed } from './seal.ts'

/** The hash that an event says it has. */
export type Carried = ReturnType<typeof carriedHash>

/** Seals cover every event but their own: those are chained by their stream and by `previousSeal`. */
export const isLeaf = (event: RecordedEvent): boolean => event.stream !== sealStream && !event.stream.startsWith('$')

/** The leaf of an event: over the hash that it carries; over all its bytes where it carries none. */
export function leafOf(
  algorithm: HashAlgorithm,
  event: RecordedEvent,
  carried: Carried = carriedHash(event.metadataText),
): Buffer {
  if (carried) return leafHash(algorithm, Buffer.from(carried.hash, 'hex'))
  const { stream, revision, id, type, dataText, metadataText } = event
  const bytes = lengthPrefixed(['foreign', stream, revision.toString(), id, type, dataText, metadataText])
  return leafHash(algorithm, hash(algorithm, bytes, 'buffer'))
}
