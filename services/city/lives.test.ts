import { createHash } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { unsolvedReasons } from '../cases/events.ts'
import { expectedOn, hotspotsOn, plantedHotspots } from './hotspots.ts'
import { dateOf, isWorkday, localDay, startOfDay } from './hours.ts'
import type { TimedCommand } from './life.ts'
import { cityOf, generateLives, volumeOf, type Wanted } from './lives.ts'
import { startsOn, type Start } from './starts.ts'

const until = '2026-11-24T02:00:00.000Z'
const small: Wanted = { seed: 'test', days: 20, cases: 400, until }
const year: Wanted = { seed: 'test', days: 400, cases: 12_000, until }

function digest(commands: Iterable<TimedCommand>): string {
  const hash = createHash('sha256')
  for (const { body, ...command } of commands) hash.update(JSON.stringify([command, body()]))
  return hash.digest('hex')
}

function startsOf(wanted: Wanted): Start[] {
  const { world } = cityOf(wanted)
  const last = localDay(Date.parse(wanted.until))
  const volume = volumeOf(world, wanted)
  const days = Array.from({ length: wanted.days }, (_, index) => last - index)
  return days.flatMap((day) => [...startsOn(world, day, volume, Date.parse(wanted.until))])
}

describe('generate lives', () => {
  it('writes the same commands for the same seed, others for another', () => {
    expect(digest(generateLives(small))).toBe(digest(generateLives(small)))
    expect(digest(generateLives(small))).not.toBe(digest(generateLives({ ...small, seed: 'other' })))
  })

  it('gives them in order of time, each with a key of its own, none after the end', () => {
    const commands = [...generateLives(small)]
    const times = commands.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(new Set(commands.map(({ key }) => key)).size).toBe(commands.length)
    expect(commands.at(-1)?.at).toBeLessThan(Date.parse(until))
  })

  it('gives reasons that the workspace has words for', () => {
    const reports = [...generateLives(small)].filter(({ command }) => command === 'reportHandling')
    const given = reports.flatMap(({ body }) => (body() as { reasonCode?: string }).reasonCode ?? [])
    expect(given.length).toBeGreaterThan(0)
    expect(unsolvedReasons).toEqual(expect.arrayContaining([...new Set(given)]))
  })

  it('goes on into the future with what the past has begun', () => {
    const endless = generateLives({ ...small, endless: true })
    const past = [...generateLives(small)]
    for (const { key } of past) expect(endless.next().value?.key).toBe(key)
    const next = endless.next().value
    expect(next?.at).toBeGreaterThanOrEqual(Date.parse(until))
  })

  it('stays within 90,000 events for the year of the demo', () => {
    let events = 0
    let cases = 0
    const sessions = new Set<string>()
    for (const { command, body, room, id } of generateLives(year)) {
      events += command === 'answerDirectly' ? 2 : 1
      if (room === 'access') sessions.add(id)
      if (command === 'linkContacts') events += (body() as { contacts: unknown[] }).contacts.length - 1
      if (command === 'registerCase') cases += 1
      if (command === 'dispatchCase') events += (body() as { units: unknown[] }).units.length - 1
    }
    expect(cases).toBeGreaterThan(11_400)
    expect(cases).toBeLessThan(12_600)
    expect(events + sessions.size).toBeLessThan(88_500)
  })
})

describe('the year of the city', () => {
  const starts = startsOf(year)
  const share = (of: readonly Start[], test: (start: Start) => boolean) => of.filter(test).length / of.length

  it('is busier on working days than at weekends, and quiet at night', () => {
    const perDay = (works: boolean) => {
      const days = new Set(starts.map(({ at }) => localDay(at)).filter((day) => isWorkday(day) === works))
      return starts.filter(({ at }) => days.has(localDay(at))).length / days.size
    }
    expect(perDay(true)).toBeGreaterThan(perDay(false) * 1.2)
    const hour = ({ at }: Start) => (at - startOfDay(localDay(at))) / 3_600_000
    expect(share(starts, (start) => hour(start) < 6)).toBeLessThan(0.1)
    expect(share(starts, (start) => hour(start) >= 9 && hour(start) < 12)).toBeGreaterThan(0.2)
  })

  it('has its seasons: heating in winter, floods in summer, enrolment in August', () => {
    const within = (from: string, to: string) =>
      starts.filter(({ at }) => dateOf(localDay(at)) >= from && dateOf(localDay(at)) <= to)
    const about = (prefix: string) => (start: Start) => start.matter.code.startsWith(prefix)
    const [winter, summer, august] = [
      within('2025-12-01', '2026-02-28'),
      within('2026-06-15', '2026-08-15'),
      within('2026-08-01', '2026-08-31'),
    ]
    expect(share(winter, about('0904'))).toBeGreaterThan(share(summer, about('0904')) * 5)
    expect(share(summer, about('1202'))).toBeGreaterThan(share(winter, about('1202')) * 3)
    expect(share(august, about('0701'))).toBeGreaterThan(share(winter, about('0701')) * 3)
  })

  it('has two hotspots with a known beginning, several times what is usual there', () => {
    const { world } = cityOf(year)
    for (const hotspot of plantedHotspots(world, Date.parse(until))) {
      const there = starts.filter(
        (start) => start.matter.code === hotspot.category && start.community.parent === hotspot.street,
      )
      const since = there.filter(({ at }) => localDay(at) >= hotspot.fromDay).length
      const days = localDay(Date.parse(until)) - hotspot.fromDay + 1
      const before = (there.length - since) / (400 - days)
      expect(since / days).toBeGreaterThan(1.5)
      expect(since / days).toBeGreaterThan(before * 8)
    }
  })

  it('has no hotspot before them, and new ones later', () => {
    const { world } = cityOf(year)
    const on = (days: number) => hotspotsOn(world, Date.parse(until), localDay(Date.parse(until)) + days)
    expect(on(-30)).toEqual([])
    expect(on(0)).toHaveLength(2)
    expect(on(200).length).toBeGreaterThan(0)
    for (const hotspot of on(200)) expect(expectedOn(hotspot, localDay(Date.parse(until)) + 200)).toBeGreaterThan(0)
  })
})
