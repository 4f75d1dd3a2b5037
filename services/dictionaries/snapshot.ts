import type { DictionaryVersions } from '../kernel/event.ts'
import type { Category, ClockName, Due, ReferenceData, Unit } from '../kernel/reference.ts'
import { dayOf, workingCalendar, type WorkingCalendar } from '../kernel/workingCalendar.ts'
import type { Zone } from '../kernel/zone.ts'
import type { CategoryDefinition, DaysEntry, HoursEntry, PolicyRule, Retirement, UnitDefinition } from './dictionary.ts'
import { dueAt } from './due.ts'
import { heldAt, type Held } from './inForce.ts'
import { applyingRule, type About } from './policy.ts'
import { categoryTree, unitTree } from './trees.ts'

/** The recorded entries of all four dictionaries, oldest first. */
export type Entries = {
  readonly units: readonly UnitDefinition[]
  readonly unitsRetired: readonly Retirement[]
  readonly categories: readonly CategoryDefinition[]
  readonly categoriesRetired: readonly Retirement[]
  readonly rules: readonly PolicyRule[]
  readonly rulesRetired: readonly Retirement[]
  readonly days: readonly DaysEntry[]
  readonly hours: readonly HoursEntry[]
}

/** Reference data with what only readers need: retired entries by their last name, the calendar, the rules. */
export interface Snapshot extends ReferenceData {
  /** Also a unit that has been retired by then; `until` says since when. */
  everUnit(code: string): Unit | undefined
  everCategory(code: string): Category | undefined
  /** The rules in force, and the calendar as far as it is known. */
  rules(): readonly PolicyRule[]
  readonly calendar: WorkingCalendar
  /** False for a date about which no holiday notice has been entered; due times then rest on the week's plan alone. */
  calendarCovers(date: string): boolean
}

/** What is the same between two turning points. */
export type Picture = {
  readonly versions: DictionaryVersions
  readonly units: ReadonlyMap<string, Unit>
  readonly unitsInForce: readonly Unit[]
  readonly categories: ReadonlyMap<string, Category>
  readonly categoriesInForce: ReadonlyMap<string, Category>
  readonly rules: readonly PolicyRule[]
  readonly calendar: WorkingCalendar
}

const live = <Entry>(held: ReadonlyMap<string, Held<Entry>>) => [...held.values()].filter(({ inForce }) => inForce)

export function pictureAt(entries: Entries, versions: DictionaryVersions, zone: Zone, at: string): Picture {
  const units = unitTree(heldAt(entries.units, entries.unitsRetired, at))
  const heldCategories = heldAt(entries.categories, entries.categoriesRetired, at)
  const categories = categoryTree(heldCategories)
  const days = entries.days
    .filter(({ inForceFrom }) => inForceFrom <= at)
    .sort((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : Number(a.inForceFrom > b.inForceFrom)))
  return {
    versions,
    units,
    unitsInForce: [...units.values()].filter(({ until }) => until === undefined || until > at),
    categories,
    categoriesInForce: new Map([...categories].filter(([code]) => heldCategories.get(code)?.inForce)),
    rules: live(heldAt(entries.rules, entries.rulesRetired, at)).map(({ entry }) => entry),
    calendar: workingCalendar(zone, days, entries.hours),
  }
}

/** No rule says how long this clock runs: a dictionary without a default, which `retirePolicyRule` does not allow. */
class NoPolicyRule extends Error {
  override readonly name = 'NoPolicyRule'
}

class SnapshotAt implements Snapshot {
  readonly at: string
  readonly timeZone: string
  readonly #picture: Picture

  constructor(picture: Picture, at: string) {
    this.at = at
    this.timeZone = picture.calendar.zone.name
    this.#picture = picture
  }

  get versions(): DictionaryVersions {
    return this.#picture.versions
  }

  get calendar(): WorkingCalendar {
    return this.#picture.calendar
  }

  unit(code: string): Unit | undefined {
    const unit = this.#picture.units.get(code)
    return unit?.until === undefined || unit.until > this.at ? unit : undefined
  }

  units(): readonly Unit[] {
    return this.#picture.unitsInForce
  }

  /** Holds for retired units too, so that whoever could see their cases still can. */
  isWithin(unit: string, ancestor: string): boolean {
    return this.#picture.units.get(unit)?.path.includes(ancestor) ?? false
  }

  category(code: string): Category | undefined {
    return this.#picture.categoriesInForce.get(code)
  }

  categories(): readonly Category[] {
    return [...this.#picture.categoriesInForce.values()]
  }

  due(clock: ClockName, about: About, startedAt: string): Due {
    const path = this.#picture.categories.get(about.category)?.path ?? [about.category]
    const rule = applyingRule(this.#picture.rules, clock, about, path)
    if (!rule) throw new NoPolicyRule(`no policy rule in force at ${this.at} for the clock ${clock}`)
    const { ruleId, amount, unit } = rule
    const { policy: policyVersion, calendar: calendarVersion } = this.versions
    const at = dueAt(startedAt, amount, unit, this.calendar)
    return { clock, ruleId, policyVersion, calendarVersion, startedAt, amount, unit, dueAt: at }
  }

  everUnit(code: string): Unit | undefined {
    return this.#picture.units.get(code)
  }

  everCategory(code: string): Category | undefined {
    return this.#picture.categories.get(code)
  }

  rules(): readonly PolicyRule[] {
    return this.#picture.rules
  }

  calendarCovers(date: string): boolean {
    return this.calendar.covers(dayOf(date))
  }
}

export const snapshotOf = (picture: Picture, at: string): Snapshot => new SnapshotAt(picture, at)
