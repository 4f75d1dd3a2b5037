import { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import { expect, it } from 'vitest'

import { bytesField, numberField, textField } from '../../services/kernel/protobuf.ts'
import { aStream, someEvents, until, type Given } from './logSubject.ts'
import { streamsService, type WireCall } from './wireCall.ts'
import { ofAll, readMessage, type Reading } from './wireMessages.ts'

const highest = 18_446_744_073_709_551_615n
const pause = () => new Promise((resolve) => setTimeout(resolve, 150))

type Known = ReadonlyMap<string, string>

/** What a subscription said, with positions by the name of their event. */
function spoken(message: Buffer, known: Known): string {
  const said = ReadResp.deserializeBinary(new Uint8Array(message))
  const name = (position: string | undefined) => known.get(position ?? '') ?? 'elsewhere'
  const checkpoint = said.getCheckpoint()
  if (said.hasConfirmation()) return 'confirmed'
  if (checkpoint !== undefined) {
    const [commit, prepare] = [checkpoint.getCommitPosition(), checkpoint.getPreparePosition()]
    return `${prepare === commit ? 'at' : 'before'} ${name(commit)}`
  }
  return said.hasEvent() ? name(said.getEvent()?.getCommitPosition()) : 'caught up'
}

/** A log that grows by named events: `a0`, `a1`, … of one stream, `b0`, … of another. */
class Growth {
  readonly given: Given
  readonly known = new Map<string, string>()
  private readonly streams = { a: aStream('noise'), b: aStream('wanted') }
  private readonly counts = { a: 0, b: 0 }

  constructor(given: Given) {
    this.given = given
  }

  async add(name: 'a' | 'b', count: number): Promise<void> {
    const expectedRevision = this.counts[name] === 0 ? 'no_stream' : BigInt(this.counts[name] - 1)
    const stream = this.streams[name]
    await this.given().client.appendToStream(stream, someEvents(count), { expectedRevision })
    const fromRevision = BigInt(this.counts[name])
    for await (const { event } of this.given().client.readStream(stream, { fromRevision }))
      this.known.set(String(event?.position?.commit), `${name}${event?.revision}`)
    this.counts[name] += count
  }

  at(name: string): bigint {
    for (const [position, known] of this.known) if (known === name) return BigInt(position)
    throw new Error(`${name} was not written`)
  }

  filter(window: number, interval: number): Buffer {
    const prefixes = bytesField(1, textField(2, this.streams.b))
    return Buffer.concat([prefixes, numberField(3, window), numberField(5, interval)])
  }

  subscribe(reading: Reading): WireCall {
    return this.given().wire.start(`${streamsService}/Read`, [readMessage({ ...reading, count: 'subscribe' })])
  }

  said(call: WireCall): string[] {
    return call.messages.map((message) => spoken(message, this.known))
  }

  /** Everything that is said until nothing more comes. */
  async heard(reading: Reading): Promise<string[]> {
    const call = this.subscribe(reading)
    await until(() => this.said(call).includes('caught up'))
    await pause()
    call.cancel()
    return this.said(call)
  }
}

async function grown(given: Given): Promise<Growth> {
  const growth = new Growth(given)
  await growth.add('a', 5)
  return growth
}

export function wireSubscriptionsContract(given: Given): void {
  filteredContract(given)
  withoutMatches(given)
  placesContract(given)
}

function filteredContract(given: Given): void {
  it('tell where each look began, and what they gave last when going live', async () => {
    const growth = await grown(given)
    await growth.add('b', 3)
    await growth.add('a', 15)
    await growth.add('b', 2)
    const heard = await growth.heard({ of: ofAll(growth.at('a0')), filter: growth.filter(10, 1) })
    expect(heard).toEqual(['confirmed', 'b0', 'b1', 'b2', 'at b2', 'before a7', 'b3', 'b4', 'at b4', 'caught up'])
    const none = Buffer.concat([bytesField(1, textField(2, 'never-')), numberField(3, 10), numberField(5, 1)])
    const silent = await growth.heard({ of: ofAll(growth.at('a0')), filter: none })
    expect(silent).toEqual(['confirmed', 'at a0', 'before a7', 'caught up'])
  })

  it('tell of every n-th event since they began, matching or not', async () => {
    const growth = await grown(given)
    const call = growth.subscribe({ of: ofAll(growth.at('a4')), filter: growth.filter(5, 2) })
    await until(() => growth.said(call).includes('caught up'))
    for (let round = 0; round < 6; round++) {
      await growth.add('a', 3)
      await growth.add('b', 1)
    }
    await until(() => growth.said(call).length >= 10)
    call.cancel()
    const live = ['b0', 'b1', 'at a12', 'b2', 'b3', 'b4', 'at b4', 'b5']
    expect(growth.said(call)).toEqual(['confirmed', 'caught up', ...live])
  })
}

function withoutMatches(given: Given): void {
  it('that are up to date, or beyond the end, get no checkpoint when going live', async () => {
    const growth = await grown(given)
    for (const at of [growth.at('a4'), growth.at('a4') + 1_000_000n, highest, 'end'] as const) {
      expect(await growth.heard({ of: ofAll(at), filter: growth.filter(10, 1) })).toEqual(['confirmed', 'caught up'])
    }
  })

  it('from the start that found nothing are told the highest position', async () => {
    const growth = await grown(given)
    growth.known.set(String(highest), 'highest')
    const heard = await growth.heard({ of: ofAll('start'), filter: growth.filter(1_000_000, 1) })
    expect(heard).toEqual(['confirmed', 'at highest', 'caught up'])
  })
}

function placesContract(given: Given): void {
  it('with the lower half of a position below its upper half begin with the event there', async () => {
    const growth = await grown(given)
    const heard = await growth.heard({ of: ofAll(growth.at('a3'), growth.at('a2')) })
    expect(heard).toEqual(['confirmed', 'a3', 'a4', 'caught up'])
  })

  it('inside the last record wait for what comes', async () => {
    const growth = await grown(given)
    const call = growth.subscribe({ of: ofAll(growth.at('a4') + 1n) })
    await until(() => growth.said(call).includes('caught up'))
    await growth.add('a', 1)
    await until(() => growth.said(call).length >= 3)
    call.cancel()
    expect(growth.said(call)).toEqual(['confirmed', 'caught up', 'a5'])
  })

  it('inside an earlier record are confirmed and refused', async () => {
    const growth = await grown(given)
    const call = growth.subscribe({ of: ofAll(growth.at('a2') + 1n) })
    await call.ended
    expect(growth.said(call)).toEqual(['confirmed'])
    expect(call.ending).toMatchObject({ code: 3, text: 'Trying to read from an invalid position.' })
  })
}
