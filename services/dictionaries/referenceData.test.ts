import { describe, expect, it } from 'vitest'

import { recorded, seededBook } from '../../test/support/givenDictionary.ts'
import type { DictionaryEvent } from './events.ts'
import { seedDictionaries } from './seedDictionaries.ts'

const day = (date: string) => `${date}T00:00:00.000Z`
const unit = (code: string, parent: string, inForceFrom: string, name = code): DictionaryEvent => ({
  type: 'UnitDefined',
  data: { code, name, parent, handlesCases: true, inForceFrom },
})
const any = { type: 'complaint', urgency: 'normal', category: 'unclassified' } as const

describe('reference data', () => {
  it('is enough to begin with', () => {
    const snapshot = seededBook().snapshot(day('2026-05-06'))
    expect(snapshot.unit('root')).toMatchObject({ path: ['root'], level: 1, handlesCases: true, parent: null })
    expect(snapshot.category('unclassified')).toMatchObject({ names: ['未分类'], leaf: true })
    expect(snapshot.versions).toEqual({ organisation: 0, categories: 0, calendar: 3, policy: 9 })
    expect(snapshot.timeZone).toBe('Asia/Shanghai')
  })

  it('gives names and places of the instant that is asked about', () => {
    const book = seededBook({
      organisation: [
        unit('a', 'root', day('2020-01-01'), '旧名'),
        unit('b', 'root', day('2020-01-01')),
        unit('a1', 'a', day('2020-01-01')),
        unit('a', 'b', day('2024-01-01'), '新名'),
      ],
    })
    expect(book.snapshot(day('2019-01-01')).unit('a')).toBeUndefined()
    expect(book.snapshot(day('2023-12-31')).unit('a')).toMatchObject({ name: '旧名', path: ['root', 'a'] })
    const later = book.snapshot(day('2024-01-01'))
    expect(later.unit('a1')).toMatchObject({ path: ['root', 'b', 'a', 'a1'], level: 4 })
    expect(later.isWithin('a1', 'b')).toBe(true)
    expect(book.snapshot(day('2023-12-31')).isWithin('a1', 'b')).toBe(false)
    expect(later.isWithin('a1', 'a1')).toBe(true)
    expect(later.isWithin('b', 'a1')).toBe(false)
    expect(later.isWithin('nowhere', 'root')).toBe(false)
  })

  it('keeps a retired unit within its parents, but no longer offers it', () => {
    const retired: DictionaryEvent = {
      type: 'UnitRetired',
      data: { code: 'a', until: day('2025-01-01'), reason: '撤销' },
    }
    const book = seededBook({ organisation: [unit('a', 'root', day('2020-01-01')), retired] })
    expect(book.snapshot(day('2024-12-31')).unit('a')).toMatchObject({ until: day('2025-01-01') })
    const after = book.snapshot(day('2025-01-01'))
    expect(after.unit('a')).toBeUndefined()
    expect(after.units().map(({ code }) => code)).toEqual(['root'])
    expect(after.isWithin('a', 'root')).toBe(true)
    expect(after.everUnit('a')?.name).toBe('a')
  })

  it('tells what was known then from what was in force then', () => {
    const book = seededBook()
    const events = [unit('a', 'root', day('2020-01-01'))]
    for (const event of recorded('dictionary-organisation', events, { recordedAt: day('2026-06-01'), from: 1 })) {
      book.apply(event)
    }
    expect(book.snapshot(day('2023-01-01')).unit('a')).toBeDefined()
    const known = book.snapshot(day('2023-01-01'), day('2026-05-31'))
    expect(known.unit('a')).toBeUndefined()
    expect(known.versions.organisation).toBe(0)
    expect(book.snapshot(day('2023-01-01'), day('2026-06-01')).versions.organisation).toBe(1)
  })

  it('counts an event once, and passes over those it does not know', () => {
    const book = seededBook()
    const [seed] = seedDictionaries()
    for (const event of recorded('dictionary-organisation', seed?.events ?? [])) book.apply(event)
    for (const event of recorded('dictionary-organisation', [{ type: 'UnitPraised', data: {} }], { from: 1 })) {
      book.apply(event)
    }
    for (const event of recorded('case-1', [unit('a', 'root', day('2020-01-01'))])) book.apply(event)
    expect(book.snapshot(day('2026-05-06')).units()).toHaveLength(1)
  })

  it('takes the most specific rule', () => {
    const rule = (ruleId: string, match: object, amount: number): DictionaryEvent => ({
      type: 'PolicyRuleSet',
      data: {
        ruleId,
        clock: 'handle',
        match,
        amount,
        unit: 'hours',
        counting: 't+n/1',
        inForceFrom: day('2020-01-01'),
      },
    })
    const category = (code: string, parent: string | null): DictionaryEvent => ({
      type: 'CategoryDefined',
      data: { code, name: code, parent, inForceFrom: day('2020-01-01') },
    })
    const snapshot = seededBook({
      categories: [category('01', null), category('0101', '01'), category('010101', '0101')],
      policy: [
        rule('heat', { category: '01' }, 11),
        rule('cold', { category: '0101' }, 12),
        rule('praise', { type: 'praise' }, 13),
      ],
    }).snapshot(day('2026-05-06'))
    const ruleFor = (about: object) => snapshot.due('handle', { ...any, ...about }, day('2026-05-06')).ruleId
    expect(ruleFor({})).toBe('handle')
    expect(ruleFor({ type: 'consultation' })).toBe('handle-consultation')
    expect(ruleFor({ category: '010101' })).toBe('cold')
    expect(ruleFor({ category: '01', type: 'praise' })).toBe('heat')
    expect(ruleFor({ category: '010101', urgency: 'critical' })).toBe('handle-critical')
  })

  it('explains a due time by rule and versions', () =>
    expect(seededBook().snapshot(day('2026-05-06')).due('handle', any, '2026-04-30T02:00:00.000Z')).toEqual({
      clock: 'handle',
      ruleId: 'handle',
      policyVersion: 9,
      calendarVersion: 3,
      startedAt: '2026-04-30T02:00:00.000Z',
      amount: 5,
      unit: 'working-days',
      // 6, 7, 8 May, Saturday 9 May (make-up day), 11 May
      dueAt: '2026-05-11T10:00:00.000Z',
    }))

  it('costs nothing to ask for the present', () => {
    const book = seededBook({
      organisation: Array.from({ length: 3000 }, (_, index) => unit(`u${index}`, 'root', day('2020-01-01'))),
    })
    book.snapshot(day('2026-05-06'))
    const started = performance.now()
    for (let index = 0; index < 100_000; index += 1) book.snapshot('2026-05-06T00:00:00.001Z').unit('u7')
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it('computes due times by the ten thousand a second', () => {
    const snapshot = seededBook().snapshot(day('2026-05-06'))
    const started = performance.now()
    for (let index = 0; index < 10_000; index += 1) {
      snapshot.due('handle', any, new Date(Date.UTC(2026, 4, 6) + index * 7_000).toISOString())
    }
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

describe('the seeded calendar', () => {
  it('has the holidays of 2024 to 2026, wherever the machine stands', () => {
    const before = process.env['TZ']
    try {
      for (const zone of ['America/Los_Angeles', 'Asia/Shanghai', 'Pacific/Auckland']) {
        process.env['TZ'] = zone
        const special = seedDictionaries()
          .flatMap(({ events }) => events)
          .flatMap((event) => (event.type === 'CalendarDaysSet' ? event.data.days : []))
        const kindOf = (date: string) => special.find((one) => one.date === date)?.kind
        expect(special).toContainEqual({ date: '2026-02-17', kind: 'holiday', name: '春节' })
        expect(['2026-02-14', '2026-02-28', '2026-05-09', '2026-10-10'].map(kindOf)).toEqual(Array(4).fill('workday'))
        expect(['2026-05-06', '2026-03-07', '2027-01-01'].map(kindOf)).toEqual(Array(3).fill(undefined))
        expect(special).toHaveLength(new Set(special.map(({ date }) => date)).size)
      }
    } finally {
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
    }
  })

  it('says that it does not know 2027', () => {
    const snapshot = seededBook().snapshot(day('2026-05-06'))
    expect(snapshot.calendarCovers('2026-12-31')).toBe(true)
    expect(snapshot.calendarCovers('2027-01-01')).toBe(false)
  })
})
