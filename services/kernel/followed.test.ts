import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, afterEach, describe, expect, it } from 'vitest'

import { FactLog } from '../../test/support/factLog.ts'
import { MemoryEventStore } from '../../test/support/memoryEventStore.ts'
import { CheckpointBeyondLog, type EventStore } from './eventStore.ts'
import { Followed } from './followed.ts'
import { openSqlite } from './sqlite.ts'

const folder = mkdtempSync(join(tmpdir(), 'minsheng-followed-'))
let endings: AbortController[] = []
afterEach(() => endings.splice(0).forEach((ending) => ending.abort()))
afterAll(() => rmSync(folder, { recursive: true }))

const note = (text: string) => [{ type: 'NoteAdded', data: { text } }]
const at = '2026-01-01T00:00:00.000Z'

/** A log with ten events, half of them wanted. */
async function aLog(events = 10) {
  const store = new MemoryEventStore()
  const log = await FactLog.begun(store)
  for (let index = 0; index < events; index += 1)
    await log.write(index % 2 ? `case-${index}` : 'case-wanted', note(`${index}`), { at })
  return { store, log }
}

function follow(store: EventStore, name: string) {
  const ending = new AbortController()
  endings.push(ending)
  const applied: bigint[] = []
  const followed = new Followed({
    store,
    database: openSqlite(join(folder, `${name}.sqlite`), { durable: false }),
    wants: (stream) => stream === 'case-wanted',
    apply: ({ revision }) => applied.push(revision),
    signal: ending.signal,
  })
  return { followed, applied, stop: () => ending.abort() }
}

describe('followed streams', () => {
  it('are known whole once it has begun, each event once and in order', async () => {
    const { store } = await aLog()
    const { followed, applied } = follow(store, 'whole')
    await followed.begin()
    expect(applied).toEqual([0n, 1n, 2n, 3n, 4n])
  })

  it('are followed on, and who waits for a position is told when it was applied', async () => {
    const { store, log } = await aLog()
    const { followed, applied } = follow(store, 'on')
    await followed.begin()
    const position = await log.write('case-wanted', note('neu'), { at })
    await followed.reached(position)
    expect(applied).toHaveLength(6)
    await followed.reached(0n)
  })

  it('are read from the own file at the next start, and only the rest from the log', async () => {
    const { store, log } = await aLog()
    const first = follow(store, 'again')
    await first.followed.begin()
    first.stop()
    await log.write('case-wanted', note('neu'), { at })
    const asked: unknown[] = []
    const watched: Pick<EventStore, 'head' | 'all'> = {
      head: () => store.head(),
      all: (options) => (asked.push(options.after), store.all(options)),
    }
    const second = follow(watched as EventStore, 'again')
    await second.followed.begin()
    expect(second.applied).toEqual([0n, 1n, 2n, 3n, 4n, 5n])
    expect(asked).toEqual([store.events.at(-2)?.position])
  })

  it('begin anew after the log was replaced by an older one, once that was noticed', async () => {
    const { store } = await aLog(40)
    const first = follow(store, 'older')
    await first.followed.begin()
    first.stop()
    const { store: older } = await aLog(4)
    const second = follow(older, 'older')
    await expect(second.followed.begin().then(({ ended }) => ended)).rejects.toBeInstanceOf(CheckpointBeyondLog)
    const third = follow(older, 'older')
    await third.followed.begin()
    expect(third.applied).toEqual([0n, 1n])
  })

  it('are complete also on an empty log', async () => {
    const { followed, applied } = follow(new MemoryEventStore(), 'empty')
    await followed.begin()
    expect(applied).toEqual([])
  })
})
