import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { csvOf } from './csv.ts'

const read = (text: string) => parse(text, { bom: true, relax_column_count: true }) as string[][]

describe('a table for spreadsheets', () => {
  it('never begins a cell with something that calculates', () => {
    const hostile = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '=HYPERLINK("http://x","y")',
      '＝1+1',
      '＋1',
      '－1',
      '＠a',
      '\n=1',
    ]
    for (const cell of read(csvOf(hostile.map((each) => [each]))).flat()) expect(cell[0]).toBe("'")
  })

  it('gives every other cell back as it was', () => {
    const cell = fc.string().filter((text) => !/^[=+\-@＝＋－＠\t\r\n]/.test(text))
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, fc.integer()), { minLength: 1 }), (rows) => {
        const expected = rows.map(([first, second, n]) => [first, second, String(n)])
        expect(read(csvOf(rows))).toEqual(expected)
      }),
    )
  })
})
