import { Type } from 'typebox'

import { dayMs } from '../../services/kernel/zone.ts'
import { binomialTail } from '../kernel/binomial.ts'
import { count, metric, type Finish, type MetricParams } from '../kernel/metric.ts'
import type { Scope } from '../kernel/scope.ts'

const baselineDays = 7
const gapDays = 2

const daysOf = ({ days = '1' }: MetricParams) => Number(days)
const falseAlarmsOf = ({ falseAlarms = '0.05' }: MetricParams) => Number(falseAlarms)

/** The watched days end at the as-of moment; two days' gap keeps a growing hotspot out of its own baseline (EARS C2). */
function spans({ instant }: Scope, params: MetricParams) {
  const hotFrom = instant - daysOf(params) * dayMs
  const baseUntil = hotFrom - gapDays * dayMs
  return { hotFrom, baseUntil, baseFrom: baseUntil - baselineDays * dayMs }
}

/**
 * Under "nothing changed" the watched cases are a binomial share of watched and baseline together, whatever the cell's own level
 * is: an exact test, where EARS' normal approximation alarms far too often on small counts. The allowed number of false alarms is
 * shared among all cells that were looked at.
 */
const alarming: Finish = (rows, _, params) => {
  const days = daysOf(params)
  const share = days / (days + baselineDays)
  const allowed = falseAlarmsOf(params) / Math.max(1, rows.length)
  return rows
    .map((row) => {
      const [hot, base] = [count(row.counts, 'current'), count(row.counts, 'baseline')]
      const p = binomialTail(hot, hot + base, share)
      const values = { value: hot, expected: (base * days) / baselineDays, p, threshold: allowed, cells: rows.length }
      return { ...row, values }
    })
    .filter(({ values: { value, p } }) => value >= 3 && p <= allowed)
    .toSorted((a, b) => a.values.p - b.values.p)
}

export const hotspots = metric({
  name: 'hotspots',
  question: { zh: '哪里突然多了起来？', en: 'What has suddenly become more, and where?' },
  formula: {
    id: 'hotspots',
    version: 1,
    text: {
      zh: '按类别 × 街道比较最近 d 天与之前 7 天（中间空 2 天，同 EARS C2）。用条件二项精确检验；全部单元格合计，没有变化时每次统计的误报期望不超过设定值（默认 0.05，Bonferroni）。前提：平常的量逐日独立同分布；节假日与周末效应未扣除。',
      en: 'Category × street, the last d days against 7 days before (2 days apart, as EARS C2). Exact conditional binomial test; over all cells together the expected number of false alarms per look is at most the given one (0.05; Bonferroni). It assumes that ordinary days are alike and independent; weekends and holidays are not taken out.',
    },
  },
  population: { zh: '登记时有街道的工单', en: 'Cases with a street' },
  minimumN: 0,
  params: Type.Object({
    days: Type.Optional(Type.String({ pattern: '^[1-7]$' })),
    falseAlarms: Type.Optional(Type.String({ pattern: '^(0\\.\\d{1,4}|[1-9])$' })),
  }),
  where: `street != '' AND registered_at >= fromUnixTimestamp64Milli({baseFrom:Int64}, 'UTC') AND registered_at < fromUnixTimestamp64Milli({instant:Int64}, 'UTC')`,
  parts: {
    current: {
      words: { zh: '最近', en: 'Now' },
      when: `registered_at >= fromUnixTimestamp64Milli({hotFrom:Int64}, 'UTC')`,
    },
    baseline: {
      words: { zh: '基线', en: 'Baseline' },
      when: `registered_at < fromUnixTimestamp64Milli({baseUntil:Int64}, 'UTC')`,
    },
  },
  kind: 'count',
  n: 'current',
  main: 'value',
  by: { default: ['category2', 'street'], most: 2 },
  values: (counts) => ({ value: count(counts, 'current') }),
  extra: spans,
  finish: alarming,
})
