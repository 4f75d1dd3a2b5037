import { describe, expect, it } from 'vitest'

import { CheckpointBeyondLog, EventTooLarge, RevisionConflict } from '../../services/kernel/eventStore.ts'
import { aStream, refusal, sealed, type Given } from './logSubject.ts'

export function doorContract(given: Given): void {
  describe('appends and reads', () => {
    appendsAndReads(given)
  })
  describe('repeated appends', () => {
    repeats(given)
  })
  describe('refuses', () => {
    refuses(given)
  })
  describe('follows everything', () => {
    follows(given)
  })
}

function appendsAndReads(given: Given): void {
  it('keep every byte', async () => {
    const { store } = given()
    const stream = aStream()
    const events = [
      { ...sealed(), dataText: '{"b":1, "a":1.0, "民":"声 \\u00e9 é 🏮"}' },
      { ...sealed(), dataText: '', metadataText: '' },
      { ...sealed(), dataText: 'not json', metadataText: '{ }' },
    ]
    const { revision, position } = await store.append(stream, events, 'none')
    const read = await store.read(stream)
    expect([revision, read.revision]).toEqual([2n, 2n])
    expect(read.events.map(({ id, type, dataText, metadataText }) => ({ id, type, dataText, metadataText }))).toEqual(
      events,
    )
    expect(read.events.at(-1)).toMatchObject({ stream, revision: 2n, position })
  })

  it('from a revision, in part, and backwards', async () => {
    const { store } = given()
    const stream = aStream()
    await store.append(stream, [sealed(0), sealed(1), sealed(2), sealed(3)], 'none')
    const revisions = async (options: object) =>
      (await store.read(stream, options)).events.map(({ revision }) => Number(revision))
    expect(await revisions({ from: 2n })).toEqual([2, 3])
    expect(await revisions({ from: 1n, maxCount: 2 })).toEqual([1, 2])
    expect(await store.read(stream, { from: 4n })).toEqual({ events: [], revision: 3n })
    expect(await store.read(stream, { from: 9n })).toEqual({ events: [], revision: 3n })
    expect((await store.readBackwards(stream, 2)).map(({ revision }) => Number(revision))).toEqual([3, 2])
    expect(await store.read(aStream())).toEqual({ events: [], revision: 'none' })
    expect(await store.readBackwards(aStream(), 5)).toEqual([])
  })
}

function repeats(given: Given): void {
  it('are answered with their first success', async () => {
    const { store } = given()
    const stream = aStream()
    const events = [sealed(), sealed()]
    const first = await store.append(stream, events, 'none')
    await store.append(stream, [sealed()], 1n)
    expect(await store.append(stream, events, 'none')).toEqual(first)
  })
}

function refuses(given: Given): void {
  it('someone who comes second', async () => {
    const { store } = given()
    const stream = aStream()
    await store.append(stream, [sealed()], 'none')
    const error = await refusal(store.append(stream, [sealed()], 'none'))
    expect(error).toBeInstanceOf(RevisionConflict)
    expect(error).toMatchObject({ stream, expected: 'none' })
  })

  it('more than 1 MiB, no type, and what is not an id', async () => {
    const { store } = given()
    const padding = 'x'.repeat(1_048_576)
    expect(await refusal(store.append(aStream(), [sealed(0, padding)], 'none'))).toBeInstanceOf(EventTooLarge)
    const exact = { ...sealed(), dataText: padding }
    expect(await store.append(aStream(), [exact], 'none')).toMatchObject({ revision: 0n })
    for (const wrong of [
      { ...sealed(), type: '' },
      { ...sealed(), id: '17' },
    ]) {
      expect(await refusal(store.append(aStream(), [wrong], 'none'))).toBeInstanceOf(TypeError)
    }
    await expect(store.read(aStream(), { maxCount: 0 })).rejects.toThrow(RangeError)
  })

  it('a checkpoint that the log has not reached, or that lies inside a record', async () => {
    const { store } = given()
    const { position } = await store.append(aStream(), [sealed()], 'none')
    for (const after of [position + 1_000_000n, position - 1n]) {
      const first = store.all({ after, signal: new AbortController().signal })[Symbol.asyncIterator]().next()
      expect(await refusal(first)).toBeInstanceOf(CheckpointBeyondLog)
    }
  })
}

function follows(given: Given): void {
  it('from a checkpoint into the present, without a gap or a double', async () => {
    const { store } = given()
    const stream = aStream()
    const { position: after } = await store.append(stream, [sealed(0)], 'none')
    const stop = new AbortController()
    const writing = (async () => {
      for (let revision = 0n; revision < 300n; revision++)
        await store.append(stream, [sealed(Number(revision))], revision)
    })()
    const seen: number[] = []
    let wasLive = false
    for await (const { events, live } of store.all({ after, signal: stop.signal, window: 50 })) {
      expect(events.length).toBeLessThanOrEqual(50)
      seen.push(...events.map(({ revision }) => Number(revision)))
      wasLive ||= live
      if (seen.length >= 300) stop.abort()
    }
    await writing
    expect(seen).toEqual(Array.from({ length: 300 }, (_, index) => index + 1))
    expect(wasLive).toBe(true)
  })

  it('knows the head, and says at once that an up-to-date reader is live', async () => {
    const { store } = given()
    const { position } = await store.append(aStream(), [sealed()], 'none')
    expect(await store.head()).toBe(position)
    await store.append(`$${aStream()}`, [sealed()], 'none')
    expect(await store.head()).toBe(position)
    for await (const batch of store.all({ after: position, signal: AbortSignal.timeout(5_000) })) {
      expect(batch).toEqual({ events: [], live: true })
      break
    }
  })
}
