import type { Params } from '../../api/ask.ts'
import { steps } from '../../api/types.ts'

export const sorts = ['step', 'due', 'registered', 'updated'] as const
export type Sort = (typeof sorts)[number]
export type Direction = 'asc' | 'desc'

export type Filters = {
  readonly mine: boolean
  readonly step: string
  readonly type: string
  readonly category: string
  readonly unit: string
  readonly urgency: string
  readonly channel: string
  readonly origin: string
  readonly q: string
  readonly sort: Sort
  readonly dir: Direction
}

/** My own work by what it asks of me; everybody's by what is due. */
export const usualSort = (mine: boolean): Sort => (mine ? 'step' : 'due')

/** What the page opens on: what waits for me, by next step, nearest clock first. */
export const opening: Filters = {
  mine: true,
  step: '',
  type: '',
  category: '',
  unit: '',
  urgency: '',
  channel: '',
  origin: '',
  q: '',
  sort: 'step',
  dir: 'asc',
}

export const narrowing = ['type', 'category', 'unit', 'urgency', 'channel', 'origin'] as const

type Query = Readonly<Record<string, unknown>>
const word = (query: Query, name: string): string => {
  const value = query[name]
  return typeof value === 'string' ? value : ''
}

/** Newest first is what people mean by "registered" and "updated"; nearest first otherwise. */
export const usualDirection = (sort: Sort): Direction => (sort === 'due' || sort === 'step' ? 'asc' : 'desc')

/** What changes when somebody turns from the own work to everybody's, or back. */
export const turnedTo = (mine: boolean): Partial<Filters> => ({ mine, step: '', sort: usualSort(mine), dir: 'asc' })

/** Reads the filters from the address; whatever is not understood is left out. */
export function filtersFrom(query: Query): Filters {
  const mine = query['view'] !== 'all'
  const step = steps.find((each) => each === query['step']) ?? ''
  const sort = sorts.find((each) => each === query['sort']) ?? usualSort(mine)
  const dir = query['dir'] === 'asc' || query['dir'] === 'desc' ? query['dir'] : usualDirection(sort)
  const narrowed = Object.fromEntries(narrowing.map((name) => [name, word(query, name)])) as Pick<
    Filters,
    (typeof narrowing)[number]
  >
  return { ...narrowed, mine, step, q: word(query, 'q'), sort, dir }
}

/** The address of the filters: only what differs from the opening view. */
export function queryOf(filters: Filters): Record<string, string> {
  const query: Record<string, string> = {}
  if (!filters.mine) query['view'] = 'all'
  for (const name of ['step', ...narrowing, 'q'] as const) if (filters[name]) query[name] = filters[name]
  if (filters.sort !== usualSort(filters.mine)) query['sort'] = filters.sort
  if (filters.dir !== usualDirection(filters.sort)) query['dir'] = filters.dir
  return query
}

export const paramsOf = ({ mine, ...filters }: Filters): Params => ({ ...filters, mine: mine ? 'true' : undefined })

export const isNarrowed = (filters: Filters): boolean =>
  filters.q !== '' || narrowing.some((name) => filters[name] !== '')
