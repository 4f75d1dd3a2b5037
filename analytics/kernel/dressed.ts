import type { Answered } from './answer.ts'
import type { Metric } from './metric.ts'
import { countSql, type Asking } from './question.ts'

/** A metric as the catalogue shows it. */
export const described = ({
  name,
  question,
  formula,
  population,
  minimumN,
  kind,
  main,
  n,
  parts,
  by,
  params,
  instant,
}: Metric) => ({
  name,
  question,
  formula,
  population,
  minimumN,
  kind,
  main,
  n,
  by,
  hasPeriod: instant !== undefined,
  parts: Object.fromEntries(Object.entries(parts).map(([part, { words }]) => [part, words])),
  params: params?.properties ?? {},
})

export const iso = (ms: number) => new Date(ms).toISOString()
const spanOf = ({ from, until }: { from: number; until: number }) => ({ from: iso(from), until: iso(until) })

function periodOf({ metric, scope: { period } }: Asking) {
  if (metric.instant === undefined) return null
  const { kind, unfinished, whole, current, previous, lastYear } = period
  return {
    kind,
    unfinished,
    whole: spanOf(whole),
    current: spanOf(current),
    previous: spanOf(previous),
    lastYear: spanOf(lastYear),
  }
}

/** An answer with all that explains it. */
export function dressed({ asking, rows, totals, source }: Answered) {
  const { metric, scope, by, params } = asking
  return {
    name: metric.name,
    rows,
    totals,
    by,
    params,
    formula: { ...metric.formula, sql: countSql(asking, source).text },
    population: metric.population,
    minimumN: metric.minimumN,
    origin: scope.origins,
    as: scope.sense,
    period: periodOf(asking),
    asOf: { instant: iso(scope.instant), ordinal: source.ordinal },
    n: totals.pooled.counts[metric.n] ?? 0,
  }
}
export type Dressed = ReturnType<typeof dressed>
