import type { Counts } from '../../api/metrics.ts'

/** A formula as somebody works it out on paper: words between the counts, and what comes out. */
export type Worked = {
  readonly steps: readonly (string | { readonly part: string; readonly n: number })[]
  readonly result: number | null
}

type Params = Readonly<Record<string, string | undefined>>
type Sum = readonly { readonly times: number; readonly part: string }[]

const weightOf = ({ weight }: Params) => (weight === undefined ? 0.9 : Number(weight))
const satisfied = (params: Params): Sum => [
  { times: 1, part: 'satisfied' },
  { times: weightOf(params), part: 'basically' },
]
const numerator: Sum = [{ times: 1, part: 'numerator' }]

/** What stands above the line; below it is always the denominator. */
const sums: Readonly<Record<string, (params: Params) => Sum>> = {
  'on-time-rate': () => numerator,
  'response-rate': () => numerator,
  'resolution-rate': () => numerator,
  'return-rate': () => numerator,
  'sign-on-time-rate': () => numerator,
  'rework-rate': () => numerator,
  'direct-answer-rate': () => numerator,
  'satisfaction-rate': satisfied,
  'unit-ranking': (params) => [
    { times: 0.1, part: 'contacted' },
    { times: 0.5, part: 'solved' },
    { times: 0.4, part: 'satisfied' },
    { times: 0.4 * weightOf(params), part: 'basically' },
  ],
}

const rounded = (value: number) => String(Math.round(value * 1e6) / 1e6)

/** The rate again from its counts; undefined for what is not a fraction of counts. */
export function workedOut(metric: string, counts: Counts, params: Params): Worked | undefined {
  const sum = sums[metric]?.(params)
  if (!sum) return undefined
  const below = counts['denominator'] ?? 0
  const above = sum.reduce((total, { times, part }) => total + times * (counts[part] ?? 0), 0)
  const terms = sum.flatMap(({ times, part }, index) => [
    ...(index > 0 ? [' + '] : []),
    ...(times === 1 ? [] : [`${rounded(times)} × `]),
    { part, n: counts[part] ?? 0 },
  ])
  const steps = sum.length > 1 ? ['(', ...terms, ')'] : terms
  return {
    steps: [...steps, ' ÷ ', { part: 'denominator', n: below }],
    result: below === 0 ? null : above / below,
  }
}
