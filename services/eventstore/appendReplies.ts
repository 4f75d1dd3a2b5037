import { bytesField, numberField, textField } from '../kernel/protobuf.ts'
import { isNoStream, type Expected } from './decide.ts'
import { frame } from './frames.ts'
import { structuredGuid } from './guid.ts'
import type { Outcome } from './log.ts'
import { code } from './status.ts'

const empty = Buffer.alloc(0)
export const largestAppend = 1_048_576
/** What -1 looks like where a revision is sent without its sign. */
const unsignedNoStream = 18_446_744_073_709_551_615n

/** Where a message keeps the expected revision: WrongExpectedVersion and AppendResp number it differently. */
type ExpectedFields = {
  readonly revision: number
  readonly noStream: number
  readonly any: number
  readonly streamExists: number
}
const inDetails: ExpectedFields = { revision: 3, any: 4, streamExists: 5, noStream: 6 }
const inAppendReply: ExpectedFields = { revision: 8, any: 9, streamExists: 10, noStream: 11 }

function expectedField(fields: ExpectedFields, expected: Expected): Buffer {
  return expected.kind === 'revision'
    ? numberField(fields.revision, expected.revision)
    : bytesField(fields[expected.kind])
}

type Done = Extract<Outcome, { kind: 'done' }>

const revisionOrNone = (revision: number): Buffer => (revision < 0 ? bytesField(2) : numberField(1, revision))
const success = ({ revision, position }: Done): Buffer =>
  Buffer.concat([revisionOrNone(revision), bytesField(3, numberField(1, position), numberField(2, position))])

/** Whom a batch reply is for; what the request left out is left out. */
export type Addressed = { readonly correlation: Buffer | undefined; readonly stream: string | undefined }

/** The real server keeps the id only as a number while an append is under way. */
export const numericCorrelation = (id: string): Buffer => bytesField(1, structuredGuid(id))

export const batchDone = (to: Addressed, outcome: Done): Buffer => batchReply(to, bytesField(3, success(outcome)))

function batchReply({ correlation, stream }: Addressed, result: Buffer): Buffer {
  const identifier = stream === undefined ? empty : bytesField(4, stream === '' ? empty : textField(3, stream))
  return frame(Buffer.concat([correlation === undefined ? empty : bytesField(1, correlation), result, identifier]))
}

/** Why an append was refused in band, as a google.rpc.Status whose details the client tells apart by type name. */
export type Refused = {
  readonly code: number
  readonly message: string
  readonly type: string
  readonly details?: Buffer
}

export function batchRefused(to: Addressed, { code: status, message, type, details = empty }: Refused): Buffer {
  const any = bytesField(
    3,
    textField(1, `type.googleapis.com/${type}`),
    details.length === 0 ? empty : bytesField(2, details),
  )
  const error = [status === code.ok ? empty : numberField(1, status), textField(2, message), any]
  return batchReply(to, bytesField(2, ...error))
}

const errorType = (name: string): string => `event_store.client.${name}`

export const timedOut: Refused = { code: code.deadlineExceeded, message: 'Timeout', type: errorType('Timeout') }
/** What the real server says while it goes down: no code, and details of no type that the client knows. */
export const notReady: Refused = { code: code.ok, message: 'Server Is Not Ready', type: 'google.protobuf.Empty' }
export const tooLarge: Refused = {
  code: code.invalidArgument,
  message: 'MaximumAppendSizeExceeded',
  type: errorType('MaximumAppendSizeExceeded'),
  details: numberField(1, largestAppend),
}
export const badRequest = (message: string): Refused => ({
  code: code.invalidArgument,
  message: 'BadRequest',
  type: errorType('BadRequest'),
  details: textField(1, message),
})
export const notOffered = (message: string): Refused => ({
  ...badRequest(message),
  message,
  code: code.unimplemented,
})

export function wrongVersion(expected: Expected, current: number): Refused {
  const told: Expected = isNoStream(expected) ? { kind: 'noStream' } : expected
  return {
    code: code.alreadyExists,
    message: 'WrongExpectedVersion',
    type: errorType('WrongExpectedVersion'),
    details: Buffer.concat([revisionOrNone(current), expectedField(inDetails, told)]),
  }
}

export const appendDone = (outcome: Done): Buffer => frame(bytesField(1, success(outcome)))

/** A wrong version is an ordinary answer of Append. Fields 1 to 5 are what clients of 20.6 read. */
export function appendConflict(expected: Expected, current: number): Buffer {
  const now = current < 0 ? bytesField(7) : numberField(6, current)
  return frame(
    bytesField(2, revisionOrNone(current), olderExpected(expected), now, expectedField(inAppendReply, expected)),
  )
}

function olderExpected(expected: Expected): Buffer {
  if (expected.kind === 'any') return bytesField(4)
  if (expected.kind === 'streamExists') return bytesField(5)
  return numberField(3, expected.kind === 'revision' ? expected.revision : unsignedNoStream)
}
