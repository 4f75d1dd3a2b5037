import type { Status } from '@eventstore/db-client/generated/status_pb.js'
import { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'

import { until, type Given } from './logSubject.ts'
import { streamsService } from './wireCall.ts'
import { batchMessage, expectedRevision, named, type Batch, type Sent } from './wireMessages.ts'

/** A batch reply in words: what it is for and how it went. */
function spoken(message: Buffer) {
  const reply = BatchAppendResp.deserializeBinary(new Uint8Array(message))
  return {
    stream: Buffer.from(reply.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
    idAs: reply.getCorrelationId()?.hasString() === true ? 'text' : 'numbers',
    revision: reply.getSuccess()?.getCurrentRevision(),
    ...problem(reply.getError()),
  }
}

function problem(error: Status | undefined) {
  const details = error?.getDetails()
  return {
    code: error?.getCode(),
    text: error?.getMessage(),
    about: details?.getTypeName().split('.').at(-1),
    details: Buffer.from(details?.getValue_asU8() ?? []).toString(),
  }
}

/** Says messages in one conversation and waits for so many replies. */
export async function converse(given: Given, batches: readonly Batch[], replies = 1) {
  const call = given().wire.start(`${streamsService}/BatchAppend`, batches.map(batchMessage), { ends: false })
  await until(() => call.messages.length >= replies)
  call.cancel()
  return call.messages.map(spoken)
}

export const optionsOf = (stream: string, expected: Sent, ...more: Buffer[]): Buffer =>
  Buffer.concat([named(stream), expectedRevision(expected), ...more])
