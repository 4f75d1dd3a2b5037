import { createServer, type Http2Server, type ServerHttp2Session } from 'node:http2'

import { bytesField, numberField, textField } from '../kernel/protobuf.ts'
import { append, batchAppend, type AppendDoor } from './appends.ts'
import { Call, incomplete } from './call.ts'
import { frame } from './frames.ts'
import type { Log } from './log.ts'
import { readRead } from './readRequest.ts'
import { read } from './reads.ts'
import { unimplemented } from './status.ts'
import { subscribe, type Hub } from './subscriptions.ts'

const window = 16 * 1024 * 1024
/** The version whose answers these are. */
const version = '24.6.0'
const leader = 8

const streams = '/event_store.client.streams.Streams/'
const gossip = '/event_store.client.gossip.Gossip/Read'
const features = '/event_store.client.server_features.ServerFeatures/GetSupportedMethods'

type Method = { readonly service: string; readonly name: string; readonly features: readonly string[] }

const methods: readonly Method[] = [
  ...['append', 'batchappend', 'delete', 'tombstone'].map((name) => method('event_store.client.streams.Streams', name)),
  method('event_store.client.streams.Streams', 'read', 'position', 'events'),
  method('event_store.client.gossip.Gossip', 'read'),
  method('event_store.client.server_features.ServerFeatures', 'getsupportedmethods'),
]

function method(service: string, name: string, ...offered: readonly string[]): Method {
  return { service, name, features: offered }
}

const supportedMethods = (): Buffer =>
  Buffer.concat([
    ...methods.map(({ service, name, features: offered }) =>
      bytesField(1, textField(1, name), textField(2, service), ...offered.map((feature) => textField(3, feature))),
    ),
    textField(2, version),
  ])

export type House = AppendDoor & {
  readonly log: Log
  readonly hub: Hub
  readonly address: () => { host: string; port: number }
}

function clusterInfo({ host, port }: { host: string; port: number }): Buffer {
  const instance = bytesField(1, textField(2, '00000000-0000-4000-8000-000000000001'))
  const ticks = numberField(2, BigInt(Date.now()) * 10_000n)
  const endPoint = bytesField(5, textField(1, host), numberField(2, port))
  return bytesField(1, instance, ticks, numberField(3, leader), numberField(4, 1), endPoint)
}

/** Answers a call of one message by one message. */
function once(call: Call, answer: () => Buffer): void {
  call.receive(
    () => undefined,
    () => {
      call.send(frame(answer()))
      call.end()
    },
  )
}

function readOrSubscribe(call: Call, house: House): void {
  let hasAsked = false
  const ask = (message: Buffer) => {
    if (hasAsked) return
    hasAsked = true
    const request = readRead(message)
    if (request.filter?.isRegex === true)
      return call.end(unimplemented('Regular expressions are not offered; filter by prefix.'))
    const { count } = request
    const work =
      count === undefined ? subscribe(call, house.log, house.hub, request) : read(call, house.log, request, count)
    // What goes wrong while reading is the storage's fault: fail-stop, like a failed write.
    work.catch(house.failed)
  }
  call.receive(ask, () => {
    if (!hasAsked) call.end(incomplete)
  })
}

const handlers: Readonly<Record<string, (call: Call, house: House) => void>> = {
  [`${streams}BatchAppend`]: batchAppend,
  [`${streams}Append`]: append,
  [`${streams}Read`]: readOrSubscribe,
  [features]: (call) => once(call, supportedMethods),
  [gossip]: (call, house) => once(call, () => clusterInfo(house.address())),
}

export type LogServer = { readonly server: Http2Server; readonly sessions: ReadonlySet<ServerHttp2Session> }

export function createLogServer(house: House): LogServer {
  const server = createServer({
    // Many small calls and a few endless ones over one connection are this protocol's normal life, not an attack.
    settings: { initialWindowSize: window, maxConcurrentStreams: 100_000, enablePush: false },
    peerMaxConcurrentStreams: 100_000,
    maxSessionMemory: 1024,
    streamResetBurst: 1_000_000,
    streamResetRate: 1_000_000,
  })
  const sessions = new Set<ServerHttp2Session>()
  server.on('session', (session) => {
    sessions.add(session)
    session.setLocalWindowSize(window)
    session.on('close', () => sessions.delete(session))
    // The session's own 'close' follows; the other side is simply gone.
    session.on('error', () => undefined)
  })
  server.on('sessionError', () => undefined)
  server.on('stream', (stream, requestHeaders) => {
    const call = new Call(stream)
    const handle = handlers[requestHeaders[':path'] ?? '']
    if (handle === undefined) call.end(unimplemented('Service is unimplemented.'))
    else handle(call, house)
  })
  return { server, sessions }
}
