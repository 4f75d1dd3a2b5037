import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import { assert, property } from 'fast-check'
import { describe, expect, it } from 'vitest'

import { base64, bytes, id, identifier, storedEvents, text, unframed } from '../../test/support/wireSamples.ts'
import { decodeRead, encodeRead } from '../kernel/eventStoreReadMessages.ts'
import { MalformedMessage } from '../kernel/protobuf.ts'
import { asColumn } from './database.ts'
import { encodeEvents } from './readEvents.ts'
import { readRead } from './readRequest.ts'
import { readAppend, readBatchAppend } from './requests.ts'
import type { StoredEvent } from './stored.ts'

describe('read responses', () => {
  it('are byte for byte what the generated classes write', () => {
    assert(
      property(storedEvents, (event) => {
        const recorded = new ReadResp.ReadEvent.RecordedEvent()
        recorded.setId(id(event.id))
        recorded.setStreamIdentifier(identifier(event.stream))
        recorded.setStreamRevision(String(event.revision))
        recorded.setPreparePosition(String(event.position))
        recorded.setCommitPosition(String(event.position))
        recorded.getMetadataMap().set('content-type', event.contentType)
        recorded.getMetadataMap().set('created', `${event.created}0000`)
        recorded.getMetadataMap().set('type', event.type)
        recorded.setCustomMetadata(base64(event.metadata))
        recorded.setData(base64(event.data))
        const readEvent = new ReadResp.ReadEvent()
        readEvent.setEvent(recorded)
        readEvent.setCommitPosition(String(event.position))
        const response = new ReadResp()
        response.setEvent(readEvent)
        const columns = [asColumn(Buffer.from(event.data)), asColumn(Buffer.from(event.metadata))] as const
        const row: StoredEvent = [
          event.position,
          event.stream,
          event.revision,
          event.id,
          event.type,
          ...columns,
          event.contentType,
          event.created,
        ]
        expect(Buffer.from(unframed(encodeEvents([row])))).toEqual(Buffer.from(response.serializeBinary()))
      }),
    )
  })

  it('are read by the door as they were stored', () => {
    assert(
      property(storedEvents, text, text, (event, data, metadata) => {
        const row: StoredEvent = [
          event.position,
          event.stream,
          event.revision,
          event.id,
          event.type,
          data,
          metadata,
          'application/json',
          event.created,
        ]
        expect(decodeRead(unframed(encodeEvents([row])))).toEqual({
          id: event.id,
          type: event.type,
          stream: event.stream,
          revision: BigInt(event.revision),
          position: BigInt(event.position),
          dataText: data,
          metadataText: metadata,
        })
      }),
    )
  })
})

describe('read requests', () => {
  it('of the door are what the generated classes read', () => {
    const request = ReadReq.deserializeBinary(
      new Uint8Array(encodeRead({ after: 77n, count: 'subscribe' })),
    ).getOptions()
    expect(request?.getAll()?.getPosition()?.getCommitPosition()).toBe('77')
    expect(request?.hasSubscription()).toBe(true)
    expect(request?.hasNoFilter()).toBe(true)
    expect(request?.getUuidOption()?.hasString()).toBe(true)
  })

  it('made of garbage are refused, never a crash', () => {
    const attempt = (read: (message: Buffer) => unknown, garbage: Uint8Array): unknown => {
      try {
        return { read: read(Buffer.from(garbage)) }
      } catch (error) {
        return error instanceof MalformedMessage ? 'refused' : { unexpected: error }
      }
    }
    for (const read of [readRead, readBatchAppend, readAppend]) {
      const holds = property(bytes, (garbage) => {
        expect(attempt(read, garbage)).not.toHaveProperty('unexpected')
      })
      assert(holds, { numRuns: 500 })
    }
  })
})
