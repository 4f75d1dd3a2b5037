import { describe, expect, it } from 'vitest'

import { isName, isNumber } from './whatWasTyped.ts'

describe('what was typed in the palette', () => {
  it.each(['16000099001', '160 0009 9001', '+86 16000099001', '0531-8888777', '88887777', '20261124'])(
    'is a telephone number: %s',
    (text) => expect(isNumber(text)).toBe(true),
  )

  it.each(['202611240002017', '2026112400', '123456', '停水 16000099001', ''])('is none: %s', (text) =>
    expect(isNumber(text)).toBe(false),
  )

  it.each(['周小满', '欧阳', 'Mary Ann'])('may be a name: %s', (text) => expect(isName(text)).toBe(true))

  it.each(['苏', '小区停水两天了没有人管', '16000099001'])('is no name: %s', (text) => expect(isName(text)).toBe(false))
})
