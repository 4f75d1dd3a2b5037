import { generateKeyPairSync, sign } from 'node:crypto'

import { endOf, statementBytes, type EvidenceBundle, type EvidenceEvent } from './bundle.ts'

const bare = ({ id, type, revision, dataText, metadataText }: EvidenceEvent): EvidenceEvent => ({
  id,
  type,
  revision,
  dataText,
  metadataText,
})

/**
 * The bundle as somebody would make it who controls everything but the installation's key: no seal, no proofs, a statement
 * that fits, signed by a key of his own. Only who knows the published key can tell.
 */
export function forged(bundle: EvidenceBundle): EvidenceBundle {
  const pair = generateKeyPairSync('ed25519')
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  const streams = bundle.streams.map(({ stream, events }) => ({ stream, events: events.map(bare) }))
  const head = { ...bundle.head, streams: streams.map(endOf), publicKey }
  const unsigned = { ...bundle, streams, seal: null, head }
  return {
    ...unsigned,
    head: { ...head, signature: sign(null, statementBytes(unsigned), pair.privateKey).toString('base64') },
  }
}
