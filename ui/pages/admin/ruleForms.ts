import { daysIn, filled, fromDay, fromField, textIn, type Field, type Form, type Values } from './form.ts'
import { retire } from './retiring.ts'

export type Rule = {
  readonly ruleId: string
  readonly clock: string
  readonly match: { readonly type?: string; readonly urgency?: string; readonly category?: string }
  readonly amount: number
  readonly unit: string
}

export const clocks = ['dispatch', 'sign', 'firstContact', 'handle', 'review', 'visit', 'returnWindow'] as const
const amounts = ['working-days', 'working-hours', 'hours', 'days', 'minutes'] as const
const types = ['consultation', 'complaint', 'help', 'suggestion', 'report', 'praise', 'other'] as const
const urgencies = ['normal', 'urgent', 'critical'] as const

type Term = (list: string, value: string) => string
const choice = (name: string, list: string, values: readonly string[], term: Term): Field => ({
  name,
  kind: 'choice',
  label: name,
  options: values.map((value) => ({ value, label: term(list, value) })),
})

const criteria = (term: Term, rule?: Rule): Field[] => [
  { ...choice('type', 'type', types, term), optional: true, initial: rule?.match.type ?? '' },
  { ...choice('urgency', 'urgency', urgencies, term), optional: true, initial: rule?.match.urgency ?? '' },
  {
    name: 'category',
    kind: 'category',
    label: 'category',
    optional: true,
    initial: rule?.match.category ?? '',
    also: ['match'],
  },
]

const ruleBody = (values: Values, ruleId: string | undefined, clock: string | undefined) =>
  filled({
    ruleId,
    clock,
    match: filled({
      type: textIn(values, 'type'),
      urgency: textIn(values, 'urgency'),
      category: textIn(values, 'category'),
    }),
    amount: Number(values['amount']),
    unit: values['per'],
    inForceFrom: fromDay(values, 'from'),
  })

/** Holds for every case that no other rule of its clock is for. */
export const isDefault = ({ match: { type, urgency, category } }: Rule): boolean => !(type || urgency || category)

const length = (term: Term, rule?: Rule): Field[] => [
  { name: 'amount', kind: 'number', label: 'amount', initial: rule ? String(rule.amount) : '' },
  { ...choice('per', 'per', amounts, term), initial: rule?.unit ?? 'working-days', also: ['unit'] },
]

const route = 'dictionaries/policy/set-policy-rule'

const newRule = (term: Term): Form => ({
  title: 'admin.do.setRule',
  route,
  fields: [
    { name: 'ruleId', kind: 'line', label: 'ruleId', hint: 'code' },
    choice('clock', 'clock', clocks, term),
    ...length(term),
    ...criteria(term),
    fromField,
  ],
  body: (values) => ruleBody(values, textIn(values, 'ruleId'), values['clock']),
})

/** Sets a rule's length and its cases, of which a clock's default keeps all; a new one also gets a name and a clock. */
export const setRule = (term: Term, rule?: Rule): Form =>
  rule
    ? {
        title: 'admin.do.changeRule',
        about: term('clock', rule.clock),
        route,
        fields: [...length(term, rule), ...(isDefault(rule) ? [] : criteria(term, rule)), fromField],
        body: (values) => ruleBody(values, rule.ruleId, rule.clock),
      }
    : newRule(term)

export const retireRule = ({ ruleId }: Rule): Form => retire('policy', 'retirePolicyRule', ruleId, { ruleId })

export type Span = { readonly from: string; readonly to: string }

/** `09:00-12:00 13:30-17:30`; what is not filled in yet keeps its place. */
export const spansIn = (text: string): Span[] =>
  text.split(' ').map((span) => {
    const [from = '', to = ''] = span.split('-')
    return { from, to }
  })
export const spansText = (spans: readonly Span[]): string => spans.map(({ from, to }) => `${from}-${to}`).join(' ')

export type Plan = { readonly weekdays: readonly number[]; readonly spans: readonly Span[] }

/** Which weekdays are worked and during which hours, from a day on. */
export const setHours = (plan: Plan | undefined): Form => ({
  title: 'admin.do.setHours',
  route: 'dictionaries/calendar/set-calendar-hours',
  fields: [
    { name: 'weekdays', kind: 'weekdays', label: 'weekdays', initial: plan?.weekdays.join(',') ?? '1,2,3,4,5' },
    {
      name: 'spans',
      kind: 'spans',
      label: 'spans',
      hint: 'spans',
      initial: spansText(plan?.spans ?? [{ from: '09:00', to: '17:00' }]),
      also: ['spans'],
    },
    fromField,
  ],
  body: (values) =>
    filled({
      weekdays: (values['weekdays'] ?? '').split(',').filter(Boolean).map(Number),
      spans: spansIn(values['spans'] ?? ''),
      inForceFrom: fromDay(values, 'from'),
    }),
})

/** The days of a year; of one whose notice is entered, those that have changed since. */
export const setDays = (year: number, isKnown: boolean): Form => ({
  title: isKnown ? 'admin.do.changeDays' : 'admin.do.setDays',
  about: String(year),
  route: 'dictionaries/calendar/set-calendar-days',
  fields: [
    { name: 'days', kind: 'area', label: 'days', hint: isKnown ? 'changedDays' : 'days', also: ['days', 'covers'] },
    { name: 'source', kind: 'line', label: 'source', hint: 'source' },
    fromField,
  ],
  body: (values) =>
    filled({
      days: daysIn(values['days'] ?? '').days,
      covers: { from: `${year}-01-01`, to: `${year}-12-31` },
      source: textIn(values, 'source'),
      inForceFrom: fromDay(values, 'from'),
    }),
})
