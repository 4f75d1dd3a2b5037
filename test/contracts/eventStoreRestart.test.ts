import { afterEach, describe, expect, it } from 'vitest'

import type { EventStore } from '../../services/kernel/eventStore.ts'
import { connectEventStore, LogUnavailable, type ConnectOptions } from '../../services/kernel/eventStoreDb.ts'
import { EmbeddedLog } from '../support/embeddedLog.ts'
import { aStream, refusal, sealed, until } from './logSubject.ts'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

let log: EmbeddedLog
let store: EventStore

async function open(options: ConnectOptions = {}): Promise<void> {
  log = await EmbeddedLog.start()
  store = connectEventStore(log.url, { timeoutMs: 500, ...options })
}

/** Follows everything from the start, and keeps what it saw. */
function follow() {
  const stop = new AbortController()
  const seen: string[] = []
  const ended = (async () => {
    for await (const { events } of store.all({ signal: stop.signal })) seen.push(...events.map(({ id }) => id))
  })()
  const end = async () => {
    stop.abort()
    await ended
  }
  return { seen, end }
}

afterEach(async () => {
  await store.close()
  await log.remove()
})

/** Appends on and on, one event at a time, while `disturb` does its worst; gives the ids in order. */
async function appendThrough(disturb: () => Promise<void>): Promise<string[]> {
  const stream = aStream()
  const ids: string[] = []
  let isOver = false
  const appending = (async () => {
    for (let number = 0; !isOver || number < 50; number++) {
      const event = sealed(number)
      const { revision } = await store.append(stream, [event], number === 0 ? 'none' : BigInt(number - 1))
      expect(revision).toBe(BigInt(number))
      ids.push(event.id)
    }
  })()
  await wait(100)
  await disturb()
  isOver = true
  await appending
  return ids
}

describe('the door waits through a server', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)('that ends by %s and starts again', async (signal) => {
    await open()
    const { seen, end } = follow()
    const ids = await appendThrough(async () => {
      for (let round = 0; round < 3; round++) {
        await log.end(signal)
        await wait(50)
        await log.start()
        await wait(100)
      }
    })
    await until(() => seen.length >= ids.length)
    expect(seen).toEqual(ids)
    await end()
  })

  it('that freezes and thaws', async () => {
    await open()
    const { seen, end } = follow()
    const ids = await appendThrough(async () => {
      log.signal('SIGSTOP')
      await wait(1_200)
      log.signal('SIGCONT')
    })
    await until(() => seen.length >= ids.length)
    expect(seen).toEqual(ids)
    await end()
  })

  it('and goes on following after an idle subscription was cut', { timeout: 20_000 }, async () => {
    await open()
    const { seen, end } = follow()
    await store.append(aStream(), [sealed()], 'none')
    await until(() => seen.length === 1)
    await log.end('SIGKILL')
    await wait(300)
    await log.start()
    await store.append(aStream(), [sealed()], 'none')
    await until(() => seen.length === 2, 10_000)
    expect(new Set(seen).size).toBe(2)
    await end()
  })
})

describe('when patience ends', () => {
  it('the log is said to be unavailable', async () => {
    await open({ patienceMs: 300 })
    await log.end('SIGKILL')
    expect(await refusal(store.append(aStream(), [sealed()], 'none'))).toBeInstanceOf(LogUnavailable)
    expect(await refusal(store.read(aStream()))).toBeInstanceOf(LogUnavailable)
  })

  it('a frozen server counts as unavailable too', async () => {
    await open({ patienceMs: 300 })
    log.signal('SIGSTOP')
    expect(await refusal(store.append(aStream(), [sealed()], 'none'))).toBeInstanceOf(LogUnavailable)
    log.signal('SIGCONT')
  })

  it('what was tried may still be written, and is found by its ids', async () => {
    await open({ patienceMs: 300 })
    const stream = aStream()
    const event = sealed()
    await store.append(aStream(), [sealed()], 'none')
    log.signal('SIGSTOP')
    await refusal(store.append(stream, [event], 'none'))
    log.signal('SIGCONT')
    expect(await store.append(stream, [event], 'none')).toMatchObject({ revision: 0n })
    expect((await store.read(stream)).events).toHaveLength(1)
  })
})
