import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { readRawLog } from '../../services/eventstore/rawLog.ts'
import type { RecordedEvent } from '../../services/kernel/eventStore.ts'
import { connectEventStore } from '../../services/kernel/eventStoreDb.ts'
import { EmbeddedLog } from '../support/embeddedLog.ts'
import { aStream, sealed } from './logSubject.ts'

const rounds = Number(process.env['KILL_ROUNDS'] ?? 20)
const writers = 16
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a server killed under load', () => {
  let log: EmbeddedLog
  const acknowledged: string[] = []
  beforeAll(async () => {
    log = await EmbeddedLog.start()
  })
  afterAll(() => log.remove())

  async function round(): Promise<void> {
    const store = connectEventStore(log.url, { timeoutMs: 1_000 })
    let isOver = false
    const write = async () => {
      const stream = aStream('kill')
      for (let number = 0; !isOver; number += 2) {
        const events = [sealed(number), sealed(number + 1)]
        await store.append(stream, events, number === 0 ? 'none' : BigInt(number - 1))
        acknowledged.push(...events.map(({ id }) => id))
      }
    }
    const writing = Promise.all(Array.from({ length: writers }, write))
    await wait(100 + Math.random() * 100)
    await log.end('SIGKILL')
    await log.start()
    await wait(50)
    isOver = true
    await writing
    await store.close()
  }

  it.each(Array.from({ length: rounds }, (_, index) => index + 1))(
    'loses nothing that it acknowledged, and doubles nothing: round %i',
    async () => {
      await round()
      const events: RecordedEvent[] = [...readRawLog(log.folder)].flat()
      const ids = events.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const stored = new Set(ids)
      expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
      const next = new Map<string, bigint>()
      for (const { stream, revision } of events) {
        expect(revision).toBe(next.get(stream) ?? 0n)
        next.set(stream, revision + 1n)
      }
    },
  )
})
