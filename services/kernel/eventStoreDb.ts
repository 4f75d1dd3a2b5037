import { EventStoreDBClient } from '@eventstore/db-client'
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js'

import type { Appended, Batch, EventStore, ReadOptions, Revision, SealedEvent } from './eventStore.ts'
import { everythingAfter, type Footing } from './eventStoreAll.ts'
import { Appends, checkEvents } from './eventStoreAppends.ts'
import { Connections, type Connection, type Reader, type Writer } from './eventStoreConnection.ts'
import { Reads } from './eventStoreReads.ts'
import { Backoff, isUnclear, isUnreachable, LogUnavailable } from './eventStoreRetry.ts'

export { LogUnavailable } from './eventStoreRetry.ts'

export type ConnectOptions = {
  /** How long an append or a read waits through a server that is away before it gives up. */
  readonly patienceMs?: number
  /** How long one attempt may take before its outcome counts as unknown. */
  readonly timeoutMs?: number
}

const defaultPatienceMs = 60_000
const defaultTimeoutMs = 4_000
const defaultWindow = 1_000

/** Opens the door to the log: `unix:/path/to/socket` for the embedded server, `esdb://…` for a real one. Connects lazily. */
export function connectEventStore(url: string, options: ConnectOptions = {}): EventStore {
  return new EventStoreDb(url, options)
}

class Client implements Footing {
  readonly connection: Connection
  readonly appends: Appends
  readonly reads: Reads

  constructor(url: string, timeoutMs: number) {
    this.connection = openConnection(url)
    this.appends = new Appends(this.connection, timeoutMs)
    this.reads = new Reads(this.connection, timeoutMs)
  }

  async close(): Promise<void> {
    this.appends.close()
    await this.connection.close()
  }
}

class EventStoreDb implements EventStore {
  private readonly clients: Connections<Client>
  private readonly patienceMs: number

  constructor(url: string, { patienceMs = defaultPatienceMs, timeoutMs = defaultTimeoutMs }: ConnectOptions) {
    this.clients = new Connections(() => new Client(url, timeoutMs))
    this.patienceMs = patienceMs
  }

  read(stream: string, options: ReadOptions = {}) {
    return this.patiently(isUnreachable, ({ reads }) => reads.stream(stream, options))
  }

  readBackwards(stream: string, maxCount: number) {
    return this.patiently(isUnreachable, ({ reads }) => reads.newest(stream, maxCount))
  }

  async append(stream: string, events: readonly SealedEvent[], expected: Revision): Promise<Appended> {
    checkEvents(events)
    return this.patiently(isUnclear, ({ appends }) => appends.append(stream, events, expected))
  }

  all({
    after,
    signal,
    window = defaultWindow,
  }: {
    after?: bigint | undefined
    signal: AbortSignal
    window?: number
  }): AsyncIterable<Batch> {
    const renew = (failed: Footing) => {
      if (failed instanceof Client) this.clients.renew(failed)
    }
    return everythingAfter(() => this.clients.current, renew, { after, signal, window })
  }

  head() {
    return this.patiently(isUnreachable, ({ reads }) => reads.head())
  }

  close(): Promise<void> {
    return this.clients.close()
  }

  /**
   * Tries until it is answered, each time over a new client. A repeated append that meets its own first attempt is
   * answered with that one's success, so a conflict that comes after an unclear attempt is a real conflict.
   */
  private async patiently<Value>(
    mayRepeat: (error: unknown) => boolean,
    work: (client: Client) => Promise<Value>,
  ): Promise<Value> {
    const until = Date.now() + this.patienceMs
    const backoff = new Backoff()
    for (;;) {
      const client = this.clients.current
      try {
        return await work(client)
      } catch (error) {
        if (!mayRepeat(error)) throw error
        this.clients.renew(client)
        if (Date.now() >= until) {
          throw new LogUnavailable(`The event log did not answer for ${this.patienceMs} ms.`, { cause: error })
        }
        await backoff.pause()
      }
    }
  }
}

/**
 * What we use of the client below its public methods. They are the methods that all of its own commands are built on
 * (declared `protected`, for subclasses); through them our calls go over its channel, with its discovery, credentials,
 * keep-alive and reconnection, while messages stay in the form in which we hash and store them.
 */
type Inside = {
  GRPCStreamCreator<Call>(
    client: typeof StreamsClient,
    name: string,
    create: (client: StreamsClient) => Call,
  ): () => Promise<Call>
  callArguments(options: object, callOptions: { deadline: number }): Parameters<StreamsClient['batchAppend']>
  getChannel(): Promise<{ close(): void }>
  dispose(): Promise<void>
}

const readPath = '/event_store.client.streams.Streams/Read'
const batchAppendPath = '/event_store.client.streams.Streams/BatchAppend'
const same = (message: Buffer): Buffer => message
const forever = { deadline: Number.POSITIVE_INFINITY }

function openConnection(url: string): Connection {
  const inside = openClient(url) as unknown as Inside
  const start = <Call>(name: string, create: (client: StreamsClient) => Call) =>
    inside.GRPCStreamCreator(StreamsClient, name, create)()
  const [metadata, callOptions] = inside.callArguments({}, forever) as [never, never]
  return {
    read: (request, decode) =>
      start('read', (client): Reader =>
        client.makeServerStreamRequest(readPath, same, decode, request, metadata, callOptions),
      ),
    batchAppend: (decode) =>
      start('append', (client): Writer =>
        client.makeBidiStreamRequest(batchAppendPath, same, decode, metadata, callOptions),
      ),
    close: async () => {
      await inside.dispose()
      const channel = await inside.getChannel()
      channel.close()
    },
  }
}

const leastKeepAliveMs = 10_000
let clientsOpened = 0

/**
 * Channels with equal options share one connection and its back-off in grpc-js, which a new client is there to leave
 * behind; so each client has a keep-alive of its own.
 */
function openClient(url: string): EventStoreDBClient {
  clientsOpened += 1
  const keepAliveInterval = leastKeepAliveMs + (clientsOpened % 1_000)
  if (url.startsWith('unix:')) return new EventStoreDBClient({ endpoint: url, keepAliveInterval }, { insecure: true })
  if (/[?&]keepAliveInterval=/i.test(url)) return EventStoreDBClient.connectionString(url)
  return EventStoreDBClient.connectionString(
    `${url}${url.includes('?') ? '&' : '?'}keepAliveInterval=${keepAliveInterval}`,
  )
}
