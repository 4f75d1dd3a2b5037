import { describe, expect, it } from 'vitest'

import { splitAnswer, titleOf } from './titleOf.ts'

describe('a title out of the story', () => {
  it('is its first sentence', () => {
    expect(titleOf('和平路路灯整排不亮。从上周五起就这样。')).toBe('和平路路灯整排不亮')
    expect(titleOf('问：医保卡丢了怎么补办？')).toBe('医保卡丢了怎么补办')
  })

  it('is as many clauses as say enough', () => {
    expect(titleOf('您好，和平路十二号路灯整排不亮，晚上看不见路。')).toBe('您好，和平路十二号路灯整排不亮')
    expect(titleOf('路灯不亮，看不见。')).toBe('路灯不亮，看不见')
  })

  it('is cut where the sentence does not end', () => {
    expect(Array.from(titleOf('长'.repeat(200)))).toHaveLength(40)
    expect(titleOf('  \n ')).toBe('')
  })
})

describe('one text for question and answer', () => {
  it('is parted where the answer begins', () => {
    expect(splitAnswer('医保卡丢了怎么补办？\n答：带身份证到任一社保服务中心。')).toEqual({
      story: '医保卡丢了怎么补办？',
      answer: '带身份证到任一社保服务中心。',
    })
    expect(splitAnswer('How?\nA: Like this.')).toEqual({ story: 'How?', answer: 'Like this.' })
  })

  it('is left alone where nobody has answered', () => {
    expect(splitAnswer('居委会答应过，没有做到。')).toBeUndefined()
    expect(splitAnswer('他回答：不归我管。')).toBeUndefined()
  })
})
