import { describe, expect, it } from 'vitest'

import { given, now } from '../../../test/support/givenDictionary.ts'
import type { DictionaryEvent } from '../events.ts'
import { changeCategory } from './changeCategory.ts'
import { defineCategories } from './defineCategories.ts'
import { retireCategory } from './retireCategory.ts'

const from = '2020-01-01T00:00:00.000Z'
const category = (code: string, name: string, parent: string | null = null) =>
  ({ type: 'CategoryDefined', data: { code, name, parent, inForceFrom: from } }) satisfies DictionaryEvent
const heating = category('01', '供热')
const cold = category('0101', '供暖不热', '01')
const reason = '分类调整'

describe('define categories', () => {
  it('takes a tree in any order', () =>
    given('categories')
      .when(defineCategories, {
        categories: [
          { code: '0101', name: '供暖不热', parent: '01' },
          { code: '01', name: '供热' },
        ],
      })
      .gives(
        { type: 'CategoryDefined', data: { ...cold.data, inForceFrom: now } },
        { type: 'CategoryDefined', data: { ...heating.data, inForceFrom: now } },
      ))

  it('skips what is there already and adds what is new', () =>
    given('categories', heating)
      .when(defineCategories, {
        inForceFrom: from,
        categories: [
          { code: '01', name: '供热' },
          { code: '0101', name: '供暖不热', parent: '01' },
        ],
      })
      .gives(cold))

  it('is refused where a code stands for something else', () =>
    given('categories', heating)
      .when(defineCategories, { categories: [{ code: '01', name: '供水' }] })
      .refuses('code-in-use'))

  it('is refused for a code that stands twice, an unknown parent, and a circle', () => {
    const twice = [
      { code: '01', name: '供热' },
      { code: '01', name: '供热' },
    ]
    given('categories').when(defineCategories, { categories: twice }).refuses('repeated-code')
    given('categories')
      .when(defineCategories, { categories: [{ code: '0101', name: '供暖不热', parent: '01' }] })
      .refuses('unknown-parent')
    const circle = [
      { code: 'a', name: '甲', parent: 'b' },
      { code: 'b', name: '乙', parent: 'a' },
    ]
    given('categories').when(defineCategories, { categories: circle }).refuses('circle')
  })

  it('takes a thousand at once', () => {
    const categories = Array.from({ length: 1000 }, (_, index) =>
      index === 0
        ? { code: 'c0', name: '总类' }
        : { code: `c${index}`, name: `类 ${index}`, parent: `c${(index - 1) >> 3}` },
    )
    const started = performance.now()
    given('categories')
      .when(defineCategories, { categories })
      .gives(
        ...categories.map(
          ({ code, name, ...rest }) =>
            ({ type: 'CategoryDefined', data: { code, name, parent: null, ...rest, inForceFrom: now } }) as const,
        ),
      )
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('change a category', () => {
  it('renames or moves it', () => {
    given('categories', heating)
      .when(changeCategory, { code: '01', name: '供热采暖' })
      .gives({ type: 'CategoryDefined', data: { ...heating.data, name: '供热采暖', inForceFrom: now } })
    given('categories', heating, cold)
      .when(changeCategory, { code: '0101', parent: null })
      .gives({ type: 'CategoryDefined', data: { ...cold.data, parent: null, inForceFrom: now } })
  })

  it('does nothing where nothing differs', () =>
    given('categories', heating).when(changeCategory, { code: '01', name: '供热' }).doesNothing())

  it('is refused below itself and for what is not there', () => {
    given('categories', heating, cold).when(changeCategory, { code: '01', parent: '0101' }).refuses('circle')
    given('categories').when(changeCategory, { code: '01', name: '供热' }).refuses('unknown-code')
  })
})

describe('retire a category', () => {
  it('ends it', () =>
    given('categories', heating)
      .when(retireCategory, { code: '01', reason })
      .gives({ type: 'CategoryRetired', data: { code: '01', until: now, reason } }))

  it('is refused while there are categories below it', () =>
    given('categories', heating, cold).when(retireCategory, { code: '01', reason }).refuses('has-children'))

  it('keeps the one that registration falls back on', () =>
    given('categories').when(retireCategory, { code: 'unclassified', reason }).refuses('unclassified-stays'))

  it('does nothing when repeated', () =>
    given('categories', heating, { type: 'CategoryRetired', data: { code: '01', until: now, reason } })
      .when(retireCategory, { code: '01', reason })
      .doesNothing())
})
