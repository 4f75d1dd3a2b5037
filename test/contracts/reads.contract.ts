import { describe, expect, it } from 'vitest'

import { aStream, positionOf, refusal, someEvents, type Given } from './logSubject.ts'

async function fiveEvents(given: Given) {
  const { client } = given()
  const stream = aStream()
  const events = someEvents(5)
  const { position } = await client.appendToStream(stream, events, { expectedRevision: 'no_stream' })
  const read = async (options: object) =>
    (await client.readStream(stream, options).toArray()).map(({ event }) => Number(event?.revision))
  return { client, stream, events, last: position?.commit ?? 0n, read }
}

export function readContract(given: Given): void {
  describe('of a stream', () => {
    streamReads(given)
  })
  describe('of everything', () => {
    allReads(given)
  })
  describe('of a place that is not there', () => {
    strangePlaces(given)
  })
}

function streamReads(given: Given): void {
  it('go forwards from any revision, inclusive', async () => {
    const { read } = await fiveEvents(given)
    expect(await read({})).toEqual([0, 1, 2, 3, 4])
    expect(await read({ fromRevision: 2n })).toEqual([2, 3, 4])
    expect(await read({ fromRevision: 1n, maxCount: 2 })).toEqual([1, 2])
    expect(await read({ fromRevision: 99n })).toEqual([])
  })

  it('go backwards from any revision, inclusive', async () => {
    const { read } = await fiveEvents(given)
    const direction = 'backwards'
    expect(await read({ direction, fromRevision: 'end' })).toEqual([4, 3, 2, 1, 0])
    expect(await read({ direction, fromRevision: 2n })).toEqual([2, 1, 0])
    expect(await read({ direction, fromRevision: 'end', maxCount: 1 })).toEqual([4])
    expect(await read({ direction, fromRevision: 99n })).toEqual([4, 3, 2, 1, 0])
    expect(await read({ direction, fromRevision: 'start' })).toEqual([0])
  })

  it('give back what was appended', async () => {
    const { client, stream, events } = await fiveEvents(given)
    const before = Date.now()
    const [first] = await client.readStream(stream, { maxCount: 1 }).toArray()
    const { id, type, data, metadata } = events[0] ?? {}
    expect(first?.event).toMatchObject({ id, type, data, metadata, streamId: stream, revision: 0n, isJson: true })
    expect(Math.abs((first?.event?.created.getTime() ?? 0) - before)).toBeLessThan(60_000)
  })

  it('tell that a stream is missing, by name', async () => {
    const stream = aStream()
    expect(await refusal(given().client.readStream(stream).toArray())).toMatchObject({
      type: 'stream-not-found',
      streamName: stream,
    })
  })
}

function allReads(given: Given): void {
  it('go forwards inclusive and backwards exclusive', async () => {
    const { client, stream, last } = await fiveEvents(given)
    const place = { commit: last, prepare: last }
    const [onwards] = await client.readAll({ fromPosition: place, maxCount: 1 }).toArray()
    expect(onwards?.event).toMatchObject({ streamId: stream, revision: 4n })
    const back = await client.readAll({ fromPosition: place, direction: 'backwards', maxCount: 4 }).toArray()
    expect(back.map(({ event }) => event?.revision)).toEqual([3n, 2n, 1n, 0n])
  })

  it('give one total order', async () => {
    const { client, last } = await fiveEvents(given)
    const forwards = (await client.readAll().toArray()).map(positionOf)
    expect(forwards).toEqual(forwards.toSorted((one, other) => (one < other ? -1 : 1)))
    const backwards = (await client.readAll({ direction: 'backwards', fromPosition: 'end' }).toArray()).map(positionOf)
    expect(backwards.slice(backwards.indexOf(last))).toEqual(forwards.slice(0, forwards.indexOf(last) + 1).toReversed())
  })
}

function strangePlaces(given: Given): void {
  it('fail inside a record', async () => {
    const { client, stream, last } = await fiveEvents(given)
    await client.appendToStream(stream, someEvents(1), { expectedRevision: 4n })
    const fromPosition = { commit: last + 1n, prepare: last + 1n }
    for (const direction of ['forwards', 'backwards'] as const) {
      const error = await refusal(client.readAll({ fromPosition, direction }).toArray())
      expect(error).toMatchObject({ type: 'unknown', code: 2 })
      expect(error.message).toContain('InvalidPosition')
    }
  })

  it('give nothing beyond the end, and fail there backwards', async () => {
    const { client, last } = await fiveEvents(given)
    const fromPosition = { commit: last + 1_000_000n, prepare: last + 1_000_000n }
    expect(await client.readAll({ fromPosition }).toArray()).toEqual([])
    expect(await refusal(client.readAll({ fromPosition, direction: 'backwards' }).toArray())).toMatchObject({ code: 2 })
  })

  it('fail for no events at all of a stream', async () => {
    const { client, stream } = await fiveEvents(given)
    expect(await refusal(client.readStream(stream, { maxCount: 0 }).toArray())).toMatchObject({ code: 2 })
  })
}
