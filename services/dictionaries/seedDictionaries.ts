import chineseDays from 'chinese-days'

import { counting } from './due.ts'
import type { DictionaryEvent, DictionaryName } from './events.ts'
import { dictionaryStream, rootUnit, unclassified } from './events.ts'

/** In force for everything that is ever imported, however old. */
const always = '1970-01-01T00:00:00.000Z'

const firstYear = 2024
const lastYear = 2026

type Seed = { readonly stream: string; readonly events: readonly DictionaryEvent[] }

/** What an empty installation begins with: one stream per dictionary, each appended whole to a stream that is not there. */
export function seedDictionaries(): readonly Seed[] {
  const seed = (name: DictionaryName, events: readonly DictionaryEvent[]) => ({
    stream: dictionaryStream(name),
    events,
  })
  return [
    seed('organisation', [
      {
        type: 'UnitDefined',
        data: {
          code: rootUnit,
          name: '根单位',
          nameEn: 'Root unit',
          parent: null,
          handlesCases: true,
          inForceFrom: always,
        },
      },
    ]),
    seed('categories', [
      {
        type: 'CategoryDefined',
        data: { code: unclassified, name: '未分类', nameEn: 'Unclassified', parent: null, inForceFrom: always },
      },
    ]),
    seed('calendar', [workingHours, ...holidays()]),
    seed('policy', policy()),
  ]
}

const workingHours: DictionaryEvent = {
  type: 'CalendarHoursSet',
  data: { weekdays: [1, 2, 3, 4, 5], spans: [{ from: '09:00', to: '18:00' }], inForceFrom: always },
}

type Day = { date: string; kind: 'holiday' | 'workday'; name?: string }

/** Names come as `Spring Festival,春节,4`; days of the plain week have only the weekday's name. */
function specialDay(date: string): Day | undefined {
  // A date given as text is taken for UTC and then read in the machine's zone: a day early west of Greenwich.
  const noon = new Date(`${date}T12:00:00`)
  const { work, name } = chineseDays.getDayDetail(noon)
  const [, chinese] = name.split(',')
  return chinese === undefined ? undefined : { date, kind: work ? 'workday' : 'holiday', name: chinese }
}

/** The State Council's notices, as the package has them. 2027's comes in November 2026 and is entered by hand. */
function holidays(): DictionaryEvent[] {
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index)
  return years.map((year) => {
    const days: Day[] = []
    for (let time = Date.UTC(year, 0, 1); time < Date.UTC(year + 1, 0, 1); time += 86_400_000) {
      const day = specialDay(new Date(time).toISOString().slice(0, 10))
      if (day) days.push(day)
    }
    const later = year === lastYear ? `；${lastYear + 1} 年安排尚未公布，公布后请录入` : ''
    return {
      type: 'CalendarDaysSet',
      data: {
        days,
        covers: { from: `${year}-01-01`, to: `${year}-12-31` },
        inForceFrom: always,
        source: `国务院办公厅关于 ${year} 年部分节假日安排的通知（据 chinese-days 1.5.7）${later}`,
      },
    }
  })
}

type Limit = Pick<Extract<DictionaryEvent, { type: 'PolicyRuleSet' }>['data'], 'clock' | 'match' | 'amount' | 'unit'>

const limits: Readonly<Record<string, Limit>> = {
  dispatch: { clock: 'dispatch', match: {}, amount: 30, unit: 'minutes' },
  sign: { clock: 'sign', match: {}, amount: 4, unit: 'hours' },
  'first-contact': { clock: 'firstContact', match: {}, amount: 1, unit: 'working-days' },
  handle: { clock: 'handle', match: {}, amount: 5, unit: 'working-days' },
  'handle-consultation': { clock: 'handle', match: { type: 'consultation' }, amount: 3, unit: 'working-days' },
  'handle-urgent': { clock: 'handle', match: { urgency: 'urgent' }, amount: 24, unit: 'hours' },
  'handle-critical': { clock: 'handle', match: { urgency: 'critical' }, amount: 2, unit: 'hours' },
  review: { clock: 'review', match: {}, amount: 1, unit: 'working-days' },
  visit: { clock: 'visit', match: {}, amount: 1, unit: 'working-days' },
  'return-window': { clock: 'returnWindow', match: {}, amount: 2, unit: 'working-days' },
}

const policy = () =>
  Object.entries(limits).map(
    ([ruleId, limit]) =>
      ({ type: 'PolicyRuleSet', data: { ruleId, ...limit, counting, inForceFrom: always } }) as const,
  )
