import { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import { describe, expect, it } from 'vitest'

import { bytesField, numberField, textField } from '../../services/kernel/protobuf.ts'
import { aStream, someEvents, type Given } from './logSubject.ts'
import { streamsService } from './wireCall.ts'
import { appendMessages, ofAll, ofStream, proposed, readMessage, type Reading } from './wireMessages.ts'

const highest = 18_446_744_073_709_551_615n
const threw = { code: 2, text: 'Exception was thrown by handler.' }

/** What a read said, in words: revisions, and what stands between them. */
function spoken(message: Buffer): string {
  const said = ReadResp.deserializeBinary(new Uint8Array(message))
  if (said.hasEvent()) return said.getEvent()?.getEvent()?.getStreamRevision() ?? 'nothing'
  if (said.hasStreamNotFound()) return 'no stream'
  if (said.hasFirstStreamPosition()) return `first ${said.getFirstStreamPosition()}`
  return said.hasLastStreamPosition() ? `last ${said.getLastStreamPosition()}` : 'other'
}

async function ask(given: Given, reading: Reading) {
  const { messages, ...ending } = await given().wire.ask(`${streamsService}/Read`, [readMessage(reading)])
  return { ...ending, messages, said: messages.map(spoken) }
}

async function fiveEvents(given: Given) {
  const stream = aStream()
  await given().client.appendToStream(stream, someEvents(5), { expectedRevision: 'no_stream' })
  const positions = (await given().client.readStream(stream).toArray()).map(
    ({ event }) => event?.position?.commit ?? 0n,
  )
  return { stream, at: (revision: number) => positions[revision] ?? 0n }
}

export function wireReadsContract(given: Given): void {
  describe('of a stream', () => {
    streamContract(given)
  })
  describe('of everything', () => {
    allContract(given)
  })
  describe('that make no sense', () => {
    senselessContract(given)
  })
  describe('in another form', () => {
    formContract(given)
  })
}

function streamContract(given: Given): void {
  it('tell newer clients where it begins and ends', async () => {
    const { stream } = await fiveEvents(given)
    const compatibility = 1
    const forwards = async (at: number) => (await ask(given, { of: ofStream(stream, at), compatibility })).said
    expect(await forwards(3)).toEqual(['3', '4', 'last 4'])
    expect(await forwards(5)).toEqual(['last 4'])
    expect(await forwards(9)).toEqual(['first 5', 'last 4'])
    const back = { direction: 1, count: 2, compatibility }
    expect((await ask(given, { of: ofStream(stream, 'end'), ...back })).said).toEqual(['4', '3', 'last 4'])
    expect((await ask(given, { of: ofStream(aStream(), 'end'), ...back })).said).toEqual(['no stream'])
  })

  it('forwards from its end, or of nothing, fail', async () => {
    const { stream } = await fiveEvents(given)
    const failed = { code: 2, text: 'Unexpected ReadStreamResult: Error' }
    for (const at of ['end', highest] as const)
      expect(await ask(given, { of: ofStream(stream, at) })).toMatchObject(failed)
    expect(await ask(given, { of: ofStream(aStream(), 'start'), count: 0 })).toMatchObject(failed)
    expect(await ask(given, { of: ofStream(stream, 9_223_372_036_854_775_808n) })).toMatchObject(threw)
  })
}

function allContract(given: Given): void {
  it('take the lower half of a position into account', async () => {
    const { at } = await fiveEvents(given)
    const of = ofAll(at(3), at(2))
    expect((await ask(given, { of, count: 2 })).said).toEqual(['3', '4'])
    expect((await ask(given, { of, count: 2, direction: 1 })).said).toEqual(['1', '0'])
    expect(await ask(given, { of: ofAll(at(2), at(3)) })).toMatchObject(threw)
  })

  it('inside a record fail, but forwards in the last one there is just nothing', async () => {
    const { at } = await fiveEvents(given)
    const refused = { code: 2, text: 'Unexpected ReadAllResult: InvalidPosition' }
    for (const direction of [0, 1])
      expect(await ask(given, { of: ofAll(at(2) + 1n), direction })).toMatchObject(refused)
    expect(await ask(given, { of: ofAll(at(4) + 1n) })).toMatchObject({ code: 0, said: [] })
    expect(await ask(given, { of: ofAll(at(4) + 1n), direction: 1 })).toMatchObject(refused)
  })

  it('beyond the end fail backwards, and the highest position is the end', async () => {
    const { at } = await fiveEvents(given)
    const beyond = { of: ofAll(at(4) + 1_000_000n), direction: 1 }
    expect(await ask(given, beyond)).toMatchObject({ code: 2, text: 'Unexpected ReadAllResult: Error' })
    expect((await ask(given, { of: ofAll(highest), direction: 1, count: 2 })).said).toEqual(['4', '3'])
  })
}

const stream = 'contract-senseless'
const prefixes = bytesField(1, textField(2, stream))
const windowed = Buffer.concat([prefixes, numberField(3, 10), numberField(5, 1)])
/** [what is asked, how it ends] */
const senseless: readonly (readonly [string, Reading, object])[] = [
  [
    'no count',
    { of: ofStream(stream, 'start'), count: 'unsaid' },
    { code: 3, text: 'The combination of (Stream, None, Forwards, NoFilter) is invalid.' },
  ],
  [
    'backwards for ever',
    { of: ofAll('start'), count: 'subscribe', direction: 1 },
    { code: 3, text: 'The combination of (All, Subscription, Backwards, NoFilter) is invalid.' },
  ],
  [
    'a filtered stream',
    { of: ofStream(stream, 'start'), filter: windowed },
    { code: 3, text: 'The combination of (Stream, Count, Forwards, Filter) is invalid.' },
  ],
  [
    'neither filter nor none',
    { of: ofAll('start'), filter: 'unsaid' },
    { code: 3, text: 'The combination of (All, Count, Forwards, None) is invalid.' },
  ],
  [
    'no such direction',
    { of: ofAll('start'), direction: 7 },
    { code: 3, text: 'The combination of (All, Count, 7, NoFilter) is invalid.' },
  ],
  ['nothing to read', { of: Buffer.alloc(0) }, { code: 3 }],
  ['no form of ids', { of: ofAll('start'), ids: 'unsaid' }, { code: 3 }],
  ['no window', { of: ofAll('start'), filter: prefixes }, { code: 3 }],
  ['a window on nothing', { of: ofAll('start'), filter: numberField(3, 10) }, { code: 3 }],
  [
    'checkpoints never',
    { of: ofAll('start'), count: 'subscribe', filter: Buffer.concat([prefixes, numberField(3, 10)]) },
    threw,
  ],
  ['a stream without a name', { of: ofStream('', 'start') }, threw],
  ['no place', { of: ofStream(stream, 'nowhere') }, { code: 0, said: [] }],
  ['no place in everything', { of: ofAll('nowhere') }, { code: 0, said: [] }],
  ['no place to subscribe from', { of: ofAll('nowhere'), count: 'subscribe' }, { code: 0, said: [] }],
]

function senselessContract(given: Given): void {
  it.each(senseless)('%s', async (_, reading, ending) => {
    expect(await ask(given, reading)).toMatchObject(ending)
  })

  it('no options', async () => {
    expect(await given().wire.ask(`${streamsService}/Read`, [Buffer.alloc(0)])).toMatchObject(threw)
  })
}

function formContract(given: Given): void {
  it('give ids as numbers', async () => {
    const written = aStream()
    const id = textField(2, 'f192f0c1-2d3e-8a4b-fc5d-6e7f80910a0b')
    await given().wire.ask(`${streamsService}/Append`, appendMessages(written, 'noStream', [proposed({ id })]))
    const { messages } = await ask(given, { of: ofStream(written, 'start'), ids: 'numbers' })
    const [said] = messages.map((message) => ReadResp.deserializeBinary(new Uint8Array(message)))
    expect(said?.getEvent()?.getEvent()?.getId()?.getStructured()?.toObject()).toEqual({
      mostSignificantBits: String(BigInt.asIntN(64, 0xf192_f0c1_2d3e_8a4bn)),
      leastSignificantBits: String(BigInt.asIntN(64, 0xfc5d_6e7f_8091_0a0bn)),
    })
  })

  it.each([
    ['that is there', (target: string) => `3@${target}`, { event: '3', link: '$>' }],
    ['that is not', (target: string) => `9@${target}`, { event: undefined, link: '$>' }],
    ['that is none', () => 'nonsense', { event: '0', link: undefined }],
  ])('follow a link to something %s', async (_, dataTo, expected) => {
    const { stream: target } = await fiveEvents(given)
    const links = aStream()
    const event = proposed({ type: '$>', contentType: 'application/octet-stream', data: dataTo(target) })
    await given().wire.ask(`${streamsService}/Append`, appendMessages(links, 'noStream', [event]))
    const { messages } = await ask(given, { of: ofStream(links, 'start'), links: true })
    const [said] = messages.map((message) => ReadResp.deserializeBinary(new Uint8Array(message)).getEvent())
    const found = { event: said?.getEvent()?.getStreamRevision(), link: said?.getLink()?.getMetadataMap().get('type') }
    expect(found).toEqual(expected)
  })
}
