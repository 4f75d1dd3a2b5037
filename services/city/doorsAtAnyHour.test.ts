import { describe, expect, it } from 'vitest'

import { aCityLog } from '../../test/support/aCityLog.ts'
import { MemoryEventStore } from '../../test/support/memoryEventStore.ts'
import { MemoryVault } from '../../test/support/memoryVault.ts'
import { Acting } from './act.ts'
import { dayMs, localDay, minuteMs } from './hours.ts'
import { volumeOf } from './lives.ts'
import { situationsAgain, situationsAt, situationsOf } from './situations.ts'
import { startsOn } from './starts.ts'

type Due = { readonly clock: string; readonly dueAt: string }
type Written = { readonly type: string; readonly data: Record<string, unknown> }

async function aLog(present: string) {
  const beganAt = new Date(Date.parse(present) - 100 * dayMs).toISOString()
  return aCityLog(new MemoryEventStore(), new MemoryVault(), { seed: 'test', beganAt })
}

type Log = Awaited<ReturnType<typeof aLog>>

async function act(log: Log, lives: ReturnType<typeof situationsAt>, until: number): Promise<void> {
  const acting = new Acting({ dispatch: log.dispatch })
  for (const command of lives.flat().toSorted((a, b) => a.at - b.at))
    if (command.at <= until) await acting.begin(command)
  await acting.settled()
  expect(acting.counts.refusals).toEqual({})
}

const eventsOf = (log: Log, caseId: string): Written[] =>
  (log.store as MemoryEventStore).events
    .filter(({ stream }) => stream === `case-${caseId}`)
    .map(({ type, dataText }) => ({ type, data: JSON.parse(dataText) as Record<string, unknown> }))

const typesOf = (log: Log, caseId: string) => eventsOf(log, caseId).map(({ type }) => type)

/** Minutes from now until the unit's limit. */
function minutesLeft(log: Log, caseId: string, now: number): number {
  const dispatched = eventsOf(log, caseId).find(({ type }) => type === 'Dispatched')
  const clocks = (dispatched?.data['clocks'] ?? []) as readonly Due[]
  const handle = clocks.find(({ clock }) => clock === 'handle')
  return (Date.parse(handle?.dueAt ?? '') - now) / minuteMs
}

describe.each([
  ['a working morning', '2026-11-24T02:00:00.000Z'],
  ['a night', '2026-11-24T19:30:00.000Z'],
  ['just before midnight on a Sunday', '2026-11-22T15:58:00.000Z'],
  ['a Saturday', '2026-07-04T06:00:00.000Z'],
  ['New Year’s Eve at night', '2026-02-16T15:40:00.000Z'],
  ['the middle of Spring Festival', '2026-02-18T01:00:00.000Z'],
  ['the last evening of Spring Festival', '2026-02-23T14:00:00.000Z'],
  ['the last night of the National Day holiday', '2026-10-07T18:00:00.000Z'],
])('the doors of a demo that is started in %s', (_, present) => {
  const now = Date.parse(present)

  it('have behind them what they say, five minutes later too', async () => {
    const log = await aLog(present)
    await act(log, situationsAt(log.city, now), now)
    const { agent, handler, auditor } = situationsOf(log.city, now)
    for (const { at } of [agent, handler, auditor]) expect(at <= present).toBe(true)

    expect(minutesLeft(log, handler.caseId, now)).toBeCloseTo(40, 0)
    expect(typesOf(log, handler.caseId)).toEqual(['CaseRegistered', 'Dispatched', 'SignedFor', 'ContactAttempted'])

    expect(typesOf(log, agent.caseId)).not.toContain('Closed')
    expect(typesOf(log, agent.caseId).filter((type) => type === 'ContactLinked')).toHaveLength(2)

    const asked = (which: string) => typesOf(log, auditor.caseId).filter((type) => type === which).length
    expect([asked('ReturnRequested'), asked('ReturnRejected'), asked('ReturnApproved')]).toEqual([3, 2, 1])

    await act(log, situationsAt(log.city, now), now + 5 * minuteMs)
    expect(typesOf(log, handler.caseId)).not.toContain('HandlingReported')
    expect(typesOf(log, agent.caseId)).not.toContain('Closed')
    expect(minutesLeft(log, handler.caseId, now + 5 * minuteMs)).toBeCloseTo(35, 0)
  })

  it('have a near deadline again when the demo is started another day', async () => {
    const log = await aLog(present)
    const again = situationsAgain(log.city, now)
    await act(log, [again], now)
    const caseId = again.find(({ command }) => command === 'registerCase')?.id ?? ''
    expect(minutesLeft(log, caseId, now)).toBeCloseTo(40, 0)
  })

  it('have a hotspot that stands out in its street', async () => {
    const { city } = await aLog(present)
    const [hotspot] = situationsOf(city, now).leader
    const volume = volumeOf(city.world, { days: 400, cases: 12_000, until: present })
    const onDay = (day: number) =>
      startsOn(city.world, day, volume, now).filter(
        ({ matter, community }) => matter.code === hotspot?.category && community.parent === hotspot.street,
      ).length
    const sum = (from: number, to: number) =>
      Array.from({ length: to - from }, (__, n) => onDay(localDay(now) - to + n)).reduce((all, one) => all + one, 0)
    expect(sum(0, 7)).toBeGreaterThan(20)
    expect(sum(0, 7)).toBeGreaterThan(5 * sum(21, 28) + 5)
  })
})
