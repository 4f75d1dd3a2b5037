import {
  badRequest,
  batchDone,
  batchRefused,
  largestAppend,
  notOffered,
  notReady,
  numericCorrelation,
  timedOut,
  tooLarge,
  wrongVersion,
  type Addressed,
  type Refused,
} from './appendReplies.ts'
import { isMetadata, noMetadata, type AppendDoor } from './appends.ts'
import type { Call } from './call.ts'
import { isOutOfRange, type Expected } from './decide.ts'
import type { Proposed } from './proposed.ts'
import { readBatchAppend, type AppendOptions, type BatchAppendRequest } from './requests.ts'
import { ok, threw } from './status.ts'

/** How long an append may take to arrive, whatever its deadline says. */
const longestPatienceMs = 2_000

/** An append that is still arriving in chunks. */
type Arriving = {
  readonly stream: string
  readonly expected: Expected
  readonly until: number
  readonly events: Proposed[]
  bytes: number
  timer: NodeJS.Timeout | undefined
}

const noExpectation =
  'Status(StatusCode="InvalidArgument", Detail="\'None\' is not a valid ' +
  'EventStore.Client.Streams.BatchAppendReq+Types+Options+ExpectedStreamPositionOneofCase")'
const noNumber = "Specified argument was out of the range of valid values. (Parameter 'value')"
const noTimestamp = 'Timestamp contains invalid values: Seconds={Seconds}; Nanos={Nanos}'
const noObject = 'Object reference not set to an instance of an object.'

function begin({ stream, expected, patience }: AppendOptions): Arriving | Refused {
  if (Number.isNaN(patience)) return badRequest(noTimestamp)
  if (stream === undefined) return badRequest(noObject)
  if (patience <= 0) return timedOut
  if (expected === undefined) return badRequest(noExpectation)
  if (expected.kind === 'revision' && isOutOfRange(expected.revision)) return badRequest(noNumber)
  const until = Date.now() + Math.min(patience, longestPatienceMs)
  return { stream, expected, until, events: [], bytes: 0, timer: undefined }
}

/** The long-lived call over which a client sends all its appends; answers carry the correlation id. */
class BatchAppends {
  private readonly call: Call
  private readonly door: AppendDoor
  private readonly replies: Replies
  private readonly arriving = new Map<string, Arriving>()
  private underWay = 0
  private hasEnded = false

  constructor(call: Call, door: AppendDoor) {
    this.call = call
    this.door = door
    this.replies = new Replies(call)
    call.onClosed(() => {
      for (const { timer } of this.arriving.values()) clearTimeout(timer)
    })
  }

  take(message: Buffer): void {
    const request = readBatchAppend(message)
    if ('fault' in request.id) return this.refuse(request, badRequest(request.id.fault))
    const { id } = request.id
    const known = this.arriving.get(id)
    const arriving = known ?? (request.options && begin(request.options))
    // What does not say where it belongs belongs to something that is over.
    if (arriving === undefined) return
    if ('code' in arriving) return this.refuse(request, arriving)
    if (known === undefined) this.arriving.set(id, arriving)
    this.gather(id, arriving, request)
  }

  private gather(id: string, arriving: Arriving, request: BatchAppendRequest): void {
    const fault = addEvents(arriving, request.events)
    if (fault !== undefined) {
      // As on the real server it stays, and is answered a second time when its time is over.
      this.hold(id, arriving)
      return this.refuse(request, badRequest(fault))
    }
    const to: Addressed = { correlation: request.correlation, stream: arriving.stream }
    if (arriving.bytes > largestAppend) {
      this.forget(id, arriving)
      this.reply(batchRefused(to, tooLarge))
    } else if (request.isFinal) {
      this.forget(id, arriving)
      this.finish(to, arriving, request)
    } else this.hold(id, arriving)
  }

  private finish(to: Addressed, { stream, expected, events }: Arriving, request: BatchAppendRequest): void {
    if (stream === '') return this.refuse(request, badRequest('eventStreamId'))
    if (this.door.isClosing()) return this.reply(batchRefused(to, notReady))
    if (isMetadata(stream)) return this.reply(batchRefused(to, notOffered(noMetadata)))
    this.underWay += 1
    this.door.writer.add({
      proposal: { stream, expected, events },
      settle: (outcome) => {
        this.underWay -= 1
        const isDone = outcome.kind === 'done'
        this.reply(isDone ? batchDone(to, outcome) : batchRefused(to, wrongVersion(expected, outcome.current)))
      },
    })
  }

  /** Answers with the stream as it was named; a message without options has none, and the real server fails there. */
  private refuse({ correlation, options }: BatchAppendRequest, refused: Refused): void {
    if (options === undefined) return this.call.end(threw)
    this.reply(batchRefused({ correlation, stream: options.stream }, refused))
  }

  private hold(id: string, arriving: Arriving): void {
    arriving.timer ??= setTimeout(() => {
      this.arriving.delete(id)
      const to = { correlation: numericCorrelation(id), stream: arriving.stream }
      this.reply(batchRefused(to, timedOut))
    }, arriving.until - Date.now())
  }

  private forget(id: string, { timer }: Arriving): void {
    this.arriving.delete(id)
    clearTimeout(timer)
  }

  private reply(reply: Buffer): void {
    this.replies.add(reply)
    this.endWhenDone()
  }

  ended(): void {
    this.hasEnded = true
    this.endWhenDone()
  }

  private endWhenDone(): void {
    if (this.hasEnded && this.underWay === 0 && this.arriving.size === 0) this.replies.end()
  }
}

/** Takes what is whole, up to the first event that is not, and says what is wrong with that one. */
function addEvents(arriving: Arriving, events: readonly Proposed[]): string | undefined {
  for (const event of events) {
    if (event.fault !== undefined) return event.fault.text
    arriving.bytes += event.data.length
    // Of what is too large already nothing is kept.
    if (arriving.bytes <= largestAppend) arriving.events.push(event)
  }
  return undefined
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

export function batchAppend(call: Call, door: AppendDoor): void {
  const appends = new BatchAppends(call, door)
  // The real server takes bytes that are no message for the end of the conversation.
  call.receive(
    (message) => appends.take(message),
    () => appends.ended(),
    ok,
  )
}
