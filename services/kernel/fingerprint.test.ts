import { isDeepStrictEqual } from 'node:util'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { fingerprintOf } from './fingerprint.ts'

const secret = Buffer.alloc(32, 7)
const of = (input: unknown, name = 'cases.addNote') => fingerprintOf(secret, name, input)

/** The same value with every object's fields in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]) => [name, shuffled(inner)])
  return Object.fromEntries(entries.toReversed())
}

const bodies = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()).map(
  // A name that is an index is always first in an object, whatever order it was given in.
  (body) => JSON.parse(JSON.stringify(body)) as Record<string, unknown>,
)

describe('the fingerprint of a command', () => {
  it('does not depend on the order of fields', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        expect(of(shuffled(body))).toBe(of(body))
      }),
    )
    expect(of({ b: 1, a: { d: 2, c: [1, { y: 1, x: 2 }] } })).toBe(of({ a: { c: [1, { x: 2, y: 1 }], d: 2 }, b: 1 }))
  })

  it('depends on everything else', () => {
    fc.assert(
      fc.property(bodies, bodies, (one, other) => {
        fc.pre(!isDeepStrictEqual(one, other))
        expect(of(one)).not.toBe(of(other))
      }),
    )
    expect(of({ list: [1, 2] })).not.toBe(of({ list: [2, 1] }))
    expect(of({ a: 1 })).not.toBe(of({ a: '1' }))
    expect(of({ a: 1 })).not.toBe(of({ a: 1, b: null }))
    expect(of({}, 'cases.addNote')).not.toBe(of({}, 'cases.closeCase'))
  })

  it('cannot be tried out without the installation’s secret', () => {
    expect(fingerprintOf(Buffer.alloc(32, 8), 'cases.addNote', { text: '13800000000' })).not.toBe(
      of({ text: '13800000000' }),
    )
    expect(of({ text: '13800000000' })).toMatch(/^[A-Za-z0-9_-]{22}$/)
  })
})
