import { EventTooLarge, RevisionConflict, type Appended, type Revision, type SealedEvent } from './eventStore.ts'
import { decodeBatchAppend, encodeBatchAppend, type AppendAnswer } from './eventStoreAppendMessages.ts'
import type { Connection, Writer } from './eventStoreConnection.ts'
import { LogTimeout, UnclearAnswer } from './eventStoreRetry.ts'

const largestAppend = 1_048_576
/** The server's receive limit is 16 MB for a whole message, metadata included. */
const largestMessage = 15 * 1024 * 1024
/** Only a courtesy to the server, on its clock; the door's own time-out is what counts. */
const deadlineMs = 10_000

type Waiting = {
  readonly stream: string
  readonly expected: Revision
  readonly settle: (appended: Appended) => void
  readonly fail: (error: unknown) => void
  readonly since: number
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The server answers these twice, or not at all in terms a caller understands; so they never leave the house. */
export function checkEvents(events: readonly SealedEvent[]): void {
  if (events.length === 0) throw new TypeError('An append has at least one event.')
  for (const { id, type } of events) {
    if (!uuid.test(id)) throw new TypeError(`${JSON.stringify(id)} is not an event id.`)
    if (type === '') throw new TypeError('An event has a type.')
  }
}

/**
 * All appends of a client, over one long-lived call; answers come in any order and carry a correlation id. It is our
 * own use of the client's channel because the client keeps its waiting appends in one global table, where the error of
 * one connection rejects the appends of every other.
 */
export class Appends {
  private readonly connection: Connection
  private readonly timeoutMs: number
  private readonly waiting = new Map<string, Waiting>()
  private call: Promise<Writer> | undefined
  private timer: NodeJS.Timeout | undefined

  constructor(connection: Connection, timeoutMs: number) {
    this.connection = connection
    this.timeoutMs = timeoutMs
  }

  append(stream: string, events: readonly SealedEvent[], expected: Revision): Promise<Appended> {
    const now = Date.now()
    const { correlation, message, dataBytes } = encodeBatchAppend(stream, events, expected, now + deadlineMs)
    if (dataBytes > largestAppend || message.length > largestMessage) {
      return Promise.reject(
        new EventTooLarge(`An append to ${stream} carries ${dataBytes} bytes of data; ${largestAppend} is the most.`),
      )
    }
    return new Promise((settle, fail) => {
      this.waiting.set(correlation, { stream, expected, settle, fail, since: now })
      this.timer ??= setTimeout(() => this.expire(), this.timeoutMs)
      this.send(message)
    })
  }

  private send(message: Buffer): void {
    this.call ??= this.open()
    this.call.then(
      (call) => call.write(message),
      (error: unknown) => this.failAll(error),
    )
  }

  private async open(): Promise<Writer> {
    const call = await this.connection.batchAppend(decodeBatchAppend)
    call.on('data', (answer: AppendAnswer) => this.answered(answer))
    const ended = (error: unknown) => {
      this.call = undefined
      this.failAll(error)
    }
    call.on('error', ended)
    call.on('end', () => ended(new UnclearAnswer('The event log ended the conversation.')))
    return call
  }

  private answered({ correlation, success, error }: AppendAnswer): void {
    const waiting = this.waiting.get(correlation)
    if (waiting === undefined) return
    this.waiting.delete(correlation)
    if (success !== undefined) waiting.settle(success)
    else waiting.fail(refusalOf(waiting, error ?? { code: 2, message: 'an empty answer', type: '' }))
  }

  /** One timer for all: appends wait in the order in which they were sent. */
  private expire(): void {
    this.timer = undefined
    const [oldest] = this.waiting.values()
    if (oldest === undefined) return
    const left = oldest.since + this.timeoutMs - Date.now()
    if (left > 0) this.timer = setTimeout(() => this.expire(), left)
    else this.failAll(new LogTimeout(`The event log did not answer an append within ${this.timeoutMs} ms`))
  }

  private failAll(error: unknown): void {
    const waiting = [...this.waiting.values()]
    this.waiting.clear()
    clearTimeout(this.timer)
    this.timer = undefined
    for (const { fail } of waiting) fail(error)
  }

  close(): void {
    this.failAll(new UnclearAnswer('The connection to the event log was closed.'))
  }
}

const permanent = /\.(StreamDeleted|AccessDenied|BadRequest|InvalidTransaction)$/

/** Anything that is not known to be a refusal is an unknown outcome ("Server Is Not Ready", a time-out inside the server). */
function refusalOf(
  { stream, expected }: Waiting,
  { message, type, code }: { message: string; type: string; code: number },
): Error {
  if (type.endsWith('.WrongExpectedVersion')) return new RevisionConflict(stream, expected)
  if (type.endsWith('.MaximumAppendSizeExceeded'))
    return new EventTooLarge(`An append to ${stream} is too large: ${message}`)
  const text = `The event log refused an append to ${stream}: ${message} (${type}, code ${code})`
  return permanent.test(type) ? new Error(text) : new UnclearAnswer(text)
}
