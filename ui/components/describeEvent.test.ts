import { describe, expect, it } from 'vitest'

import { describeEvent } from './describeEvent.ts'
import type { Speaker } from './describeEvent.ts'

const speaker: Speaker = {
  t: (key, named) => (typeof named?.['field'] === 'string' && named['field'] ? `${key}:${named['field']}` : key),
  te: (key) => !key.endsWith('.Unheard'),
  term: (list, value) => (value ? `${list}=${value}` : ''),
  short: (at) => at,
  unitName: (code) => `unit ${code}`,
  categoryPath: (code) => ['top', code],
}
const lines = (type: string, data: Record<string, unknown>) =>
  describeEvent({ type, data }, speaker).lines.map(({ text }) => text)

describe('an event in words', () => {
  it('names units, and words of closed lists', () => {
    expect(lines('Dispatched', { unit: 'u1', kind: 'primary', round: 1 })).toEqual(['unit u1', 'kind=primary'])
  })

  it('says what was changed into what', () => {
    const data = { field: 'category', from: 'a', to: 'b', reason: 'wrong' }
    expect(describeEvent({ type: 'CaseReclassified', data }, speaker).title).toContain('field=category')
    expect(lines('CaseReclassified', data)).toEqual(['top › a', 'top › b', 'wrong'])
  })

  it('names what an answer rests on, and says where it rests on nothing', () => {
    const source = { entry: 'K-12', version: '3' }
    expect(lines('AnsweredDirectly', { answer: '可以', source })).toEqual(['可以', 'timeline.sourceEntry'])
    expect(lines('AnsweredDirectly', { answer: '可以' })).toEqual(['可以', 'timeline.noSource'])
  })

  it('keeps visible that something erased once stood there', () => {
    expect(lines('NoteAdded', { text: { erased: true } })).toEqual(['common.erased'])
  })

  it('shows an event that it has never heard of by its type', () => {
    expect(describeEvent({ type: 'Unheard', data: {} }, speaker)).toEqual({ title: 'Unheard', lines: [] })
  })
})
