import {
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'

import { bytesField, numberField, textField } from '../kernel/protobuf.ts'
import { append, type AppendDoor } from './appends.ts'
import { batchAppend } from './batchAppends.ts'
import { Call } from './call.ts'
import { frame } from './frames.ts'
import { structuredGuid } from './guid.ts'
import type { Log } from './log.ts'
import { checkRead } from './readCheck.ts'
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

/** In lower case throughout, as the real server names them. */
const methods: readonly Method[] = [
  ...['append', 'delete', 'tombstone'].map((name) => method('event_store.client.streams.streams', name)),
  method('event_store.client.streams.streams', 'batchappend', 'deadline_duration'),
  method('event_store.client.streams.streams', 'read', 'position', 'events'),
  method('event_store.client.gossip.gossip', 'read'),
  method('event_store.client.server_features.serverfeatures', 'getsupportedmethods'),
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

const instance = bytesField(1, bytesField(1, structuredGuid('00000000-0000-4000-8000-000000000001')))

function clusterInfo({ host, port }: { host: string; port: number }): Buffer {
  const ticks = numberField(2, BigInt(Date.now()) * 10_000n)
  const endPoint = bytesField(5, textField(1, host), numberField(2, port))
  return bytesField(1, instance, ticks, numberField(3, leader), numberField(4, 1), endPoint)
}

/** Answers a call of one message by one message. */
function once(call: Call, answer: () => Buffer): void {
  call.receiveOne(() => {
    call.send(frame(answer()))
    call.end()
  })
}

function readOrSubscribe(call: Call, house: House): void {
  call.receiveOne((message) => {
    const request = checkRead(readRead(message))
    if ('code' in request) return call.end(request)
    const { count } = request
    const work =
      count === undefined ? subscribe(call, house.log, house.hub, request) : read(call, house.log, request, count)
    // What goes wrong while reading is the storage's fault: fail-stop, like a failed write.
    work.catch(house.failed)
  })
}

const handlers: Readonly<Record<string, (call: Call, house: House) => void>> = {
  [`${streams}BatchAppend`]: batchAppend,
  [`${streams}Append`]: append,
  [`${streams}Read`]: readOrSubscribe,
  [features]: (call) => once(call, supportedMethods),
  [gossip]: (call, house) => once(call, () => clusterInfo(house.address())),
}

const noMethod = unimplemented('Method is unimplemented.')
const noService = unimplemented('Service is unimplemented.')
const ours = Object.keys(handlers).map(serviceOf)

function serviceOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

const isKnownService = (path: string): boolean => ours.includes(serviceOf(path))

/** Whether a request is a call at all; if not it is answered as a web server would. */
function isGrpc(stream: ServerHttp2Stream, asked: IncomingHttpHeaders): boolean {
  const type = asked['content-type'] ?? ''
  if (asked[':method'] === 'POST' && /^application\/grpc\b/.test(type)) return true
  const refusal =
    asked[':method'] === 'POST'
      ? { ':status': 415, 'grpc-status': '13', 'grpc-message': `Content-Type '${encodeURI(type)}' is not supported.` }
      : { ':status': 404 }
  stream.on('error', () => undefined)
  stream.respond(refusal, { endStream: true })
  stream.resume()
  return false
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
  server.on('stream', (stream, asked) => {
    if (!isGrpc(stream, asked)) return
    const call = new Call(stream, asked)
    const path = asked[':path'] ?? ''
    const handle = handlers[path]
    if (handle === undefined) call.end(isKnownService(path) ? noMethod : noService)
    else handle(call, house)
  })
  return { server, sessions }
}
