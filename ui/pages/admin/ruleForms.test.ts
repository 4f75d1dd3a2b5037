import { describe, expect, it } from 'vitest'

import { setDays, setRule } from './ruleForms.ts'

const term = (list: string, value: string) => `${list} ${value}`
const names = (form: ReturnType<typeof setRule>) => form.fields.map(({ name }) => name)
const rule = { ruleId: 'handle', clock: 'handle', match: {}, amount: 5, unit: 'working-days' }

describe('the form of a rule', () => {
  it('does not offer to narrow the default of a clock, which is refused', () => {
    const form = setRule(term, rule)
    expect(names(form)).toEqual(['amount', 'per', 'from'])
    expect(form.body({ amount: '7', per: 'days' })).toMatchObject({ ruleId: 'handle', match: {}, amount: 7 })
  })

  it('offers all of it for other rules and for a new one', () => {
    expect(names(setRule(term, { ...rule, match: { urgency: 'urgent' } }))).toContain('urgency')
    expect(names(setRule(term))).toEqual(expect.arrayContaining(['ruleId', 'clock', 'type', 'urgency', 'category']))
  })
})

describe('the form of a year', () => {
  it('asks for the whole of a year that is not entered, and for what has changed in another', () => {
    expect([setDays(2027, false), setDays(2026, true)]).toMatchObject([
      { title: 'admin.do.setDays', fields: [{ hint: 'days' }, {}, {}] },
      { title: 'admin.do.changeDays', fields: [{ hint: 'changedDays' }, {}, {}] },
    ])
  })
})
