import { MaxAppendSizeExceededError } from '@eventstore/db-client'
import { describe, expect, it } from 'vitest'

import { aBinaryEvent, anEvent, aStream, bothAppends, refusal, type Given } from './logSubject.ts'

const most = 1_048_576
const messageLimit = 16 * 1024 * 1024

export function limitsContract(given: Given): void {
  describe.each(bothAppends)('by %s', (_, how) => {
    it('take exactly 1 MiB of data and refuse one byte more', async () => {
      const { client } = given()
      const stream = aStream()
      const exact = [aBinaryEvent(new Uint8Array(most - 10)), aBinaryEvent(new Uint8Array(10))]
      expect(await client.appendToStream(stream, exact, { expectedRevision: 'no_stream', ...how })).toMatchObject({
        nextExpectedRevision: 1n,
      })
      const more = [aBinaryEvent(new Uint8Array(most - 10)), aBinaryEvent(new Uint8Array(11))]
      const error = await refusal(client.appendToStream(stream, more, { expectedRevision: 1n, ...how }))
      expect(error).toBeInstanceOf(MaxAppendSizeExceededError)
      expect(error).toMatchObject({ maxAppendSize: most })
      expect(await client.readStream(stream).toArray()).toHaveLength(2)
    })

    it('do not count metadata, and keep an append atomic that the client cuts at 3 MiB', async () => {
      const { client } = given()
      const stream = aStream()
      const metadata = new Uint8Array(2 * 1024 * 1024).fill(0xfe)
      const events = [1, 2, 3].map((byte) => aBinaryEvent(Uint8Array.of(byte), metadata))
      expect(await client.appendToStream(stream, events, { expectedRevision: 'no_stream', ...how })).toMatchObject({
        nextExpectedRevision: 2n,
      })
    })
  })

  describe.each(bothAppends)('messages by %s', (_, how) => {
    messagesContract(given, how)
  })

  describe.each(bothAppends)('bytes by %s', (_, how) => {
    bytesContract(given, how)
  })
}

function messagesContract(given: Given, how: object): void {
  it('above 16 MB are refused, and the next is taken', async () => {
    const { client } = given()
    const huge = aBinaryEvent(new Uint8Array(1), new Uint8Array(messageLimit))
    const error = await refusal(client.appendToStream(aStream(), huge, { expectedRevision: 'no_stream', ...how }))
    expect(error).toMatchObject({ code: 8 })
    expect(await client.appendToStream(aStream(), anEvent(), { expectedRevision: 'no_stream', ...how })).toMatchObject({
      success: true,
    })
  })
}

function bytesContract(given: Given, how: object): void {
  const samples: readonly (readonly [string, Uint8Array])[] = [
    ['nothing', new Uint8Array()],
    ['every byte', Uint8Array.from({ length: 256 }, (_, byte) => byte)],
    ['a NUL in text', Buffer.from('a\0b')],
    ['a byte order mark', Buffer.from('\uFEFF{"a":1}')],
    ['text of many scripts', Buffer.from('民声 — “é” 🏮')],
  ]
  it.each(samples)('%s comes back as it was', async (_, bytes) => {
    const { client } = given()
    const stream = aStream()
    await client.appendToStream(stream, aBinaryEvent(bytes, bytes), { expectedRevision: 'no_stream', ...how })
    const [read] = await client.readStream(stream).toArray()
    expect(Buffer.from(read?.event?.data as Uint8Array)).toEqual(Buffer.from(bytes))
    const metadata = (read?.event?.metadata ?? []) as Uint8Array
    expect(Buffer.from(metadata)).toEqual(Buffer.from(bytes))
    expect(read?.event?.isJson).toBe(false)
  })
}
