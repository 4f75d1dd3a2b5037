import { instantFromLocal } from '../../format/zone.ts'

/** What a form holds while somebody fills it. */
export type Values = Record<string, string>

export type Field = {
  readonly name: string
  readonly kind: 'line' | 'password' | 'number' | 'choice' | 'unit' | 'category' | 'day' | 'area' | 'weekdays' | 'spans'
  /** Under `admin.field`. */
  readonly label: string
  /** Under `admin.hint`. */
  readonly hint?: string
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly optional?: boolean
  readonly initial?: string
  /** Paths by which the server names the field, where they differ from `name`. */
  readonly also?: readonly string[]
}

/** A change that an administrator makes: what is asked, and the command that it becomes. */
export type Form = {
  /** Message key of what is done. */
  readonly title: string
  /** What it is done to. */
  readonly about?: string
  readonly route: string
  readonly fields: readonly Field[]
  /** Done to somebody's disadvantage, so that it looks it. */
  readonly grave?: boolean
  body(values: Values): unknown
}

export const textIn = (values: Values, name: string): string | undefined => values[name]?.trim() || undefined

/** A day of the city's calendar begins at its midnight; no day means at once. */
export function fromDay(values: Values, name: string): string | undefined {
  const day = textIn(values, name)
  return day ? instantFromLocal(`${day}T00:00:00`) : undefined
}

/** Only what was filled in: a command takes no empty fields. */
export const filled = (body: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))

export const missingIn = (fields: readonly Field[], values: Values): string[] =>
  fields.filter(({ optional, name }) => !optional && !textIn(values, name)).map(({ name }) => name)

/** Every change of a dictionary says from when it holds. */
export const fromField: Field = { name: 'from', kind: 'day', label: 'from', hint: 'from', optional: true }

export type CalendarDay = {
  readonly date: string
  readonly kind: 'holiday' | 'workday' | 'regular'
  readonly name?: string
}

const kinds: Readonly<Record<string, CalendarDay['kind']>> = {
  休: 'holiday',
  放假: 'holiday',
  holiday: 'holiday',
  班: 'workday',
  上班: 'workday',
  workday: 'workday',
  常: 'regular',
  regular: 'regular',
}

/** One day per line, as the notice of the State Council is typed off: `2027-10-01 休 国庆节`. A line that is none is kept as it is. */
export function daysIn(text: string): { days: CalendarDay[]; bad: string[] } {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const days: CalendarDay[] = []
  const bad: string[] = []
  for (const line of lines) {
    const [, date, kind, name] = /^(\d{4}-\d\d-\d\d)[\s,，]+(\S+?)(?:[\s,，]+(.+))?$/.exec(line) ?? []
    const known = kind === undefined ? undefined : kinds[kind.toLowerCase()]
    if (date === undefined || known === undefined) bad.push(line)
    else days.push({ date, kind: known, ...(name && { name }) })
  }
  return { days, bad }
}
