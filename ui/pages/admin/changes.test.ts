import { describe, expect, it } from 'vitest'

import { differences, type Saying } from './changes.ts'

const saying: Saying = {
  t: (key) => key.replace('admin.', ''),
  term: (list, value) => `${list}:${value}`,
  amount: (n, unit) => `${n} ${unit}`,
  unitName: (code) => `unit ${code}`,
  categoryName: (code) => `category ${code}`,
  weekday: (n) => `d${n}`,
  day: (date) => date,
}
const unit = {
  code: 'north',
  name: '北区',
  parent: 'root',
  handlesCases: true,
  inForceFrom: '2026-05-01T00:00:00.000Z',
}

describe('a change in words', () => {
  it('names only what became different, old and new', () => {
    const after = { ...unit, name: '城北区', parent: 'west' }
    expect(differences({ data: after, before: unit }, saying)).toEqual([
      { label: 'part.name', before: '北区', after: '城北区' },
      { label: 'part.parent', before: 'unit root', after: 'unit west' },
    ])
  })

  it('says everything of a first word, and the reason of an end', () => {
    expect(differences({ data: unit, before: null }, saying).map(({ label }) => label)).toEqual([
      'part.name',
      'part.parent',
      'part.handlesCases',
    ])
    const end = { code: 'north', until: '2026-06-01T00:00:00.000Z', reason: '撤并' }
    expect(differences({ data: end, before: unit }, saying)).toEqual([
      { label: 'part.reason', before: '', after: '撤并' },
    ])
  })

  it('tells limits, hours and holidays as people say them', () => {
    const rule = { ruleId: 'handle', clock: 'handle', match: {}, amount: 5, unit: 'working-days' }
    expect(differences({ data: { ...rule, amount: 7 }, before: rule }, saying)).toEqual([
      { label: 'part.amount', before: '5 working-days', after: '7 working-days' },
    ])
    const hours = { weekdays: [1, 2], spans: [{ from: '09:00', to: '12:00' }] }
    expect(differences({ data: hours, before: null }, saying).map(({ after }) => after)).toEqual([
      'd1 d2',
      '09:00–12:00',
    ])
    const many = Array.from({ length: 8 }, (_, n) => ({ date: `2027-10-0${n + 1}`, kind: 'holiday' }))
    expect(differences({ data: { days: many, source: '通知' }, before: null }, saying)[0]?.after).toMatch(/…（8）$/)
  })
})
