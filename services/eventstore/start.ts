import { once } from 'node:events'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import type { Http2Server } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { dirname, join, resolve } from 'node:path'

import { explain, LogRefused, logFileName, openDatabase } from './database.ts'
import { lockFolder } from './lock.ts'
import { Log } from './log.ts'
import { createLogServer, type LogServer } from './server.ts'
import { Hub } from './subscriptions.ts'
import { Writer } from './writer.ts'

export type Start = {
  readonly folder: string
  /** `unix:<path>` or `127.0.0.1:<port>`; port 0 takes a free one. */
  readonly listen: string
  readonly lockPatienceMs: number
  /** Storage failed: end the process, answer nothing further. */
  readonly failed: (error: unknown) => void
}

export type Running = { readonly url: string; readonly stop: () => Promise<void> }

export async function startEventStore(start: Start): Promise<Running> {
  const release = await lockFolder(start.folder, start.lockPatienceMs)
  try {
    return await startLocked(start, release)
  } catch (error) {
    release()
    throw error
  }
}

async function startLocked({ folder, listen, failed }: Start, release: () => void): Promise<Running> {
  const file = join(folder, logFileName)
  const log = openLog(folder, file)
  const hub = new Hub()
  const stopWith = (error: unknown) => failed(explain(file, error))
  const writer = new Writer({ log, committed: (events) => hub.committed(events), failed: stopWith })
  let isClosing = false
  const logServer = createLogServer({
    log,
    hub,
    writer,
    isClosing: () => isClosing,
    failed: stopWith,
    address: () => addressOf(logServer.server),
  })
  const url = await listenAt(logServer.server, listen)
  const stop = async () => {
    if (isClosing) return
    isClosing = true
    writer.finish()
    await closeServer(logServer)
    log.database.close()
    release()
  }
  return { url, stop }
}

function openLog(folder: string, file: string): Log {
  try {
    return new Log(openDatabase(folder))
  } catch (error) {
    throw explain(file, error)
  }
}

function addressOf(server: Http2Server): { host: string; port: number } {
  const address = server.address()
  return address === null || typeof address === 'string'
    ? { host: '127.0.0.1', port: 0 }
    : { host: address.address, port: address.port }
}

async function listenAt(server: Http2Server, listen: string): Promise<string> {
  if (!listen.startsWith('unix:')) return listenOnLoopback(server, listen)
  const path = resolve(listen.slice('unix:'.length))
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  // The lock is ours, so a socket that lies here is a dead one's.
  rmSync(path, { force: true })
  server.listen(path)
  await once(server, 'listening')
  return `unix:${path}`
}

async function listenOnLoopback(server: Http2Server, listen: string): Promise<string> {
  const [host = '', port = ''] = listen.split(':')
  if (host !== '127.0.0.1' || !/^\d+$/.test(port)) {
    throw new LogRefused(`Cannot listen at ${listen}: give unix:<path> or 127.0.0.1:<port>.`)
  }
  server.listen(Number(port), host)
  await once(server, 'listening')
  return `esdb://127.0.0.1:${(server.address() as AddressInfo).port}?tls=false`
}

/** How long connections may take to read their last answers. */
const farewellMs = 200

async function closeServer({ server, sessions }: LogServer): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()))
  for (const session of sessions) session.goaway()
  await Promise.race([closed, new Promise((done) => setTimeout(done, farewellMs))])
  for (const session of sessions) session.destroy()
  await closed
}
