import { describe, expect, it } from 'vitest'

import { anEvent, aStream, bothAppends, refusal, someEvents, type Given } from './logSubject.ts'

const conflict = { type: 'wrong-expected-version' }

export function idempotencyContract(given: Given): void {
  describe.each(bothAppends)('by %s', (_, how) => {
    explicitRevisions(given, how)
    idsAlone(given, how)
    partialRepetitions(given, how)
    recentIds(given, how)
  })
}

function explicitRevisions(given: Given, how: object): void {
  it('are answered with the first success, however long the stream has grown', async () => {
    const { client } = given()
    const stream = aStream()
    const first = someEvents(2)
    const done = await client.appendToStream(stream, first, { expectedRevision: 'no_stream', ...how })
    await client.appendToStream(stream, someEvents(5), { expectedRevision: 1n, ...how })
    expect(await client.appendToStream(stream, first, { expectedRevision: 'no_stream', ...how })).toEqual(done)
  })

  it('in the middle of a stream too', async () => {
    const { client } = given()
    const stream = aStream()
    const events = someEvents(6)
    await client.appendToStream(stream, events, { expectedRevision: 'no_stream' })
    const again = await client.appendToStream(stream, events.slice(2, 4), { expectedRevision: 1n, ...how })
    expect(again).toMatchObject({ success: true, nextExpectedRevision: 3n })
  })
}

function idsAlone(given: Given, how: object): void {
  it('compare ids, never data', async () => {
    const { client } = given()
    const stream = aStream()
    const event = anEvent(1)
    await client.appendToStream(stream, event, { expectedRevision: 'no_stream' })
    const other = { ...event, data: { number: 2 } }
    expect(await client.appendToStream(stream, other, { expectedRevision: 'no_stream', ...how })).toMatchObject({
      nextExpectedRevision: 0n,
    })
    const [kept] = await client.readStream(stream).toArray()
    expect(kept?.event?.data).toEqual({ number: 1 })
  })

  it('at the present revision are written again', async () => {
    const { client } = given()
    const stream = aStream()
    const event = anEvent()
    await client.appendToStream(stream, event, { expectedRevision: 'no_stream' })
    expect(await client.appendToStream(stream, event, { expectedRevision: 0n, ...how })).toMatchObject({
      nextExpectedRevision: 1n,
    })
    expect(await client.readStream(stream).toArray()).toHaveLength(2)
  })
}

function partialRepetitions(given: Given, how: object): void {
  it('that match in part are refused and write nothing', async () => {
    const { client } = given()
    const stream = aStream()
    const known = someEvents(2)
    await client.appendToStream(stream, known, { expectedRevision: 'no_stream' })
    const extended = [...known, anEvent()]
    expect(
      await refusal(client.appendToStream(stream, extended, { expectedRevision: 'no_stream', ...how })),
    ).toMatchObject(conflict)
    expect(await client.readStream(stream).toArray()).toHaveLength(2)
  })

  it('of the same ids in another order or stream are refused', async () => {
    const { client } = given()
    const stream = aStream()
    const known = someEvents(2)
    await client.appendToStream(stream, known, { expectedRevision: 'no_stream' })
    const reversed = known.toReversed()
    expect(
      await refusal(client.appendToStream(stream, reversed, { expectedRevision: 'no_stream', ...how })),
    ).toMatchObject(conflict)
    const elsewhere = aStream()
    await client.appendToStream(elsewhere, someEvents(2), { expectedRevision: 'no_stream' })
    expect(
      await refusal(client.appendToStream(elsewhere, known, { expectedRevision: 'no_stream', ...how })),
    ).toMatchObject(conflict)
  })
}

function recentIds(given: Given, how: object): void {
  it.each(['any', 'stream_exists'] as const)('at %s are known from recent memory', async (expectedRevision) => {
    const { client } = given()
    const stream = aStream()
    const known = someEvents(4)
    const done = await client.appendToStream(stream, known, { expectedRevision: 'no_stream' })
    expect(await client.appendToStream(stream, known, { expectedRevision, ...how })).toEqual(done)
    const [first, , third] = known
    if (first === undefined || third === undefined) throw new Error('four events have a first and a third')
    const gap = await client.appendToStream(stream, [first, third], { expectedRevision, ...how })
    expect(gap).toMatchObject({ nextExpectedRevision: 2n })
    expect(
      await refusal(client.appendToStream(stream, [first, anEvent()], { expectedRevision, ...how })),
    ).toMatchObject(conflict)
    const written = await client.appendToStream(stream, [anEvent(), first], { expectedRevision, ...how })
    expect(written).toMatchObject({ nextExpectedRevision: 5n })
  })
}
