import { describe, expect, it } from 'vitest'

import { NoFingerprint, typedFingerprint } from './typedFingerprint.ts'

const key = 'c40cc8c6f8ba67127900e24c45d9734c669aa4f04c2de85161e6e7b5175d8b0f'

describe('a fingerprint as it is typed', () => {
  it.each([
    ['as it is', key],
    ['in the groups of the page', key.replaceAll(/.{4}(?=.)/g, '$& ')],
    ['in capitals with colons', key.toUpperCase().replaceAll(/..(?=.)/g, '$&:')],
  ])('is taken %s', (_, typed) => {
    expect(typedFingerprint(typed)).toBe(key)
  })

  it.each(['', 'c40c', `${key}0`, key.replace('c', 'x')])(
    'is refused as %j, instead of calling a good seal forged',
    (typed) => {
      expect(() => typedFingerprint(typed)).toThrow(NoFingerprint)
    },
  )
})
