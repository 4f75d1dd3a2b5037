import { describe, expect, it } from 'vitest'

import { highlight } from './highlight.ts'

const hits = (text: string, query: string) =>
  highlight(text, query)
    .filter(({ hit }) => hit)
    .map(({ text: piece }) => piece)

describe('highlight', () => {
  it('marks each word, in Chinese and in capitals', () => {
    expect(hits('人民路路灯不亮，路灯坏了', '路灯')).toEqual(['路灯', '路灯'])
    expect(hits('APP cannot sign in', 'app SIGN')).toEqual(['APP', 'sign'])
  })

  it('takes signs as signs', () => {
    expect(hits('收费 (50%) 不合理', '(50%)')).toEqual(['(50%)'])
  })

  it('keeps the whole text', () => {
    const text = '供暖温度低'
    expect(
      highlight(text, '供暖')
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  })
})
