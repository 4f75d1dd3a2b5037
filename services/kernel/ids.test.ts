import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { commandNamespace, uuidv5 } from './ids.ts'

describe('uuidv5', () => {
  it('is the one of RFC 9562 (appendix A.4)', () => {
    const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8'
    expect(uuidv5(dns, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2')
  })

  it('is the same for the same name, and another for another', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        expect(uuidv5(commandNamespace, one)).toBe(uuidv5(commandNamespace, one))
        expect(uuidv5(commandNamespace, one) === uuidv5(commandNamespace, other)).toBe(one === other)
        expect(uuidv5(commandNamespace, one)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        )
      }),
    )
  })

  it('depends on its namespace', () => {
    expect(uuidv5(commandNamespace, 'a')).not.toBe(uuidv5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'a'))
  })
})
