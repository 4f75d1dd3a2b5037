import { describe, expect, it } from 'vitest'

import { bytesField, numberField, textField } from '../../services/kernel/protobuf.ts'
import { aStream, someEvents, type Given } from './logSubject.ts'
import { converse, optionsOf } from './wireBatches.ts'
import { streamsService } from './wireCall.ts'
import { appendMessages, expectedRevision, proposed, type SentEvent } from './wireMessages.ts'

const empty = Buffer.alloc(0)
const plainId = '0192f0c1-2d3e-8a4b-8c5d-6e7f80910a0b'
const zero = textField(2, '00000000-0000-0000-0000-000000000000')
const highest = 18_446_744_073_709_551_615n

export function wireAppendsContract(given: Given): void {
  describe('replies', () => {
    repliesContract(given)
  })
  describe('of what is malformed', () => {
    malformedContract(given)
  })
  describe('in chunks', () => {
    chunksContract(given)
  })
  describe('are lenient', () => {
    lenientContract(given)
  })
}

function repliesContract(given: Given): void {
  it('of a conflict have code 6 and no expected revision beside their details', async () => {
    const stream = aStream()
    const [reply] = await converse(given, [{ options: optionsOf(stream, 7), events: [proposed()] }])
    expect(reply).toMatchObject({ code: 6, text: 'WrongExpectedVersion', about: 'WrongExpectedVersion', stream })
  })

  it.each([
    ['a timestamp', bytesField(6, numberField(1, 1_000))],
    ['no time at all', bytesField(7)],
  ])('say Timeout at once for a deadline that is over: %s', async (_, deadline) => {
    const options = optionsOf(aStream(), 'noStream', deadline)
    const [reply] = await converse(given, [{ options, events: [proposed()] }])
    expect(reply).toMatchObject({ code: 4, text: 'Timeout', about: 'Timeout', idAs: 'text' })
  })

  it('of an append of nothing name a place that a reader may begin behind', async () => {
    const { client } = given()
    const stream = aStream()
    await client.appendToStream(stream, someEvents(2), { expectedRevision: 'no_stream' })
    const { position } = await client.appendToStream(stream, [], { expectedRevision: 1n })
    await client.appendToStream(stream, someEvents(1), { expectedRevision: 1n })
    if (position === undefined) throw new Error('an append has a position')
    const [next] = await client.readAll({ fromPosition: position, maxCount: 1 }).toArray()
    expect(next?.event).toMatchObject({ streamId: stream, revision: 2n })
    const back = client.readAll({ fromPosition: position, direction: 'backwards', maxCount: 1 })
    expect((await back.toArray())[0]?.event).toMatchObject({ streamId: stream, revision: 1n })
  })
}

/** [what is wrong, the event, what BatchAppend says, how Append ends] */
const malformed: readonly (readonly [string, SentEvent, string, object])[] = [
  ['no id', { id: undefined }, "Value cannot be null. (Parameter 'dto')", { code: 2 }],
  ['an empty id', { id: empty }, "Invalid argument: None (Parameter 'dto')", { code: 2 }],
  ['what is no id', { id: textField(2, '17') }, 'Unrecognized Guid format.', { code: 2 }],
  ['the zero id', { id: zero }, "Empty eventId provided. (Parameter 'eventId')", { code: 2 }],
  ['an empty type', { type: '' }, "Empty eventType provided. (Parameter 'eventType')", { code: 2 }],
  [
    'no type',
    { type: undefined },
    'The given key was not present in the dictionary.',
    { code: 3, trailers: { exception: 'missing-required-metadata-property' } },
  ],
  [
    'no content-type',
    { contentType: undefined },
    'The given key was not present in the dictionary.',
    { code: 3, text: "Required Metadata Property 'content-type' is missing" },
  ],
]

