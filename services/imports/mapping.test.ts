import { describe, expect, it } from 'vitest'

import { BadFile, checkMapping, parseMapping, recognise } from './mapping.ts'

const columns = { id: '编号', title: '标题', story: '内容', submittedAt: '时间' }
const parse = (value: unknown) => parseMapping(JSON.stringify(value), 'm.json')

describe('a mapping file', () => {
  it('names the columns, and what else there is to say', () => {
    const mapping = {
      system: 'old-12345',
      columns: { ...columns, reply: '答复' },
      timeZone: 'Asia/Urumqi',
      intakeUnit: 'd1',
    }
    expect(parse(mapping)).toEqual(mapping)
  })

  it.each([
    ['is no JSON', '{', 'm.json is not valid JSON'],
    [
      'lacks a column',
      JSON.stringify({ columns: { ...columns, id: undefined } }),
      '/columns must have required properties id',
    ],
    [
      'has a column that is no text',
      JSON.stringify({ columns: { ...columns, title: 3 } }),
      '/columns/title must be string',
    ],
    ['has an unknown field', JSON.stringify({ columns, encoding: 'gbk' }), 'encoding'],
    ['has an unknown column field', JSON.stringify({ columns: { ...columns, phone: '电话' } }), 'phone'],
    ['has a bad system', JSON.stringify({ system: '旧系统', columns }), '/system must match'],
    ['is a list', '[]', 'm.json'],
    ['names no time zone', JSON.stringify({ columns, timeZone: 'Mars' }), 'm.json: /timeZone is "Mars"'],
  ])('that %s is refused with the field', (_, text, words) => {
    expect(() => parseMapping(text, 'm.json')).toThrow(words)
    expect(() => parseMapping(text, 'm.json')).toThrow(BadFile)
  })

  it('must name columns that the file has', () => {
    expect(() => checkMapping(parse({ columns }), ['编号', '标题', '内容', '时间', '其他'])).not.toThrow()
    expect(() => checkMapping(parse({ columns }), ['编号', '标题', '内容'])).toThrow(
      'submittedAt is the column "时间", which the file does not have (编号, 标题, 内容)',
    )
  })
})

describe('a file without a mapping', () => {
  it('is known by its columns, in any order', () => {
    expect(recognise(['body', 'id', 'submitted_at', 'subject', 'likes'])).toEqual({
      kind: 'messages',
      mapping: { columns: { id: 'id', title: 'subject', story: 'body', submittedAt: 'submitted_at' } },
    })
    expect(
      recognise(['id', 'author', 'subject', 'submitted_at', 'body', 'reply', 'replied_at', 'level1']),
    ).toMatchObject({
      mapping: { columns: { author: 'author', reply: 'reply', repliedAt: 'replied_at', category: 'level1' } },
    })
    expect(recognise(['level1', 'level2', 'level3'])).toEqual({ kind: 'categories' })
  })

  it('is refused with what is missing and what to do', () => {
    expect(() => recognise(['id', 'subject', 'text'])).toThrow(
      'the columns are id, subject, text; submitted_at, body are missing. Name the columns in a mapping file: --mapping FILE.json',
    )
  })
})
