import { describe, expect, it } from 'vitest'

import { aReference } from '../../test/support/aReference.ts'
import { NoTable, previewCategories } from './categoryTable.ts'

const read = (text: string) => previewCategories(text, aReference)
const outcomes = (text: string) => read(text).rows.map(({ line, outcome }) => `${line} ${outcome}`)

describe('a table of categories', () => {
  it('is read with commas or tabs, with or without a header, in as many levels as are filled', () => {
    const comma = '一级,二级,三级\n甲,乙,丙\n甲,乙,丁\n戊,,'
    const tab = comma.replaceAll(',', '\t').split('\n').slice(1).join('\r\n')
    for (const text of [comma, tab, `\uFEFF${comma}`]) {
      const { rows, definitions } = read(text)
      expect(rows.map(({ names, outcome }) => [names.join('/'), outcome])).toEqual([
        ['甲/乙/丙', 'new'],
        ['甲/乙/丁', 'new'],
        ['戊', 'new'],
      ])
      expect(definitions.map(({ name }) => name)).toEqual(['甲', '乙', '丙', '丁', '戊'])
      expect(definitions[1]?.parent).toBe(definitions[0]?.code)
    }
  })

  it('says of each line what is wrong with it, and takes the others', () => {
    const { rows, definitions } = read('甲,,丙\n甲,乙\n甲,乙\n一,二,三,四')
    expect(rows.map(({ outcome }) => outcome)).toEqual(['problem', 'new', 'problem', 'problem'])
    expect(rows[2]?.problem).toMatchObject({
      zh: expect.stringContaining('第 2 行'),
      en: expect.stringContaining('line 2'),
    })
    expect(definitions).toHaveLength(2)
    expect(outcomes(`${'长'.repeat(201)}`)).toEqual(['1 problem'])
  })

  it('leaves alone what is there already', () => {
    const there = aReference.categories().find(({ names }) => names.length === 2)
    expect(there).toBeDefined()
    const text = `${there?.names.join(',')}\n`
    expect(outcomes(text)).toEqual(['1 known'])
    expect(read(text).definitions).toEqual([])
  })

  it('takes quoted names, skips empty lines, and counts lines as an editor does', () => {
    expect(outcomes('"甲,乙",丙\n\n\n丁,戊')).toEqual(['1 new', '4 new'])
  })

  it('is refused when it is none', () => {
    expect(() => read('"甲,乙\n丙')).toThrow(NoTable)
    expect(read('').rows).toEqual([])
  })
})
