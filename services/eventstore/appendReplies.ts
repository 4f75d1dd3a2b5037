import { bytesField, numberField, textField, type Uint64 } from '../kernel/protobuf.ts'
import type { Expected } from './decide.ts'
import { frame } from './frames.ts'
import type { Outcome } from './log.ts'
import { code } from './status.ts'

const empty = Buffer.alloc(0)
export const largestAppend = 1_048_576
export const tooLargeText = `Maximum Append Size of ${largestAppend} Exceeded.`

/** Where each reply keeps the expected revision: BatchAppendResp, WrongExpectedVersion and AppendResp number it differently. */
type ExpectedFields = {
  readonly revision: number
  readonly noStream: number
  readonly any: number
  readonly streamExists: number
}
const inBatchReply: ExpectedFields = { revision: 5, noStream: 6, any: 7, streamExists: 8 }
const inDetails: ExpectedFields = { revision: 3, any: 4, streamExists: 5, noStream: 6 }
const inAppendReply: ExpectedFields = { revision: 8, any: 9, streamExists: 10, noStream: 11 }

function expectedField(fields: ExpectedFields, expected: Expected): Buffer {
  return expected.kind === 'revision'
    ? numberField(fields.revision, expected.revision)
    : bytesField(fields[expected.kind])
}

type Done = Extract<Outcome, { kind: 'done' }>

const positionOrNone = (position: number | undefined): Buffer =>
  position === undefined ? bytesField(4) : bytesField(3, numberField(1, position), numberField(2, position))
const revisionOrNone = (revision: number): Buffer => (revision < 0 ? bytesField(2) : numberField(1, revision))
const success = ({ revision, position }: Done): Buffer =>
  Buffer.concat([revisionOrNone(revision), positionOrNone(position)])

export type Addressed = { readonly correlation: Buffer; readonly stream: string; readonly expected: Expected }

export const batchDone = (to: Addressed, outcome: Done): Buffer => batchReply(to, bytesField(3, success(outcome)))

function batchReply({ correlation, stream, expected }: Addressed, result: Buffer): Buffer {
  const identifier = bytesField(4, textField(3, stream))
  return frame(Buffer.concat([bytesField(1, correlation), result, identifier, expectedField(inBatchReply, expected)]))
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
  return batchReply(to, bytesField(2, numberField(1, status), textField(2, message), any))
}

const errorType = (name: string): string => `event_store.client.${name}`

export const timedOut: Refused = { code: code.deadlineExceeded, message: 'Timeout', type: errorType('Timeout') }
/** What the real server says while it goes down; its details are of no type that the client knows. */
export const notReady: Refused = {
  code: code.unavailable,
  message: 'Server Is Not Ready',
  type: errorType('ServerNotReady'),
}
export const tooLarge: Refused = {
  code: code.invalidArgument,
  message: tooLargeText,
  type: errorType('MaximumAppendSizeExceeded'),
  details: numberField(1, largestAppend),
}
export const badRequest = (message: string): Refused => ({
  code: code.invalidArgument,
  message,
  type: errorType('BadRequest'),
  details: textField(1, message),
})
export const notOffered = (message: string): Refused => ({ ...badRequest(message), code: code.unimplemented })

export function wrongVersion(expected: Expected, current: number): Refused {
  return {
    code: code.failedPrecondition,
    message: 'WrongExpectedVersion',
    type: errorType('WrongExpectedVersion'),
    details: Buffer.concat([revisionOrNone(current), expectedField(inDetails, expected)]),
  }
}

export const appendDone = (outcome: Done): Buffer => frame(bytesField(1, success(outcome)))

/** A wrong version is an ordinary answer of Append. Fields 1 to 5 are what clients of 20.6 read. */
export function appendConflict(expected: Expected, current: number): Buffer {
  const older: Buffer[] = [current < 0 ? bytesField(2) : numberField(1, current)]
  if (expected.kind === 'revision') older.push(numberField(3, expected.revision as Uint64))
  if (expected.kind === 'any') older.push(bytesField(4))
  if (expected.kind === 'streamExists') older.push(bytesField(5))
  const now = current < 0 ? bytesField(7) : numberField(6, current)
  return frame(bytesField(2, ...older, now, expectedField(inAppendReply, expected)))
}
