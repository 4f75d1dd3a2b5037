import { describe, expect, it } from 'vitest'

import { aCityLog } from '../../test/support/aCityLog.ts'
import { MemoryEventStore } from '../../test/support/memoryEventStore.ts'
import { MemoryVault } from '../../test/support/memoryVault.ts'
import { Refusal } from '../kernel/refusal.ts'
import { Acting, noCounts } from './act.ts'
import type { TimedCommand } from './life.ts'
import { generateLives } from './lives.ts'
import { runCity, type Told } from './runCity.ts'

const until = '2026-11-24T02:00:00.000Z'
const dayMs = 86_400_000
const began = (days: number, end = until) => new Date(Date.parse(end) - days * dayMs).toISOString()

async function aLog(days: number, end = until) {
  const store = new MemoryEventStore()
  return aCityLog(store, new MemoryVault(), { seed: 'test', beganAt: began(days, end) })
}

describe('the city', () => {
  it('does nothing that the rules refuse, and nothing twice', async () => {
    const log = await aLog(30)
    const wanted = { seed: 'test', days: 30, cases: 500, until, installation: log.installation.id }
    const act = async () => {
      const acting = new Acting({ dispatch: log.dispatch })
      for (const command of generateLives(wanted, log.city)) await acting.begin(command)
      await acting.settled()
      return acting.counts
    }
    const first = await act()
    expect(first).toMatchObject({ refused: 0, refusals: {}, repeated: 0 })
    expect(first.cases).toBeGreaterThan(430)
    // Half of the days are ones in which people are seen looking (lookAt.ts).
    expect(first.events / first.cases).toBeLessThan(16)
    const written = log.store
    const length = (written as MemoryEventStore).events.length
    const second = await act()
    expect(second).toMatchObject({ refused: 0, cases: first.cases, events: first.events })
    expect(second.repeated).toBeGreaterThan(3_000)
    expect((written as MemoryEventStore).events).toHaveLength(length)
  })

  it('writes on its own clock alone, in simulated names', async () => {
    const log = await aLog(3)
    const acting = new Acting({ dispatch: log.dispatch })
    const wanted = { seed: 'test', days: 3, cases: 60, until, installation: log.installation.id }
    for (const command of generateLives(wanted, log.city)) await acting.begin(command)
    await acting.settled()
    const metadata = (log.store as MemoryEventStore).events.map(
      ({ metadataText }) => JSON.parse(metadataText) as { recordedAt: string; actor: { kind: string }; origin: string },
    )
    expect(metadata.every(({ recordedAt }) => recordedAt < until)).toBe(true)
    const told = metadata.filter(({ origin }) => origin === 'synthetic')
    expect(told.length).toBeGreaterThan(500)
    expect(told.every(({ actor }) => actor.kind === 'simulator')).toBe(true)
  })

  it('fills, holds the last hours back, and goes on after a restart where it was', async () => {
    const now = Date.now()
    const end = new Date(now).toISOString()
    const log = await aLog(12, end)
    const wanted = { seed: 'test', days: 12, cases: 200, until: end, installation: log.installation.id }
    const told: Told[] = []
    const run = async (doneUpTo: number) => {
      const ending = new AbortController()
      const report = (each: Told) => {
        told.push(each)
        if (each.state === 'playing') ending.abort()
      }
      const running = { ...log, wanted, signal: ending.signal, doneUpTo, counts: noCounts(), now: () => now, report }
      await runCity(running)
      return told.at(-1)
    }
    const first = await run(0)
    expect(first).toMatchObject({ state: 'playing', share: 1, counts: { refused: 0 } })
    expect(first?.doneUpTo).toBeLessThanOrEqual(now - 3 * 3_600_000)
    expect(first?.counts.events).toBeGreaterThan(1_000)
    const second = await run(first?.doneUpTo ?? 0)
    expect(second?.counts).toMatchObject({ repeated: 0, refused: 0 })
    expect(second?.counts.events).toBeLessThan(60)
  })
})

const aCommand = (life: string, at: number, command = 'signFor'): TimedCommand => ({
  at,
  room: 'cases',
  command,
  id: life,
  key: `${life}-${at}`,
  by: { login: 'h1-water', id: 'someone', role: 'handler', unit: 'water' },
  life,
  body: () => ({}),
})

describe('acting', () => {
  it('counts a refusal and leaves that life to people', async () => {
    const sent: string[] = []
    const dispatch = {
      send(command: TimedCommand) {
        sent.push(command.key)
        if (command.life === 'taken') throw new Refusal('already-signed', { zh: '已签收', en: 'It is signed for.' })
        return Promise.resolve({ events: ['SignedFor'], repeated: false })
      },
    }
    const acting = new Acting({ dispatch })
    for (const command of [aCommand('taken', 1), aCommand('free', 2)]) await acting.begin(command)
    await acting.settled()
    for (const command of [aCommand('taken', 3), aCommand('free', 4)]) await acting.begin(command)
    await acting.settled()
    expect(sent).toEqual(['taken-1', 'free-2', 'free-4'])
    expect(acting.counts).toMatchObject({ events: 2, refused: 1, refusals: { 'signFor: already-signed': 1 } })
    expect(acting.doneUpTo).toBe(4)
  })

  it('lets a failure of the log stop it, and starts again with what failed', async () => {
    const failing = { send: () => Promise.reject(new Error('the log is away')) }
    const acting = new Acting({ dispatch: failing })
    await acting.begin(aCommand('one', 10))
    await expect(acting.settled()).rejects.toThrow('the log is away')
    await expect(acting.begin(aCommand('two', 20))).rejects.toThrow('the log is away')
    expect(acting.doneUpTo).toBe(9)
  })

  it('keeps no more under way than there is room for', async () => {
    let [now, most] = [0, 0]
    const slow = {
      async send() {
        now += 1
        most = Math.max(most, now)
        await new Promise((resolve) => setImmediate(resolve))
        now -= 1
        return { events: [], repeated: false }
      },
    }
    const acting = new Acting({ dispatch: slow, width: 4 })
    for (let at = 1; at <= 40; at += 1) await acting.begin(aCommand(`life-${at}`, at))
    await acting.settled()
    expect(most).toBe(4)
  })

  it('lets nothing overtake what is under way by more than the window', async () => {
    const begun: number[] = []
    let release = () => {}
    const first = new Promise<void>((resolve) => (release = resolve))
    const dispatch = {
      async send({ at }: TimedCommand) {
        begun.push(at)
        if (at === 1) await first
        return { events: [], repeated: false }
      },
    }
    const acting = new Acting({ dispatch, windowMs: 10 })
    await acting.begin(aCommand('one', 1))
    await acting.begin(aCommand('two', 9))
    const late = acting.begin(aCommand('three', 30))
    await new Promise((resolve) => setImmediate(resolve))
    expect(begun).toEqual([1, 9])
    release()
    await late
    await acting.settled()
    expect(begun).toEqual([1, 9, 30])
  })
})
