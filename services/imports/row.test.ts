import Value from 'typebox/value'
import { describe, expect, it } from 'vitest'

import type { Mapping } from './mapping.ts'
import { BadRow, instantOf, rowOf, rowSchema } from './row.ts'

const mapping: Mapping = {
  columns: {
    id: 'id',
    title: 'subject',
    story: 'body',
    submittedAt: 'at',
    author: 'author',
    reply: 'reply',
    repliedAt: 'replied',
  },
}
const row = { id: '7', subject: '路灯', body: '不亮', at: '2026-03-01 09:30:00' }
const read = (more: Record<string, string> = {}) => rowOf({ ...row, ...more }, 2, mapping, 'Asia/Shanghai')

describe('a time in a file', () => {
  it.each([
    ['2026-03-01 09:30:00', '2026-03-01T01:30:00.000Z'],
    ['2026/3/1 9:30', '2026-03-01T01:30:00.000Z'],
    ['2026-03-01', '2026-02-28T16:00:00.000Z'],
    ['2026-03-01T09:30:00+08:00', '2026-03-01T01:30:00.000Z'],
    ['2026-03-01 09:30:00Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00.5+0800', '2026-03-01T01:30:00.500Z'],
    [' 2024-02-29 23:59:59 ', '2024-02-29T15:59:59.000Z'],
  ])('without an offset is the zone’s: %s', (text, instant) =>
    expect(instantOf(text, 'at', 'Asia/Shanghai')).toBe(instant),
  )

  it.each([
    '',
    'soon',
    '2026-02-31',
    '2026-02-31 09:00:00',
    '2026-02-31T09:00:00+08:00',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-03-01 24:30:00',
    '2026-03-01 09:75:00',
    '2026-03-01 09:30:99',
    '2026-03-01T09:30:00+99:00',
    '0099-01-01',
    '45321.5',
    '1709251200000',
    '２０２６-03-01',
    "2026-03-01'; DROP TABLE",
  ])('that is none is refused, with the column and an example: “%s”', (text) => {
    expect(() => instantOf(text, 'submitted_at', 'Asia/Shanghai')).toThrow(BadRow)
    expect(() => instantOf(text, 'submitted_at', 'Asia/Shanghai')).toThrow(
      `submitted_at is "${text}", which is no time like 2026-03-01 09:30:00`,
    )
  })
})

describe('a row', () => {
  it('says what the file says and nothing else', () => {
    expect(read({ likes: '12', empty: '' })).toEqual({
      line: 2,
      id: '7',
      title: '路灯',
      story: '不亮',
      submittedAt: '2026-03-01T01:30:00.000Z',
      extra: { likes: '12' },
    })
  })

  it('may have a reply without its time', () => {
    expect(read({ reply: '已修。' })).toMatchObject({ reply: '已修。' })
    expect(read({ reply: '已修。' })).not.toHaveProperty('repliedAt')
    expect(read({ reply: '已修。', replied: '2026/3/2' })).toMatchObject({ repliedAt: '2026-03-01T16:00:00.000Z' })
  })

  it('satisfies the schema of what is sent, whatever stands in it', () => {
    const hostile = ['=cmd|calc', '<script>', "'; --", 'x'.repeat(200), '\u202e', '民'.repeat(200)]
    for (const text of hostile)
      expect(Value.Check(rowSchema, read({ subject: text, author: text, other: text }))).toBe(true)
  })

  it.each([
    [{ id: ' ' }, 'id is empty'],
    [{ subject: '' }, 'subject is empty'],
    [{ body: '\n' }, 'body is empty'],
    [{ at: '' }, 'at is "", which is no time'],
    [{ replied: 'soon' }, 'replied is "soon", which is no time'],
    [{ subject: '灯'.repeat(201) }, 'subject is 201 characters long; 200 are allowed'],
    [{ body: '灯'.repeat(20_001) }, 'body is 20001 characters long; 20000 are allowed'],
    [{ author: 'x'.repeat(201) }, 'author is 201 characters long; 200 are allowed'],
    [{ id: 'x'.repeat(201) }, 'id is 201 characters long; 200 are allowed'],
    [{ other: 'x'.repeat(1001) }, 'other is 1001 characters long; 1000 are allowed'],
  ])('that is wrong names the column and the remedy: %o', (wrong, words) => {
    expect(() => read(wrong)).toThrow(BadRow)
    expect(() => read(wrong)).toThrow(words)
  })
})