function malformedContract(given: Given): void {
  it.each(malformed)('%s: refused in band, and again when its time is over', async (_, event, text) => {
    const options = optionsOf(aStream(), 'noStream')
    const [first, second] = await converse(given, [{ options, events: [proposed(), proposed(event)] }], 2)
    expect(first).toMatchObject({ code: 3, text: 'BadRequest', about: 'BadRequest', idAs: 'text' })
    expect(first?.details).toContain(text)
    expect(second).toMatchObject({ code: 4, text: 'Timeout', idAs: 'numbers' })
  })

  it.each(malformed)('%s: ends an Append', async (_, event, __, ending) => {
    const messages = appendMessages(aStream(), 'noStream', [proposed(event)])
    expect(await given().wire.ask(`${streamsService}/Append`, messages)).toMatchObject(ending)
  })

  it.each([
    ['no expected revision', optionsOf('s', 'unsaid'), "'None' is not a valid"],
    ['a revision above every number', optionsOf('s', highest - 1n), 'out of the range of valid values'],
    ['no stream', expectedRevision('any'), 'Object reference not set'],
    ['an empty stream', Buffer.concat([bytesField(1), expectedRevision('any')]), 'eventStreamId'],
    [
      'a deadline in no year',
      optionsOf('s', 'any', bytesField(6, numberField(1, 999_999_999_999))),
      'Timestamp contains',
    ],
  ])('%s: refused in band', async (_, options, text) => {
    const [reply] = await converse(given, [{ options, events: [proposed()] }])
    expect(reply).toMatchObject({ code: 3, text: 'BadRequest' })
    expect(reply?.details).toContain(text)
  })
}

function chunksContract(given: Given): void {
  it('that never end are answered after two seconds, by number', async () => {
    const stream = aStream()
    const [reply] = await converse(given, [{ options: optionsOf(stream, 'noStream'), isFinal: false }])
    expect(reply).toMatchObject({ code: 4, text: 'Timeout', stream, idAs: 'numbers' })
  })

  it('keep the options that they began with, and what began nowhere is ignored', async () => {
    const [stream, other] = [aStream(), aStream()]
    const correlation = textField(2, plainId)
    const events = [proposed()]
    const replies = await converse(given, [
      { events },
      { correlation, options: optionsOf(stream, 'noStream'), events, isFinal: false },
      { correlation, options: optionsOf(other, 7), events },
    ])
    expect(replies).toMatchObject([{ stream, revision: '1', idAs: 'text' }])
  })

  it('that grow too large are refused once, and what follows is ignored', async () => {
    const correlation = textField(2, plainId)
    const large = proposed({ data: 'x'.repeat(1_048_577) })
    const replies = await converse(
      given,
      [
        { correlation, options: optionsOf(aStream(), 'noStream'), events: [large], isFinal: false },
        { correlation, events: [proposed()] },
        { options: optionsOf(aStream(), 'noStream'), events: [proposed()] },
      ],
      2,
    )
    expect(replies).toMatchObject([{ code: 3, text: 'MaximumAppendSizeExceeded' }, { revision: '0' }])
  })
}

function lenientContract(given: Given): void {
  it.each([plainId.toUpperCase(), `{${plainId}}`, `(${plainId})`, ` ${plainId} `, plainId.replaceAll('-', '')])(
    'about how an id is written: %s',
    async (text) => {
      const stream = aStream()
      const events = [proposed({ id: textField(2, text) })]
      await given().wire.ask(`${streamsService}/Append`, appendMessages(stream, 'noStream', events))
      expect((await given().client.readStream(stream).toArray())[0]?.event?.id).toBe(plainId)
    },
  )

  it.each(['application/json; charset=utf-8', 'text/plain', ''])('about a content-type: %s', async (contentType) => {
    const stream = aStream()
    const messages = appendMessages(stream, 'noStream', [proposed({ contentType })])
    await given().wire.ask(`${streamsService}/Append`, messages)
    expect((await given().client.readStream(stream).toArray())[0]?.event?.isJson).toBe(false)
  })

  it.each(['案件-民声 🏮', 'a/b?c#d', 'a\'b"c', 'a\nb', 'n'.repeat(5_000)])('about a name: %s', async (name) => {
    const stream = aStream(name)
    const [reply] = await converse(given, [{ options: optionsOf(stream, 'noStream'), events: [proposed()] }])
    expect(reply).toMatchObject({ stream, revision: '0' })
    expect(await given().client.readStream(stream).toArray()).toHaveLength(1)
  })

  it('about the highest revision, which says that there is no stream', async () => {
    const stream = aStream()
    const append = { options: optionsOf(stream, highest), events: [proposed()] }
    expect(await converse(given, [append])).toMatchObject([{ revision: '0' }])
    expect(await converse(given, [{ ...append, events: [proposed()] }])).toMatchObject([{ code: 6 }])
  })
}
