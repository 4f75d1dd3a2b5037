import { Acquaintances } from './acquaintance.ts'
import { Agenda } from './agenda.ts'
import { livesThrough } from './course.ts'
import { expectedOn, hotspotsOn } from './hotspots.ts'
import { localDay, startOfDay } from './hours.ts'
import { Ids } from './ids.ts'
import type { City, TimedCommand } from './life.ts'
import { looksSince } from './lookAt.ts'
import { withLooks } from './looks.ts'
import { Overseers } from './overseers.ts'
import { dayFactor } from './season.ts'
import { situationsAt } from './situations.ts'
import { startsOn, type Volume } from './starts.ts'
import { worldOf, type World } from './world.ts'

export type Wanted = {
  readonly seed: string
  /** Days of history before `until`. */
  readonly days: number
  /** Cases in those days, about. */
  readonly cases: number
  /** Where history ends and the present begins; hotspots and situations are planted just before it. */
  readonly until: string
  /** Id of the installation: ids of contacts and cases follow from it. */
  readonly installation?: string
  /** True: no end; commands go on into the future for as long as somebody asks. */
  readonly endless?: boolean
  /** Prepared situations of the four doors; default true. */
  readonly situations?: boolean
}

const nobodys = '00000000-0000-4000-8000-000000000000'

export const cityOf = ({ seed, installation = nobodys }: Pick<Wanted, 'seed' | 'installation'>): City => ({
  world: worldOf(seed),
  ids: new Ids(installation, seed),
})

/** How many cases a plain day brings, so that history has as many as are wanted, hotspots included. */
export function volumeOf(world: World, { days, cases, until }: Pick<Wanted, 'days' | 'cases' | 'until'>): Volume {
  const end = Date.parse(until)
  const last = localDay(end)
  let [factors, more] = [0, 0]
  for (let day = last - days + 1; day <= last; day += 1) {
    factors += dayFactor(day)
    for (const hotspot of hotspotsOn(world, end, day)) more += expectedOn(hotspot, day)
  }
  const people = Math.min(90_000, Math.max(500, Math.round(cases * 0.7)))
  return { perDay: Math.max(1, cases - more) / factors, people }
}

/**
 * What everybody in the city does, command by command in order of time. Without `endless` it stops at `until`; lives
 * that are open then stay open.
 */
export function* generateLives(wanted: Wanted, city = cityOf(wanted)): Generator<TimedCommand, void, undefined> {
  const end = Date.parse(wanted.until)
  const volume = volumeOf(city.world, wanted)
  const stop = wanted.endless ? Infinity : end
  const since = looksSince(end)
  const [agenda, acquaintances, overseers] = [new Agenda(), new Acquaintances(city, volume, since), new Overseers(city)]
  const add = (life: readonly TimedCommand[]) => agenda.addAll(withLooks(life, since, city))
  const prepared = wanted.situations === false ? [] : situationsAt(city, end)
  prepared.forEach(add)
  for (let day = localDay(end) - wanted.days + 1; startOfDay(day) < stop; day += 1) {
    for (const start of startsOn(city.world, day, volume, end)) add(livesThrough(start, city))
    agenda.addAll(overseers.on(day, since))
    for (const command of agenda.until(Math.min(stop, startOfDay(day + 1)))) {
      overseers.notice(command)
      agenda.addAll(acquaintances.after(command))
      yield command
    }
  }
}
