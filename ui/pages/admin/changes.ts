/** A change as the server tells it: who, when, from when, and what it was before. */
export type Change = {
  readonly revision: string
  readonly type: string
  readonly recordedAt: string
  readonly actor: { readonly kind: string; readonly id: string; readonly name?: string; readonly unit?: string }
  readonly origin: string
  readonly entry: string
  readonly from: string | null
  readonly data: Readonly<Record<string, unknown>>
  readonly before: Readonly<Record<string, unknown>> | null
}
export type Changes = { readonly rows: readonly Change[]; readonly total: number }

/** How values of a change are said. */
export type Saying = {
  readonly t: (key: string, named?: Record<string, unknown>) => string
  readonly term: (list: string, value: string) => string
  readonly amount: (n: number, unit: string) => string
  readonly unitName: (code: string) => string
  readonly categoryName: (code: string) => string
  readonly weekday: (n: number) => string
  readonly day: (date: string) => string
}

export type Difference = { readonly label: string; readonly before: string; readonly after: string }

type Data = Readonly<Record<string, unknown>>
type Teller = (value: unknown, data: Data, saying: Saying) => string

const text = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null).replace(/^null$/, '')

const isOfUnits = (data: Data) => 'handlesCases' in data
const match: Teller = (value, _, { t, term, categoryName }) => {
  if (value === undefined) return ''
  const { type, urgency, category } = (value ?? {}) as Record<string, string>
  const said = [type && term('type', type), urgency && term('urgency', urgency), category && categoryName(category)]
  return said.filter(Boolean).join(' · ') || t('admin.allCases')
}
const spans: Teller = (value) =>
  ((value ?? []) as { from: string; to: string }[]).map(({ from, to }) => `${from}–${to}`).join(' ')
const days: Teller = (value, _, { t, day }) => {
  const all = (value ?? []) as { date: string; kind: string; name?: string }[]
  const few = all
    .slice(0, 6)
    .map(({ date, kind, name }) => [day(date), t(`admin.dayKind.${kind}`), name ?? ''].join(' ').trim())
  return all.length > few.length ? `${few.join('；')}…（${all.length}）` : few.join('；')
}

/** In the order in which people want to read them; what is not here is no news. */
const tellers: Readonly<Record<string, Teller>> = {
  name: text,
  nameEn: text,
  parent: (value, data, { unitName, categoryName }) =>
    value === null || value === undefined ? '' : isOfUnits(data) ? unitName(text(value)) : categoryName(text(value)),
  handlesCases: (value, _, { t }) => (value === undefined ? '' : t(value ? 'common.yes' : 'common.no')),
  amount: (value, { unit }, { amount }) => (typeof value === 'number' ? amount(value, text(unit)) : ''),
  match,
  weekdays: (value, _, { weekday }) => ((value ?? []) as number[]).map(weekday).join(' '),
  spans,
  days,
  source: text,
  reason: text,
  login: text,
  role: (value, _, { term }) => (value ? term('role', text(value)) : ''),
  unit: (value, data, { unitName }) => ('amount' in data || !value ? '' : unitName(text(value))),
  population: text,
}

/** What is different from before, each in words; for a first word everything that it says. */
export function differences({ data, before }: Pick<Change, 'data' | 'before'>, saying: Saying): Difference[] {
  const isEnd = 'until' in data
  return Object.entries(tellers).flatMap(([name, tell]) => {
    const after = tell(data[name], data, saying)
    const was = before && !isEnd ? tell(before[name], before, saying) : ''
    return after === was ? [] : [{ label: saying.t(`admin.part.${name}`), before: was, after }]
  })
}
