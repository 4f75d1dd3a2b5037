import type { TObject } from 'typebox'

import type { Words } from '../../services/kernel/refusal.ts'
import type { Dimension } from './dimensions.ts'
import type { Scope, Sql } from './scope.ts'

/** How often each part was counted in one cell and window. */
export type Counts = Readonly<Record<string, number>>
export type Values = Readonly<Record<string, number | null>>

/** A set of cases that a number is made of: each counts `weight` times (1 where nothing is said). */
export type Part = { readonly words: Words; readonly when: string; readonly weight?: string }

/** An earlier window, and the change from it to now. */
export type Compared = { readonly counts: Counts; readonly values: Values; readonly change: Values }

/** One cell of an answer. `values` are null where they would divide by nothing: n/a, not zero. */
export type MetricRow = {
  /** Names the cell to `members`; null: the total. */
  readonly key: string | null
  readonly cell: Readonly<Record<string, string>>
  readonly counts: Counts
  readonly values: Values
  /** 环比 and 同比: the values then, and the change: relative for counts, in points for rates, null on a zero base. */
  readonly previous?: Compared
  readonly lastYear?: Compared
  /** Where the main value's true rate lies (Wilson, 95 %). */
  readonly interval?: { readonly low: number; readonly high: number } | null
  /** n reaches the minimum. Without it there is no rank. */
  readonly enough: boolean
  readonly rank?: number | null
}

/** What a metric may add to rows once they are all there: ranks, shares, order. */
export type Finish = (rows: readonly MetricRow[], total: MetricRow, params: MetricParams) => readonly MetricRow[]

export type MetricParams = Readonly<Record<string, string | undefined>>

/**
 * A metric is a value: the question in words, its formula and whom it counts, and the conditions from which both the number and
 * the list of its cases are made.
 */
export type Metric = {
  readonly name: string
  readonly question: Words
  readonly formula: { readonly id: string; readonly version: number; readonly text: Words }
  /** 口径 */
  readonly population: Words
  /** Below this n a rate is shown with its interval but not ranked. */
  readonly minimumN: number
  /** Own parameters, beyond those of every metric. */
  readonly params?: TObject
  /** The instant that places a case in the period; undefined: the state at the as-of moment is counted. */
  readonly instant?: string
  /** SQL condition of the population, beyond the period. */
  readonly where: string
  readonly parts: Readonly<Record<string, Part>>
  /** Counts add and change relatively; rates change in points. */
  readonly kind: 'count' | 'rate'
  /** Rows of places also say the main value per 10,000 inhabitants. */
  readonly perCapita?: boolean
  /** The part that says how much a rate rests on. */
  readonly n: string
  /** The value that ranks and has the interval. */
  readonly main: string
  readonly by: { readonly default: readonly Dimension[]; readonly most: number }
  values(counts: Counts, params: MetricParams): Values
  readonly finish?: Finish
  /** Values for further placeholders. */
  extra?(scope: Scope, params: MetricParams): Sql['params']
  /** Something that sums cannot say (medians): one row per key with more values. */
  readonly detail?: { readonly select: string; readonly values: readonly string[] }
}

/** Null where it would divide by nothing. */
export const ratio = (numerator: number, denominator: number): number | null =>
  denominator === 0 ? null : numerator / denominator

export const count = (counts: Counts, part: string): number => counts[part] ?? 0

/** Fixes the type, so that each metric's file is checked where it stands. */
export const metric = (definition: Metric): Metric => definition
