import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { openDatabase } from './database.ts'
import { Log, type Outcome } from './log.ts'
import type { ProposedEvent, StoredEvent } from './stored.ts'
import { Writer } from './writer.ts'

const anEvent = (bytes = 10): ProposedEvent => ({
  id: randomUUID(),
  type: 'T',
  contentType: 'application/json',
  data: Buffer.alloc(bytes, 'x'),
  metadata: Buffer.from('{}'),
})

let folder: string
let log: Log
let committed: StoredEvent[][]
let failures: unknown[]
let writer: Writer
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'writer-'))
  log = new Log(openDatabase(folder))
  committed = []
  failures = []
  writer = new Writer({
    log,
    committed: (events) => committed.push([...events]),
    failed: (error) => failures.push(error),
  })
})
afterEach(() => {
  log.database.close()
  rmSync(folder, { recursive: true, force: true })
})

function add(stream: string, events: readonly ProposedEvent[]) {
  const outcomes: Outcome[] = []
  const proposal = { stream, expected: { kind: 'noStream' }, events } as const
  writer.add({ proposal, settle: (outcome) => outcomes.push(outcome) })
  return outcomes
}

describe('group commit', () => {
  it('writes what has arrived in one go, and each sees what came before it', () => {
    const [first, second, other] = [add('a', [anEvent()]), add('a', [anEvent()]), add('b', [anEvent(), anEvent()])]
    writer.finish()
    expect(committed).toHaveLength(1)
    expect(first).toMatchObject([{ kind: 'done', revision: 0 }])
    expect(second).toEqual([{ kind: 'conflict', current: 0 }])
    expect(other).toMatchObject([{ kind: 'done', revision: 1 }])
  })

  it('continues its positions after a restart', () => {
    add('a', [anEvent(), anEvent()])
    writer.finish()
    const { end } = log
    log.database.close()
    log = new Log(openDatabase(folder))
    expect(log.end).toBe(end)
  })
})

describe('a full disk', () => {
  it('stops the log without an answer, and nothing of the group is kept', () => {
    const fine = add('a', [anEvent()])
    writer.finish()
    log.database.pragma(`max_page_count = ${String(log.database.pragma('page_count', { simple: true }))}`)
    const lost = add('b', [anEvent(1_000_000)])
    writer.finish()
    const after = add('c', [anEvent()])
    writer.finish()
    expect(fine).toHaveLength(1)
    expect([lost, after]).toEqual([[], []])
    expect(failures).toMatchObject([{ code: 'SQLITE_FULL' }])
  })
})

describe('large events', () => {
  it('are paged by bytes as well as by rows', () => {
    const big = Array.from({ length: 12 }, () => anEvent(900_000))
    for (const [index, event] of big.entries()) add(`s${index}`, [event])
    add('one', [anEvent(900_000)])
    writer.finish()
    expect(log.allAfter(0, 512).length).toBeLessThan(4)
    expect(log.allBefore(Number.MAX_SAFE_INTEGER, 512).length).toBeLessThan(4)
    let [count, at] = [0, 0]
    for (let page = log.allAfter(at, 512); page.length > 0; page = log.allAfter(at, 512)) {
      count += page.length
      at = page.at(-1)?.[0] ?? at
    }
    expect(count).toBe(13)
  })
})
