import { describe, expect, it } from 'vitest'

import { doorsOf } from './doors.ts'
import { hourMs, minuteMs } from './hours.ts'
import { cityOf } from './lives.ts'
import { situationsAt, situationsOf } from './situations.ts'

const city = cityOf({ seed: 'test' })
const weekdays = [
  '2026-11-24T02:00:00.000Z',
  '2026-11-22T15:00:00.000Z',
  '2026-07-04T20:30:00.000Z',
  '2027-02-10T00:00:00.000Z',
]

describe.each(weekdays)('the prepared situations at %s', (present) => {
  const now = Date.parse(present)
  const found = situationsOf(city, now)
  const lives = situationsAt(city, now)
  const steps = (caseId: string) =>
    lives.find((life) => life.some(({ id, command }) => id === caseId && command === 'registerCase')) ?? []
  const done = (caseId: string) =>
    steps(caseId)
      .filter(({ at }) => at < now)
      .map(({ command }) => command)

  it('has a repeat caller whose case is open', () => {
    const commands = done(found.agent.caseId)
    expect(commands.filter((command) => command === 'linkContact')).toHaveLength(2)
    expect(commands).not.toContain('closeCase')
    const calls = lives.flat().filter(({ command }) => command === 'receiveContact')
    const numbers = calls.map(({ body }) => (body() as { callerNumber: string }).callerNumber)
    expect(numbers.filter((number) => number === found.agent.number).length).toBeGreaterThan(3)
  })

  it('has a handler’s case due in forty minutes, signed for and not reported', () => {
    const commands = done(found.handler.caseId)
    expect(commands).toEqual(['receiveContact', 'registerCase', 'dispatchCase', 'signFor', 'recordContactAttempt'])
    const dispatched = steps(found.handler.caseId).find(({ command }) => command === 'dispatchCase')?.at ?? 0
    expect(Math.abs(dispatched + 24 * hourMs - now - 40 * minuteMs)).toBeLessThan(2 * minuteMs)
  })

  it('has a disputed return: asked for three times, refused twice', () => {
    const disputed = done(found.auditor.caseId).filter((command) => command.endsWith('Return'))
    expect(disputed).toEqual([
      'requestReturn',
      'rejectReturn',
      'requestReturn',
      'rejectReturn',
      'requestReturn',
      'approveReturn',
    ])
  })

  it('tells them at the doors, in both languages', () => {
    const doors = doorsOf(city, present)
    expect(doors.filter(({ main }) => main).map(({ login }) => login)).toEqual([
      'agent',
      'handler',
      'leader',
      'auditor',
    ])
    expect(doors).toHaveLength(9)
    for (const { name, situation, person, path, at } of doors) {
      expect(path).toMatch(/^\/[a-z]/)
      expect(Date.parse(at ?? present)).toBeLessThanOrEqual(now)
      for (const { zh, en } of [name, situation, person]) {
        expect(zh).toMatch(/\p{Script=Han}/u)
        expect(en).toMatch(/^[\x20-\x7e]+$/)
      }
    }
  })
})
