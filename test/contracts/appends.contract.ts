import { WrongExpectedVersionError } from '@eventstore/db-client'
import { describe, expect, it } from 'vitest'

import { anEvent, aStream, bothAppends, refusal, someEvents, type Given } from './logSubject.ts'

type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint
/** [expected revision, events there before, new revision] */
const accepted: readonly (readonly [Expected, number, bigint])[] = [
  ['no_stream', 0, 0n],
  ['any', 0, 0n],
  ['any', 3, 3n],
  ['stream_exists', 3, 3n],
  [2n, 3, 3n],
]

/** [expected revision, events there before] */
const conflicts: readonly (readonly [Expected, number])[] = [
  ['no_stream', 3],
  ['stream_exists', 0],
  [0n, 0],
  [1n, 3],
  [3n, 3],
  [9_007_199_254_740_993n, 3],
]

async function streamOf(given: Given, count: number): Promise<string> {
  const stream = aStream()
  if (count > 0) await given().client.appendToStream(stream, someEvents(count), { expectedRevision: 'no_stream' })
  return stream
}

export function appendContract(given: Given): void {
  describe.each(bothAppends)('by %s', (_, how) => {
    it.each(accepted)('at %s is written behind %i events', async (expectedRevision, before, revision) => {
      const stream = await streamOf(given, before)
      const answer = await given().client.appendToStream(stream, anEvent(), { expectedRevision, ...how })
      expect(answer).toMatchObject({ success: true, nextExpectedRevision: revision })
    })

    it.each(conflicts)('at %s is refused behind %i events', async (expectedRevision, before) => {
      const stream = await streamOf(given, before)
      const error = await refusal(given().client.appendToStream(stream, anEvent(), { expectedRevision, ...how }))
      expect(error).toBeInstanceOf(WrongExpectedVersionError)
      const actualVersion = before === 0 ? 'no_stream' : BigInt(before - 1)
      expect(error).toMatchObject({ streamName: stream, expectedVersion: expectedRevision, actualVersion })
    })

    it('reports the position of its last event', async () => {
      const { client } = given()
      const stream = aStream()
      const { position } = await client.appendToStream(stream, someEvents(3), { expectedRevision: 'no_stream', ...how })
      const [last] = await client
        .readStream(stream, { direction: 'backwards', fromRevision: 'end', maxCount: 1 })
        .toArray()
      expect(position).toEqual(last?.event?.position)
      expect(position?.commit).toBe(position?.prepare)
    })
  })

  describe.each(bothAppends)('of nothing, by %s', (_, how) => {
    nothingContract(given, how)
  })
}

function nothingContract(given: Given, how: object): void {
  it('succeeds at revision 0 and makes no stream', async () => {
    const { client } = given()
    const stream = aStream()
    const answer = await client.appendToStream(stream, [], { expectedRevision: 'no_stream', ...how })
    expect(answer).toMatchObject({ success: true, nextExpectedRevision: 0n })
    expect(await refusal(client.readStream(stream).toArray())).toMatchObject({ type: 'stream-not-found' })
  })

  it('succeeds at the present revision and is refused at another', async () => {
    const { client } = given()
    const stream = aStream()
    await client.appendToStream(stream, someEvents(2), { expectedRevision: 'no_stream' })
    expect(await client.appendToStream(stream, [], { expectedRevision: 1n, ...how })).toMatchObject({
      nextExpectedRevision: 1n,
    })
    const error = await refusal(client.appendToStream(stream, [], { expectedRevision: 7n, ...how }))
    expect(error).toMatchObject({ type: 'wrong-expected-version' })
  })
}
