import { describe, expect, it } from 'vitest'

import { callerToken, nameForm, numberForm } from './callerForms.ts'

describe('a number', () => {
  it('is one and the same however it was typed or sent', () => {
    const ways = [
      '13812341234',
      ' 138 1234 1234 ',
      '138-1234-1234',
      '+86 138 1234 1234',
      '+8613812341234',
      '0086-138-1234-1234',
      '8613812341234',
      '013812341234',
      '１３８１２３４１２３４',
      '＋８６（138）1234—1234',
      '13812341234转802',
      '138.1234.1234',
    ]
    expect(ways.map(numberForm)).toEqual(ways.map(() => '13812341234'))
  })

  it('keeps its area code, whatever stands before or around it', () => {
    const ways = [
      '0771-1234567',
      '(0771)1234567',
      '07711234567',
      '+86 771 1234567',
      '+86 (0)771 1234567',
      '0771 1234567-',
    ]
    expect(ways.map(numberForm)).toEqual(ways.map(() => '07711234567'))
  })

  it('from abroad keeps its country', () => {
    expect(['+1 415 555 0100', '001-415-555-0100'].map(numberForm)).toEqual(['+14155550100', '+14155550100'])
    expect(numberForm('+852 2345 6789')).toBe('+85223456789')
  })

  it('may be short', () => expect(['12345', '110'].map(numberForm)).toEqual(['12345', '110']))

  it('is none where nothing but digits is left wanting', () => {
    const none = ['', '无', '12', '138****1234', 'A00045581', "1' OR 1=1", '+', '1'.repeat(17), '13812341234\u00001']
    expect(none.map(numberForm)).toEqual(none.map(() => undefined))
  })
})

describe('a name', () => {
  it('is one and the same in any width, case and spacing', () => {
    expect(['张三', ' 张 三 ', '张　三'].map(nameForm)).toEqual(['张三', '张三', '张三'])
    expect(['Zhang  San', 'ＺＨＡＮＧ san'].map(nameForm)).toEqual(['zhang san', 'zhang san'])
    expect(['买买提·艾力', '买买提•艾力', '买买提・艾力'].map(nameForm)).toEqual(Array(3).fill('买买提·艾力'))
    expect(nameForm(' 　 ')).toBeUndefined()
  })
})

describe('a token', () => {
  const secret = Buffer.alloc(32, 1)

  it('says nothing without the key, and keeps kinds apart', () => {
    const token = callerToken(secret, 'number', '12345')
    expect(token).toHaveLength(16)
    expect(callerToken(Buffer.alloc(32, 2), 'number', '12345')).not.toEqual(token)
    expect(callerToken(secret, 'name', '12345')).not.toEqual(token)
    expect(callerToken(secret, 'number', '+86 12345')).toEqual(token)
  })
})
