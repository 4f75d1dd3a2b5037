import {
  appendConflict,
  appendDone,
  badRequest,
  batchDone,
  batchRefused,
  largestAppend,
  notOffered,
  notReady,
  timedOut,
  tooLarge,
  tooLargeText,
  wrongVersion,
  type Addressed,
  type Refused,
} from './appendReplies.ts'
import type { Call } from './call.ts'
import type { Outcome, Proposal } from './log.ts'
import { readAppend, readBatchAppend, type AppendOptions, type BatchAppendRequest, type Proposed } from './requests.ts'
import { code, invalid, notReadyStatus, threw, unimplemented, type Status } from './status.ts'
import type { Writer } from './writer.ts'

export type AppendDoor = {
  readonly writer: Writer
  readonly isClosing: () => boolean
  readonly failed: (error: unknown) => void
}

const noMetadata = 'Stream metadata is not offered: nothing is ever hidden or deleted from this log.'

/** An append that is still arriving in chunks. Events of one that is already too large are not kept. */
class Gathering {
  readonly options: AppendOptions
  readonly events: Proposed[] = []
  private bytes = 0
  private fault: string | undefined

  constructor(options: AppendOptions) {
    this.options = options
  }

  add(event: Proposed): void {
    this.bytes += event.data.length
    this.fault ??= event.fault
    if (this.isTooLarge) this.events.length = 0
    else this.events.push(event)
  }

  get isTooLarge(): boolean {
    return this.bytes > largestAppend
  }

  get malformed(): string | undefined {
    return this.fault
  }

  get wantsMetadata(): boolean {
    return this.options.stream.startsWith('$$')
  }

  get proposal(): Proposal {
    const { stream, expected } = this.options
    return { stream, expected, events: this.events }
  }
}

function refusalOf(gathered: Gathering, isClosing: boolean): Refused | undefined {
  if (isClosing) return notReady
  if (gathered.isTooLarge) return tooLarge
  if (gathered.malformed !== undefined) return badRequest(gathered.malformed)
  return gathered.wantsMetadata ? notOffered(noMetadata) : undefined
}

function batchAnswer(to: Addressed, outcome: Outcome | 'timed-out'): Buffer {
  if (outcome === 'timed-out') return batchRefused(to, timedOut)
  return outcome.kind === 'done' ? batchDone(to, outcome) : batchRefused(to, wrongVersion(to.expected, outcome.current))
}

/** The long-lived call over which a client sends all its appends; answers carry the correlation id. */
export function batchAppend(call: Call, { writer, isClosing }: AppendDoor): void {
  const arriving = new Map<string, Gathering>()
  let waiting = 0
  let hasEnded = false
  const replies = new Replies(call)
  const answered = (reply: Buffer) => {
    replies.add(reply)
    waiting -= 1
    if (hasEnded && waiting === 0) replies.end()
  }
  const finish = (gathered: Gathering, correlation: Buffer) => {
    const { stream, expected, deadline } = gathered.options
    const to: Addressed = { correlation, stream, expected }
    waiting += 1
    const refused = refusalOf(gathered, isClosing())
    if (refused !== undefined) return answered(batchRefused(to, refused))
    writer.add({ proposal: gathered.proposal, deadline, settle: (outcome) => answered(batchAnswer(to, outcome)) })
  }
  call.receive(
    (message) => {
      const request = readBatchAppend(message)
      const id = request.correlation.toString('latin1')
      const gathered = gather(arriving, id, request)
      if (gathered === undefined) return call.end(invalid('An append begins with its options.'))
      if (!request.isFinal) return
      arriving.delete(id)
      finish(gathered, request.correlation)
    },
    () => {
      hasEnded = true
      if (waiting === 0) replies.end()
    },
  )
}

function gather(arriving: Map<string, Gathering>, id: string, request: BatchAppendRequest): Gathering | undefined {
  const gathered = request.options === undefined ? arriving.get(id) : new Gathering(request.options)
  if (gathered === undefined) return undefined
  for (const event of request.events) gathered.add(event)
  if (!request.isFinal) arriving.set(id, gathered)
  return gathered
}

/** Replies of one turn of the loop leave in one write. */
class Replies {
  private readonly call: Call
  private held: Buffer[] = []
  private isEnding = false

  constructor(call: Call) {
    this.call = call
  }

  add(reply: Buffer): void {
    this.held.push(reply)
    if (this.held.length === 1) queueMicrotask(() => this.leave())
  }

  end(): void {
    this.isEnding = true
    if (this.held.length === 0) this.call.end()
  }

  private leave(): void {
    this.call.send(Buffer.concat(this.held))
    this.held = []
    if (this.isEnding) this.call.end()
  }
}

/** The older append: options first, then one message per event, one answer when the client has ended. */
export function append(call: Call, { writer, isClosing }: AppendDoor): void {
  let gathered: Gathering | undefined
  call.receive(
    (message) => {
      const request = readAppend(message)
      if ('options' in request) gathered = new Gathering(request.options)
      else if (gathered === undefined) call.end(invalid('An append begins with its options.'))
      else gathered.add(request.event)
    },
    () => {
      if (gathered === undefined) return call.end(threw)
      const refused = trailerOf(gathered, isClosing())
      if (refused !== undefined) return call.end(refused)
      const { proposal, options } = gathered
      writer.add({ proposal, deadline: options.deadline, settle: (outcome) => answerAppend(call, options, outcome) })
    },
  )
}

function trailerOf(gathered: Gathering, isClosing: boolean): Status | undefined {
  if (isClosing) return notReadyStatus
  if (gathered.isTooLarge) {
    const trailers = { exception: 'maximum-append-size-exceeded', 'maximum-append-size': String(largestAppend) }
    return { code: code.invalidArgument, message: tooLargeText, trailers }
  }
  if (gathered.malformed !== undefined) return threw
  return gathered.wantsMetadata ? unimplemented(noMetadata) : undefined
}

function answerAppend(call: Call, { expected }: AppendOptions, outcome: Outcome | 'timed-out'): void {
  if (outcome === 'timed-out') return call.end({ code: code.deadlineExceeded, message: 'Timeout' })
  call.send(outcome.kind === 'done' ? appendDone(outcome) : appendConflict(expected, outcome.current))
  call.end()
}
