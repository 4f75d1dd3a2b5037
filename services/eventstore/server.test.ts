import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect, type ClientHttp2Session } from 'node:http2'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { connectEventStore } from '../kernel/eventStoreDb.ts'
import { logFileName, openDatabase } from './database.ts'
import { readRawLog } from './rawLog.ts'
import { startEventStore, type Running } from './start.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventstore-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const start = (lockPatienceMs = 0): Promise<Running> =>
  startEventStore({
    folder,
    listen: `unix:${join(folder, 'socket', 's')}`,
    lockPatienceMs,
    failed: (error) => {
      throw error
    },
  })

const event = { id: '0192f0c1-2d3e-8a4b-8c5d-6e7f80910a0b', type: 'T', dataText: '{"a": 1}', metadataText: '{}' }

describe('the data folder', () => {
  it('belongs to one server at a time, and is free again when that one stops', async () => {
    const first = await start()
    await expect(start()).rejects.toThrow('in use by another process')
    const waiting = start(5_000)
    await first.stop()
    await (await waiting).stop()
  })

  it('keeps its socket to its owner', async () => {
    const running = await start()
    const mode = statSync(dirname(running.url.slice('unix:'.length))).mode & 0o777
    await running.stop()
    expect(mode).toBe(0o700)
  })

  it.each(['0.0.0.0:2113', 'localhost:2113', 'nonsense'])('is not offered at %s', async (listen) => {
    const starting = startEventStore({ folder, listen, lockPatienceMs: 0, failed: () => undefined })
    await expect(starting).rejects.toThrow('Cannot listen')
  })

  it('is synced in full before anything is acknowledged', () => {
    const database = openDatabase(folder)
    expect(database.pragma('synchronous', { simple: true })).toBe(2)
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    database.close()
  })

  it('is refused in one line when its file is damaged, foreign, or of a newer format', async () => {
    const file = join(folder, logFileName)
    writeFileSync(file, randomBytes(8192))
    await expect(start()).rejects.toThrow(/is damaged or not an event log; restore it from a backup/)
    rmSync(file)
    const foreign = new Sqlite(file)
    foreign.exec('CREATE TABLE other (a)')
    await expect(start()).rejects.toThrow(/is not an event log/)
    foreign.pragma('user_version = 99')
    foreign.close()
    await expect(start()).rejects.toThrow(/has format 99; this version knows 1/)
  })
})

describe('the file', () => {
  it('shows readable JSON to sqlite3, and is read raw while the server runs', async () => {
    const running = await start()
    const store = connectEventStore(running.url)
    const { position } = await store.append('case-1', [event], 'none')
    expect([...readRawLog(folder)]).toEqual([[{ ...event, stream: 'case-1', revision: 0n, position }]])
    const database = new Sqlite(join(folder, logFileName), { readonly: true })
    const row = database
      .prepare("SELECT stream, revision, type, data ->> 'a' AS a, typeof(data) AS kind FROM events")
      .get()
    expect(row).toEqual({ stream: 'case-1', revision: 0, type: 'T', a: 1, kind: 'text' })
    database.close()
    await store.close()
    await running.stop()
    expect([...readRawLog(folder)]).toHaveLength(1)
  })
})

/** One call with the given body, and the status it ends with. */
function ask(session: ClientHttp2Session, path: string, body: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const call = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
    })
    let status = ''
    const note = (headers: Record<string, unknown>) => {
      const carried = headers['grpc-status']
      if (status === '' && typeof carried === 'string') status = carried
    }
    call.on('response', note)
    call.on('trailers', note)
    call.on('error', () => undefined)
    call.on('close', () => resolve(status))
    call.resume()
    call.end(body)
    // Random bytes may happen to be a good subscription, which has no end of its own.
    setTimeout(() => call.close(), 500).unref()
  })
}

function framed(message: Buffer, flag = 0): Buffer {
  const head = Buffer.alloc(5, flag)
  head.writeUInt32BE(message.length, 1)
  return Buffer.concat([head, message])
}

describe('garbage', () => {
  const streams = '/event_store.client.streams.Streams/'

  it('ends its own call with an error and nothing else', { timeout: 30_000 }, async () => {
    const running = await start()
    const session = connect('http://localhost', {
      createConnection: () => createConnection(running.url.slice('unix:'.length)),
    })
    for (let round = 0; round < 60; round++) {
      const garbage = randomBytes(1 + Math.floor(Math.random() * 200))
      for (const name of ['Read', 'Append', 'BatchAppend']) {
        expect(await ask(session, streams + name, framed(garbage))).toMatch(/^(|0|2|3|12|13)$/)
        expect(await ask(session, streams + name, garbage)).toMatch(/^(|0|2|3|8|12|13)$/)
      }
    }
    expect(await ask(session, `${streams}Read`, framed(Buffer.alloc(3), 1))).toBe('13')
    expect(await ask(session, '/nothing.At/All', framed(Buffer.alloc(0)))).toBe('12')
    session.destroy()
    const store = connectEventStore(running.url)
    expect(await store.append('case-2', [event], 'none')).toMatchObject({ revision: 0n })
    await store.close()
    await running.stop()
  })

  it('on the socket itself closes that connection only', async () => {
    const running = await start()
    for (let round = 0; round < 20; round++) {
      const socket = createConnection(running.url.slice('unix:'.length))
      socket.on('error', () => undefined)
      socket.write(randomBytes(500))
      await new Promise((resolve) => setTimeout(resolve, 5))
      socket.destroy()
    }
    const store = connectEventStore(running.url)
    expect(await store.head()).toBeUndefined()
    await store.close()
    await running.stop()
  })
})

describe('the process', () => {
  it('says in one line why it cannot start, and that starting again will not help', () => {
    writeFileSync(join(folder, logFileName), randomBytes(8192))
    const main = new URL('main.ts', import.meta.url).pathname
    const run = () =>
      execFileSync(process.execPath, [main, folder], { encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })
    expect(run).toThrow(
      expect.objectContaining({
        status: 78,
        stdout: '',
        stderr: expect.stringMatching(/^The event log .* is damaged[^\n]*\n$/),
      }),
    )
  })

  it('ends when its parent does, having written what it accepted', async () => {
    const main = new URL('main.ts', import.meta.url).pathname
    const child = spawn(process.execPath, [main, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    child.stdin.end()
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})
