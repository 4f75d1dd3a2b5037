import { appendConflict, appendDone, largestAppend } from './appendReplies.ts'
import type { Call } from './call.ts'
import { isOutOfRange, type Expected } from './decide.ts'
import type { Outcome, Proposal } from './log.ts'
import type { Proposed } from './proposed.ts'
import { readAppend, type AppendOptions } from './requests.ts'
import { invalid, missingMetadata, notReadyStatus, threw, unimplemented, type Status } from './status.ts'
import type { Writer } from './writer.ts'

export type AppendDoor = {
  readonly writer: Writer
  readonly isClosing: () => boolean
  readonly failed: (error: unknown) => void
}

export const noMetadata = 'Stream metadata is not offered: nothing is ever hidden or deleted from this log.'
export const isMetadata = (stream: string): boolean => stream.startsWith('$$')

const tooLarge: Status = {
  ...invalid(`Maximum Append Size of ${largestAppend} Exceeded.`),
  trailers: { exception: 'maximum-append-size-exceeded', 'maximum-append-size': String(largestAppend) },
}

/** An append that is still arriving, one message per event. */
class Arriving {
  readonly stream: string
  readonly expected: Expected
  readonly events: Proposed[] = []
  private bytes = 0

  constructor(stream: string, expected: Expected) {
    this.stream = stream
    this.expected = expected
  }

  /** Takes an event, or says why the call is over. */
  add(event: Proposed): Status | undefined {
    if (event.fault?.missing !== undefined) return missingMetadata(event.fault.missing)
    this.bytes += event.data.length
    if (this.bytes > largestAppend) return tooLarge
    if (event.fault !== undefined) return threw
    this.events.push(event)
    return undefined
  }

  get proposal(): Proposal {
    const { stream, expected, events } = this
    return { stream, expected, events }
  }
}

const noExpectation =
  "'None' is not a valid EventStore.Client.Streams.AppendReq+Types+Options+ExpectedStreamRevisionOneofCase"

function begin({ stream, expected }: AppendOptions): Arriving | Status {
  if (stream === undefined) return threw
  if (expected === undefined) return invalid(noExpectation)
  if (expected.kind === 'revision' && isOutOfRange(expected.revision)) return threw
  return new Arriving(stream, expected)
}

/** The older append: options first, then one message per event, one answer when the client has ended. */
export function append(call: Call, { writer, isClosing }: AppendDoor): void {
  let arriving: Arriving | undefined
  const first = (options: AppendOptions | undefined): Status | undefined => {
    const begun = options === undefined ? threw : begin(options)
    if (!(begun instanceof Arriving)) return begun
    arriving = begun
    return undefined
  }
  const take = (message: Buffer) => {
    const { options, event } = readAppend(message)
    const refused = arriving === undefined ? first(options) : event === undefined ? threw : arriving.add(event)
    if (refused !== undefined) call.end(refused)
  }
  call.receive(take, () => {
    const refused = arriving === undefined ? threw : refusalOf(arriving, isClosing())
    if (refused !== undefined || arriving === undefined) return call.end(refused)
    const { proposal, expected } = arriving
    writer.add({ proposal, settle: (outcome) => answer(call, expected, outcome) })
  })
}

function refusalOf({ stream }: Arriving, isClosing: boolean): Status | undefined {
  if (stream === '') return threw
  if (isClosing) return notReadyStatus
  return isMetadata(stream) ? unimplemented(noMetadata) : undefined
}

function answer(call: Call, expected: Expected, outcome: Outcome): void {
  call.send(outcome.kind === 'done' ? appendDone(outcome) : appendConflict(expected, outcome.current))
  call.end()
}
