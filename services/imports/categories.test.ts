import { describe, expect, it } from 'vitest'

import { seededBook } from '../../test/support/givenDictionary.ts'
import type { Category, ReferenceData } from '../kernel/reference.ts'
import { missingCategories, type CategoryPath } from './categories.ts'

type Definition = ReturnType<typeof missingCategories>['definitions'][number]

/** The seeds and what was defined since, as the next import finds it. */
function after(definitions: readonly Definition[]): ReferenceData {
  const seeds = seededBook().snapshot('2026-05-06T02:00:00.000Z')
  const all: Category[] = [...seeds.categories()]
  for (const { code, name, parent } of definitions) {
    const above = all.find((one) => one.code === parent)
    const names = [...(above?.names ?? []), name]
    all.push({
      code,
      name,
      parent: parent ?? null,
      path: [...(above?.path ?? []), code],
      names,
      level: names.length,
      leaf: true,
    })
  }
  return { ...seeds, categories: () => all }
}

const tree: CategoryPath[] = [
  ['城乡建设', '市政设施', '路灯不亮'],
  ['城乡建设', '市政设施', '井盖缺失'],
  ['城乡建设', '供水'],
  ['交通', '市政设施', '路灯不亮'],
]

describe('an imported tree of categories', () => {
  it('defines each once, parents first, with codes that grow by level', () => {
    expect(missingCategories(tree, after([]))).toEqual({
      definitions: [
        { code: '01', name: '城乡建设' },
        { code: '0101', name: '市政设施', parent: '01' },
        { code: '010101', name: '路灯不亮', parent: '0101' },
        { code: '010102', name: '井盖缺失', parent: '0101' },
        { code: '0102', name: '供水', parent: '01' },
        { code: '02', name: '交通' },
        { code: '0201', name: '市政设施', parent: '02' },
        { code: '020101', name: '路灯不亮', parent: '0201' },
      ],
      imported: 4,
      skipped: 0,
    })
  })

  it('defines nothing the second time, and only what is new of a longer file', () => {
    const { definitions } = missingCategories(tree, after([]))
    const present = after(definitions)
    expect(missingCategories(tree, present)).toEqual({ definitions: [], imported: 0, skipped: 4 })
    expect(missingCategories([...tree, ['交通', '公交']], present)).toEqual({
      definitions: [{ code: '0202', name: '公交', parent: '02' }],
      imported: 1,
      skipped: 4,
    })
  })

  it('never gives a code twice, also with more than 99 below one parent', () => {
    const many = Array.from({ length: 250 }, (_, index): CategoryPath => ['城乡建设', `小类 ${index}`])
    const { definitions } = missingCategories(many, after([]))
    expect(new Set(definitions.map(({ code }) => code)).size).toBe(251)
    const again = missingCategories([...many, ['城乡建设', '又一类'], ['城乡建设', '小类 9', '深']], after(definitions))
    const codes = [...definitions, ...again.definitions].map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('counts a path that the file names twice once', () => {
    const twice = missingCategories([['甲'], ['甲']], after([]))
    expect(twice.definitions).toHaveLength(1)
    expect([twice.imported, twice.skipped]).toEqual([1, 1])
  })
})
