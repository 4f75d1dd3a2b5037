import { describe, expect, it } from 'vitest'

import { currentAt } from './pages.ts'

const tabs = ['workList', 'register', 'search', 'leader', 'audit', 'admin']
const marked = (page: string) => tabs.flatMap((tab) => (currentAt(tab, page) ? [[tab, currentAt(tab, page)]] : []))

describe('the navigation', () => {
  it.each(tabs)('says of %s that one is there', (page) => {
    expect(marked(page)).toEqual([[page, 'page']])
  })

  it.each([
    ['case', 'workList'],
    ['history', 'workList'],
    ['leaderNumber', 'leader'],
    ['looks', 'audit'],
    ['standing', 'audit'],
    ['replay', 'audit'],
  ])('says of %s where it belongs', (page, tab) => {
    expect(marked(page)).toEqual([[tab, 'true']])
  })

  it('says of no tab that a page of nobody’s belongs to it', () => {
    for (const page of ['account', 'person', 'notFound']) expect(marked(page)).toEqual([])
  })
})
