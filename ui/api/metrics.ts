import type { Member } from '../../analytics/kernel/members.ts'
import type { MetricRow } from '../../analytics/kernel/metric.ts'
import type { Totals } from '../../analytics/kernel/rows.ts'
import type { Params } from './ask.ts'
import { problemFrom } from './problem.ts'
import { request } from './request.ts'
import type { Words } from './types.ts'

export type { Member, MetricRow, Totals }
export type { Compared, Counts, Values } from '../../analytics/kernel/metric.ts'

type Span = { readonly from: string; readonly until: string }
export type PeriodSaid = {
  readonly kind: string
  readonly unfinished: boolean
  readonly whole: Span
  readonly current: Span
  readonly previous: Span
  readonly lastYear: Span
}

/** What `GET /api/metrics/:name` answers (analytics/kernel/metricDesk.ts). */
export type Answered = {
  readonly name: string
  readonly rows: readonly MetricRow[]
  readonly totals: Totals
  readonly by: readonly string[]
  readonly params: Readonly<Record<string, string | undefined>>
  readonly formula: { readonly id: string; readonly version: number; readonly text: Words; readonly sql: string }
  readonly population: Words
  readonly minimumN: number
  readonly origin: readonly string[]
  readonly period: PeriodSaid | null
  readonly asOf: { readonly instant: string; readonly ordinal: number }
  readonly n: number
  readonly lagSeconds: number
}

/** The cases behind a number, as many as one page has. */
export type MemberPage = {
  readonly rows: readonly Member[]
  readonly nextCursor: string | null
  readonly total: number
  readonly weight: number
  readonly hidden: number
  readonly asOf: Answered['asOf']
}

/** A metric as the catalogue describes it. */
export type Described = {
  readonly name: string
  readonly question: Words
  readonly kind: 'count' | 'rate'
  readonly n: string
  readonly main: string
  readonly by: { readonly default: readonly string[]; readonly most: number }
  readonly parts: Readonly<Record<string, Words>>
  readonly hasPeriod: boolean
}

type Question = { readonly name: string } & Readonly<Record<string, string>>
type Told = Answered | { readonly problem: { readonly status: number } }
type Asker = { readonly tell: (answer: Answered) => void; readonly fail: (error: unknown) => void }

/** As many as the server takes at once. */
const most = 24
const waiting = new Map<string, { question: Question; askers: Asker[] }>()

async function askTogether(asked: readonly { question: Question; askers: Asker[] }[]): Promise<void> {
  try {
    const questions = asked.map(({ question }) => question)
    const { answers } = (await request('/api/metrics', { method: 'POST', body: { questions } })) as { answers: Told[] }
    asked.forEach(({ askers }, index) => {
      const answer = answers[index]
      if (answer && 'rows' in answer) for (const { tell } of askers) tell(answer)
      else for (const { fail } of askers) fail(problemFrom(answer?.problem.status ?? 500, answer?.problem, null))
    })
  } catch (error) {
    for (const { askers } of asked) for (const { fail } of askers) fail(error)
  }
}

function askAll(): void {
  // The past takes longer than the present, which must not wait for it.
  const moments = Map.groupBy(waiting.values(), ({ question }) => question['asOf'] ?? '')
  waiting.clear()
  for (const asked of moments.values())
    for (let at = 0; at < asked.length; at += most) void askTogether(asked.slice(at, at + most))
}

/**
 * Asks a metric. What a page asks in one go travels as one question and is answered from one state of the cubes; the same
 * question is asked once, whoever asks it.
 */
export function askMetric(name: string, params: Params): Promise<Answered> {
  const said = Object.entries(params).flatMap(([key, value]) =>
    value === undefined || value === null || value === '' || value === false ? [] : [[key, String(value)] as const],
  )
  const question: Question = { ...Object.fromEntries(said), name }
  const key = JSON.stringify(question)
  if (waiting.size === 0) setTimeout(askAll)
  const mine = waiting.get(key) ?? { question, askers: [] }
  waiting.set(key, mine)
  return new Promise((tell, fail) => mine.askers.push({ tell, fail }))
}
