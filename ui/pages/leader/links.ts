import type { RouteLocationRaw } from 'vue-router'

import type { Answered } from '../../api/metrics.ts'
import type { Scope } from './scope.ts'

/** What all figures of the page share. */
export type View = {
  readonly scope: Scope
  /** What each metric is asked with. */
  readonly params: Readonly<Record<string, string>>
  /** Grows when the numbers are to be asked for again. */
  readonly stamp: number
  /** Grows when the viewer sees something else from now on: nothing of before may stay. */
  readonly sight: number
  /** The page's own address, to come back to. */
  readonly home: Readonly<Record<string, string>>
}

export type Window = '' | 'Previous' | 'LastYear'
type Opening = {
  readonly part: string
  readonly key?: string | null
  readonly window?: Window
  /** Further parameters that the number was asked with: filters, another period. */
  readonly asked?: Readonly<Record<string, string>>
}

const kept = (values: Readonly<Record<string, string | null | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])))

/** The page of one number: the same question at the same state of the cubes, so that it lists exactly what was counted. */
export function numberLink(
  { params, home }: Pick<View, 'params' | 'home'>,
  { name, by, params: own, asOf }: Pick<Answered, 'name' | 'by' | 'params' | 'asOf'>,
  { part, key, window = '', asked = {} }: Opening,
): RouteLocationRaw {
  const moment = { asOf: asOf.instant, ordinal: String(asOf.ordinal) }
  const back = new URLSearchParams(home).toString()
  const query = { ...params, ...own, ...asked, ...moment, by: by.join(','), part, window, home: back }
  // A cell may be that of the cases without a unit or a place: its key is empty, and is not the total's.
  const cell = typeof key === 'string' && by.length > 0 ? { key } : {}
  return { name: 'leaderNumber', params: { metric: name }, query: { ...kept(query), ...cell } }
}
