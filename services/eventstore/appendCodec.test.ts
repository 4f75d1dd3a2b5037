import { randomUUID } from 'node:crypto'

import { Empty } from '@eventstore/db-client/generated/shared_pb.js'
import { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import { array, assert, constantFrom, nat, option, property, record, uuid } from 'fast-check'
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb.js'
import { describe, expect, it } from 'vitest'

import {
  base64,
  bytes,
  id,
  identifier,
  position,
  someText,
  text,
  uint64,
  unframed,
} from '../../test/support/wireSamples.ts'
import type { Revision } from '../kernel/eventStore.ts'
import { decodeBatchAppend, encodeBatchAppend } from '../kernel/eventStoreAppendMessages.ts'
import { batchDone } from './appendReplies.ts'
import { readBatchAppend } from './requests.ts'

/** As the reader gives it: a number for as long as that is exact. */
const asNumber = (value: bigint) => (value <= Number.MAX_SAFE_INTEGER ? Number(value) : value)

describe('appends', () => {
  const proposals = array(
    record({
      id: uuid(),
      type: someText,
      contentType: constantFrom('application/json', 'application/octet-stream'),
      data: bytes,
      metadata: bytes,
    }),
    {
      maxLength: 4,
    },
  )

  it('of the generated classes are understood', () => {
    assert(
      property(someText, proposals, option(uint64), nat(), (stream, events, revision, seconds) => {
        const options = new BatchAppendReq.Options()
        options.setStreamIdentifier(identifier(stream))
        if (revision === null) options.setStreamExists(new Empty() as never)
        else options.setStreamPosition(String(revision))
        const deadline = new Timestamp()
        deadline.setSeconds(seconds)
        options.setDeadline(deadline)
        const request = new BatchAppendReq()
        const correlation = randomUUID()
        request.setCorrelationId(id(correlation))
        request.setOptions(options)
        request.setIsFinal(true)
        for (const event of events) {
          const message = new BatchAppendReq.ProposedMessage()
          message.setId(id(event.id))
          message.getMetadataMap().set('type', event.type).set('content-type', event.contentType)
          message.setData(base64(event.data))
          message.setCustomMetadata(base64(event.metadata))
          request.addProposedMessages(message)
        }
        const read = readBatchAppend(Buffer.from(request.serializeBinary()))
        expect(read.correlation).toEqual(Buffer.from(id(correlation).serializeBinary()))
        expect(read.isFinal).toBe(true)
        expect(read.id).toEqual({ id: correlation })
        const { patience, ...named } = read.options ?? {}
        expect(patience).toBeCloseTo(seconds * 1000 - Date.now(), -4)
        const kind = revision === null ? { kind: 'streamExists' } : { kind: 'revision', revision: asNumber(revision) }
        expect(named).toEqual({ stream, expected: kind })
        const seen = read.events.map((event) => ({
          ...event,
          data: new Uint8Array(event.data),
          metadata: new Uint8Array(event.metadata),
        }))
        expect(seen).toEqual(events.map((event) => ({ ...event, fault: undefined })))
      }),
    )
  })

  it('of the door are what the generated classes read', () => {
    assert(
      property(
        someText,
        text,
        text,
        constantFrom<Revision>('none', 0n, 7n),
        (stream, dataText, metadataText, expected) => {
          const event = { id: randomUUID(), type: 'T', dataText, metadataText }
          const { correlation, message, dataBytes } = encodeBatchAppend(stream, [event], expected, 5_000)
          const read = BatchAppendReq.deserializeBinary(new Uint8Array(message)).toObject()
          expect(read).toMatchObject({
            correlationId: { string: correlation },
            isFinal: true,
            options: {
              streamIdentifier: { streamName: base64(Buffer.from(stream)) },
              streamPosition: expected === 'none' ? '0' : String(expected),
              noStream: expected === 'none' ? {} : undefined,
            },
          })
          const [proposed] = read.proposedMessagesList
          expect(proposed).toMatchObject({
            data: base64(Buffer.from(dataText)),
            customMetadata: base64(Buffer.from(metadataText)),
          })
          expect(proposed?.metadataMap).toContainEqual(['content-type', 'application/json'])
          expect(dataBytes).toBe(Buffer.byteLength(dataText))
        },
      ),
    )
  })

  it('are answered as the generated classes and the door read it', () => {
    assert(
      property(someText, nat(), position, (stream, revision, at) => {
        const correlation = randomUUID()
        const to = {
          correlation: Buffer.from(id(correlation).serializeBinary()),
          stream,
        }
        const reply = unframed(batchDone(to, { kind: 'done', revision, position: at }))
        const read = BatchAppendResp.deserializeBinary(reply)
        expect(read.getCorrelationId()?.getString()).toBe(correlation)
        expect(read.getSuccess()?.getCurrentRevision()).toBe(String(revision))
        expect(read.getSuccess()?.getPosition()?.getPreparePosition()).toBe(String(at))
        expect(decodeBatchAppend(reply)).toMatchObject({
          correlation,
          success: { revision: BigInt(revision), position: BigInt(at) },
        })
      }),
    )
  })
})
