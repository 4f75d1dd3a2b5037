import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { RecordedEvent } from './eventStore.ts'
import { carriedHash, checkEvent, idFromHash, sealEvents, type HashAlgorithm } from './proof.ts'

const installation = '6f2d8f0e-51c5-4a57-9d6d-8a4f6d1f0a11'
const link = { installation, stream: 'case-1', revision: 0n, previousHash: '' }
const fact = {
  type: 'NoteAdded',
  dataText: '{"text":"路灯不亮","count":1}',
  metadata: { actor: { kind: 'person', id: 'zhang' }, commandId: 'command-1' },
}

/** Computed with Python's hashlib from the layout in `proof.ts`, so that it is no echo of the code. */
const known: Record<HashAlgorithm, readonly [string, string]> = {
  sha256: [
    '69ee500568c6cc2e82d57bf7ca4919ecd5cd988a8d6a368ea25a4c2629289263',
    'cc5c2edf0968a766a08fd637e222a5aaf0c54eb193563292fbb1c80ba19679d9',
  ],
  sm3: [
    '1204752154988e2033af7cd9e520efa7a4f34027e8e89cf0759f462bf0975de1',
    'a4523d9ce5c8377cc6cafbbf2b3b4fab7a39a36234deedf093e2352014f2315d',
  ],
}

const aChain = (algorithm: HashAlgorithm = 'sha256', length = 2): RecordedEvent[] =>
  sealEvents(
    algorithm,
    link,
    Array.from({ length }, () => fact),
  ).sealed.map((event, index) => ({
    ...event,
    stream: 'case-1',
    revision: BigInt(index),
    position: BigInt(index) * 100n,
  }))

const two = () => aChain() as [RecordedEvent, RecordedEvent]
const first = () => two()[0]
const second = () => two()[1]

/** The text with one bit of its UTF-8 bytes turned; read as Latin-1 where it is no UTF-8 any more. */
function turned(text: string, bit: number): string {
  const bytes = Buffer.from(text)
  const at = Math.floor(bit / 8) % bytes.length
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit % 8))
  return bytes.toString('utf8').includes('�') ? bytes.toString('latin1') : bytes.toString('utf8')
}

describe('the hash of an event', () => {
  it.each(['sha256', 'sm3'] as const)('is what another program computes (%s)', (algorithm) => {
    expect(aChain(algorithm).map(({ metadataText }) => carriedHash(metadataText))).toEqual(
      known[algorithm].map((hash) => ({ algorithm, hash })),
    )
  })

  it('holds for every event of a chain, and not for its neighbour’s place', () => {
    expect(checkEvent(first(), installation, '')).toBeUndefined()
    expect(checkEvent(second(), installation, known.sha256[0])).toBeUndefined()
    expect(checkEvent(second(), installation, '')).toBe('wrong-hash')
    expect(checkEvent(first(), installation, known.sha256[0])).toBe('wrong-hash')
    expect(checkEvent({ ...second(), revision: 2n }, installation, known.sha256[0])).toBe('wrong-hash')
  })

  it('tells any single bit of anything that is stored', () => {
    const fields = ['id', 'type', 'stream', 'dataText', 'metadataText'] as const
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.nat(100_000), (field, bit) => {
        const event = first()
        const changed = { ...event, [field]: turned(event[field], bit) }
        expect(changed[field]).not.toBe(event[field])
        expect(checkEvent(changed, installation, '')).toBeDefined()
      }),
      { numRuns: 1_500 },
    )
  })

  it('tells another installation, revision and previous hash', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (bit) => {
        expect(checkEvent(first(), turned(installation, bit), '')).toBe('wrong-hash')
        expect(checkEvent({ ...first(), revision: BigInt(bit) + 1n }, installation, '')).toBe('wrong-hash')
        expect(checkEvent(second(), installation, turned(known.sha256[0], bit))).toBe('wrong-hash')
      }),
    )
  })

  it('shares no bytes between two sets of fields', () => {
    const hashOf = (stream: string, type: string) => sealEvents('sha256', { ...link, stream }, [{ ...fact, type }]).hash
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), (stream, type, at) => {
        const cut = at % (stream.length + type.length + 1)
        const whole = stream + type
        fc.pre(cut !== stream.length)
        expect(hashOf(whole.slice(0, cut), whole.slice(cut))).not.toBe(hashOf(stream, type))
      }),
    )
  })

  it('is missing where nothing of ours wrote', () => {
    const bare = '{"commandId":"x"}'
    expect(carriedHash(bare)).toBeUndefined()
    expect(checkEvent({ ...first(), metadataText: bare }, installation, '')).toBe('no-hash')
    expect(checkEvent({ ...first(), metadataText: '' }, installation, '')).toBe('no-hash')
  })

  it('cannot be smuggled in: only the last properties count', () => {
    const event = first()
    const twice = `${event.metadataText.slice(0, -1)},"hashAlg":"sha256","hash":"${'0'.repeat(64)}"}`
    expect(checkEvent({ ...event, metadataText: twice }, installation, '')).toBe('wrong-hash')
  })
})

describe('the id of an event', () => {
  it('is a UUIDv8 of the hash: the same id means the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const hash = Buffer.from(bytes).toString('hex')
        const id = idFromHash(hash)
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
        const hex = id.replaceAll('-', '')
        // 122 of the 128 bits are the hash's own.
        expect(hex.slice(0, 12) + hex.slice(13, 16)).toBe(hash.slice(0, 12) + hash.slice(13, 16))
        expect(hex.slice(18)).toBe(hash.slice(18, 32))
      }),
    )
    expect(idFromHash(known.sha256[0])).toBe('69ee5005-68c6-8c2e-82d5-7bf7ca4919ec')
  })

  it('is told when it belongs to other bytes', () => {
    expect(checkEvent({ ...first(), id: second().id }, installation, '')).toBe('wrong-id')
  })
})
