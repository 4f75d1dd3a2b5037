import type { Static, TObject } from 'typebox'
import { Type } from 'typebox'
import { Value } from 'typebox/value'

import { badField } from '../../services/kernel/refusal.ts'
import { wordsOf } from '../../services/kernel/validationWords.ts'
import type { Zone } from '../../services/kernel/zone.ts'
import { dimensionNames, type Dimension } from './dimensions.ts'
import type { Metric, MetricParams } from './metric.ts'
import { periodAt, periodKinds, type AskedPeriod, type PeriodKind } from './periods.ts'
import type { Asking } from './question.ts'
import { filterNames, type MetricViewer } from './scope.ts'

const text = (pattern: string) => Type.Optional(Type.String({ pattern, maxLength: 500 }))
const codes = text('^[0-9A-Za-z._,-]+$')
const date = text('^\\d{4}-\\d{2}-\\d{2}$')

/** What every metric can be asked with; each metric adds its own. Lists are separated by commas. */
export const commonQuery = Type.Object({
  period: Type.Optional(Type.Enum([...periodKinds])),
  /** A day of the period, of the last 30 days the last; today (at the as-of moment) where nothing is said. */
  date,
  from: date,
  to: date,
  asOf: Type.Optional(Type.String({ format: 'date-time' })),
  /** The exact state that a tile was made from, as the tile said it. */
  ordinal: text('^\\d{1,15}$'),
  origin: text('^(live|import|synthetic)(,(live|import|synthetic))*$'),
  as: Type.Optional(Type.Enum(['registered', 'now'])),
  by: text('^(\\w+(,\\w+)*)?$'),
  compare: Type.Optional(Type.Enum(['0', '1'])),
  ...Object.fromEntries(filterNames.map((name) => [name, codes])),
})
export type CommonQuery = Static<typeof commonQuery> & Readonly<Record<string, string | undefined>>

export const memberQuery = Type.Object({
  part: Type.String({ pattern: '^\\w{1,40}$' }),
  window: Type.Optional(Type.Enum(['', 'Previous', 'LastYear'])),
  key: Type.Optional(Type.String({ maxLength: 500 })),
  cursor: text('^\\d{1,16}~[0-9A-Za-z-]{1,64}$'),
  limit: text('^[1-9]\\d{0,2}$'),
})

/** Who asks, of which clock. */
export type Asker = { readonly viewer: MetricViewer; readonly zone: Zone; readonly now: number }

const known = (name: string): name is Dimension => (dimensionNames as readonly string[]).includes(name)

function dimensions(metric: Metric, by: string | undefined): readonly Dimension[] {
  if (by === undefined) return metric.by.default
  const names = by.split(',').filter((name) => name !== '')
  const wrong = names.find((name) => !known(name))
  if (wrong !== undefined) {
    throw badField('by', {
      zh: `没有“${wrong}”这个维度。可用：${dimensionNames.join('、')}。`,
      en: `There is no dimension "${wrong}". Use ${dimensionNames.join(', ')}.`,
    })
  }
  if (names.length > metric.by.most) {
    throw badField('by', {
      zh: `该指标最多按 ${metric.by.most} 个维度拆分。`,
      en: `This metric can be split by ${metric.by.most} at most.`,
    })
  }
  return names.filter(known)
}

const isDay = (day: string) => new Date(`${day}T00:00:00.000Z`).toISOString().startsWith(day)

function realDay(field: string, day: string): string {
  // new Date() throws for the 13th month and moves the 30th of February on.
  if (!Number.isNaN(Date.parse(`${day}T00:00:00.000Z`)) && isDay(day)) return day
  throw badField(field, { zh: `${day} 不是日期。`, en: `${day} is no date.` })
}

function periodOf({ period, date: day, from, to }: CommonQuery, today: string): AskedPeriod {
  const kind: PeriodKind = period ?? (from === undefined ? 'month' : 'custom')
  if (kind !== 'custom') return { kind, date: realDay('date', day ?? today) }
  if (from === undefined) throw badField('from', { zh: '自定期间需要 from。', en: 'A custom period needs from.' })
  const [first, last] = [realDay('from', from), realDay('to', to ?? today)]
  if (last < first) throw badField('to', { zh: '止日早于起日。', en: 'The period ends before it begins.' })
  return { kind, from: first, to: last }
}

export function instantOf({ asOf }: CommonQuery, now: number): number {
  if (asOf === undefined) return now
  const instant = Date.parse(asOf)
  if (instant <= now + 1_000) return instant
  throw badField('asOf', { zh: '统计时点不能晚于现在。', en: 'The as-of moment cannot lie in the future.' })
}

function ownParams(params: TObject | undefined, query: CommonQuery): MetricParams {
  if (!params) return {}
  const names = Object.keys(params.properties).filter((name) => query[name] !== undefined)
  const own = Object.fromEntries(names.map((name) => [name, query[name]]))
  const [wrong] = Value.Errors(params, own)
  if (!wrong) return own
  const field = wrong.instancePath.slice(1)
  throw badField(field, {
    zh: `参数 ${field} ${wordsOf(wrong).zh}。`,
    en: `The parameter ${field} ${wordsOf(wrong).en}.`,
  })
}

/** What a request asks. @throws Refusal (400) that names the field */
export function askingOf(metric: Metric, query: CommonQuery, { viewer, zone, now }: Asker): Asking {
  const instant = instantOf(query, now)
  const today = zone.dateOf(new Date(instant).toISOString())
  const filters = filterNames.flatMap((name) => {
    const value = query[name]
    return value === undefined ? [] : [[name, value.split(',')] as const]
  })
  return {
    metric,
    by: dimensions(metric, query.by),
    compare: query.compare !== '0',
    params: ownParams(metric.params, query),
    scope: {
      viewer,
      zone,
      instant,
      // Numbers of the synthetic city and of imports are mixed in only where somebody asks for that.
      origins: (query.origin ?? 'live').split(','),
      sense: query.as ?? 'now',
      filters: Object.fromEntries(filters),
      period: periodAt(periodOf(query, today), instant, zone),
    },
  }
}
