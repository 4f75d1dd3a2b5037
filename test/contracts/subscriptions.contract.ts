import { streamNameFilter, type AllStreamSubscription, type Position } from '@eventstore/db-client'
import { describe, expect, it } from 'vitest'

import { anEvent, aStream, positionOf, someEvents, until, type Given } from './logSubject.ts'

/** Notes everything that a subscription says, in order. */
function noted(subscription: AllStreamSubscription) {
  const said: string[] = []
  const revisions: number[] = []
  const errors: (Error & { code?: number })[] = []
  subscription.on('confirmation', () => said.push('confirmation'))
  subscription.on('caughtUp', () => said.push('caughtUp'))
  subscription.on('error', (error: Error) => errors.push(error))
  subscription.on('data', ({ event }) => {
    said.push('event')
    revisions.push(Number(event?.revision))
  })
  return { said, revisions, errors }
}

async function written(given: Given, count: number, category?: string) {
  const { client } = given()
  const stream = aStream(category)
  const { position } = await client.appendToStream(stream, someEvents(count), { expectedRevision: 'no_stream' })
  if (position === undefined) throw new Error('an append has a position')
  return {
    client,
    stream,
    position,
    append: (expectedRevision: bigint, events = 1) =>
      client.appendToStream(stream, someEvents(events), { expectedRevision }),
  }
}

export function subscriptionContract(given: Given): void {
  describe('to a stream', () => {
    toAStream(given)
  })
  describe('to everything', () => {
    toEverything(given)
  })
  describe('to prefixes', () => {
    toPrefixes(given)
  })
  describe('from a strange place', () => {
    fromStrangePlaces(given)
  })
}

function toAStream(given: Given): void {
  it('confirm first, catch up, and go on live without a gap or a double', async () => {
    const { client, stream, append } = await written(given, 40)
    const subscription = client.subscribeToStream(stream, { fromRevision: 9n })
    const { said, revisions } = noted(subscription as never)
    for (let revision = 39; revision < 60; revision++) await append(BigInt(revision))
    await until(() => revisions.length === 51)
    expect(revisions).toEqual(Array.from({ length: 51 }, (_, index) => index + 10))
    expect(said[0]).toBe('confirmation')
    expect(said).toContain('caughtUp')
    await subscription.unsubscribe()
  })

  it('wait for a stream that does not exist yet', async () => {
    const { client } = given()
    const stream = aStream()
    const subscription = client.subscribeToStream(stream)
    const { said, revisions } = noted(subscription as never)
    await until(() => said.includes('caughtUp'))
    await client.appendToStream(stream, anEvent(), { expectedRevision: 'no_stream' })
    await until(() => revisions.length === 1)
    await subscription.unsubscribe()
  })
}

function toEverything(given: Given): void {
  it('begin after their position', async () => {
    const { client, position, append } = await written(given, 3)
    const subscription = client.subscribeToAll({ fromPosition: position })
    const { said, revisions } = noted(subscription)
    await append(2n, 2)
    await until(() => revisions.length >= 2)
    expect(revisions).toEqual([3, 4])
    expect(said[0]).toBe('confirmation')
    await subscription.unsubscribe()
  })

  it('from the end give only what comes', async () => {
    const { client, append } = await written(given, 3)
    const subscription = client.subscribeToAll({ fromPosition: 'end' })
    const { said, revisions } = noted(subscription)
    await until(() => said.includes('caughtUp'))
    expect(said).toEqual(['confirmation', 'caughtUp'])
    await append(2n)
    await until(() => revisions.length === 1)
    expect(revisions).toEqual([3])
    await subscription.unsubscribe()
  })

  it('lose nothing when their reader is slow', async () => {
    const { client, position, append } = await written(given, 1)
    const subscription = client.subscribeToAll({ fromPosition: position })
    await new Promise((resolve) => subscription.once('confirmation', resolve))
    for (let burst = 0; burst < 5; burst++) await append(BigInt(burst * 1_000), 1_000)
    const revisions: bigint[] = []
    for await (const { event } of subscription) {
      revisions.push(event?.revision ?? -1n)
      if (revisions.length % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      if (revisions.length === 5_000) break
    }
    expect(revisions).toEqual(Array.from({ length: 5_000 }, (_, index) => BigInt(index + 1)))
  })
}

function toPrefixes(given: Given): void {
  it('give only the streams that begin so, and a checkpoint when going live', async () => {
    const { client, position } = await written(given, 1)
    const category = `prefix${Date.now()}`
    const checkpoints: Position[] = []
    await written(given, 10)
    await written(given, 3, category)
    const checkpointReached = async (_: unknown, at: Position) => void checkpoints.push(at)
    const filter = streamNameFilter({ prefixes: [`${category}-`, 'never-'], checkpointReached })
    const subscription = client.subscribeToAll({ fromPosition: position, filter })
    const { said, revisions } = noted(subscription)
    await until(() => said.includes('caughtUp') && checkpoints.length > 0)
    expect(revisions).toEqual([0, 1, 2])
    await subscription.unsubscribe()
  })

  it('reach a live checkpoint every n-th event that they look at', async () => {
    const { client, position, append } = await written(given, 1)
    const checkpoints: bigint[] = []
    const checkpointReached = async (_: unknown, at: Position) => void checkpoints.push(at.commit)
    const filter = streamNameFilter({
      prefixes: ['never-'],
      maxSearchWindow: 10,
      checkpointInterval: 2,
      checkpointReached,
    })
    const subscription = client.subscribeToAll({ fromPosition: position, filter })
    const { said } = noted(subscription)
    await until(() => said.includes('caughtUp'))
    const before = checkpoints.length
    for (let revision = 0; revision < 40; revision++) await append(BigInt(revision))
    await until(() => checkpoints.length >= before + 2)
    const positions = (await client.readAll({ fromPosition: position }).toArray()).map(positionOf)
    for (const checkpoint of checkpoints.slice(before)) expect(positions).toContain(checkpoint)
    await subscription.unsubscribe()
  })
}

function fromStrangePlaces(given: Given): void {
  it('inside a record are confirmed and then fail', async () => {
    const { client, position, append } = await written(given, 1)
    await append(0n)
    const inside = position.commit + 1n
    const subscription = client.subscribeToAll({ fromPosition: { commit: inside, prepare: inside } })
    const { said, errors } = noted(subscription)
    await until(() => errors.length > 0)
    expect(said).toEqual(['confirmation'])
    expect(errors[0]).toMatchObject({ code: 3 })
    expect(errors[0]?.message).toContain('Trying to read from an invalid position.')
  })

  it('beyond the end wait silently', async () => {
    const { client, position, append } = await written(given, 1)
    const beyond = position.commit + 1_000_000_000n
    const subscription = client.subscribeToAll({ fromPosition: { commit: beyond, prepare: beyond } })
    const { said, revisions, errors } = noted(subscription)
    await until(() => said.includes('confirmation'))
    await append(0n)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect([revisions, errors]).toEqual([[], []])
    await subscription.unsubscribe()
  })
}
