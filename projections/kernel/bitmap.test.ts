import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Bitmap, chunkOf, readChunk, storedAfter } from './bitmap.ts'

const numbers = fc.array(fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 65_500, max: 65_600 })), {
  maxLength: 300,
})
const sorted = (set: Iterable<number>) => [...new Set(set)].sort((a, b) => a - b)

describe('a bitmap', () => {
  it('is a set', () => {
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: 0, max: 200_000 }), (some, others, before) => {
        const [a, b] = [Bitmap.of(some), Bitmap.of(others)]
        const inBoth = sorted(some.filter((n) => others.includes(n)))
        expect([...a.ascending()]).toEqual(sorted(some))
        expect([...a.descending()]).toEqual(sorted(some).reverse())
        expect([...a.descending(before)]).toEqual(sorted(some.filter((n) => n < before)).reverse())
        expect([...a.and(b).ascending()]).toEqual(inBoth)
        expect(a.countWith(b)).toBe(inBoth.length)
        expect([...a.without(b).ascending()]).toEqual(sorted(some.filter((n) => !others.includes(n))))
        expect(a.count).toBe(sorted(some).length)
      }),
    )
  })

  it('comes back from its stored form, as a list or as bits, after any changes', () => {
    const ops = fc.array(fc.tuple(fc.integer({ min: 0, max: 65_535 }), fc.boolean()), { maxLength: 200 })
    fc.assert(
      fc.property(ops, ops, fc.constantFrom(0, 5_000), (first, second, filler) => {
        const expected = new Set<number>()
        let stored: Buffer | undefined
        const many = Array.from({ length: filler }, (_, index) => [index * 13, true] as const)
        for (const changes of [many, first, second]) {
          for (const [n, isMember] of changes) expected[isMember ? 'add' : 'delete'](n)
          stored = storedAfter(stored, new Map(changes))
        }
        const bitmap = new Bitmap()
        if (stored) bitmap.addChunk(chunkOf(0), readChunk(stored))
        expect([...bitmap.ascending()]).toEqual(sorted(expected))
        expect(stored?.length === 0).toBe(expected.size === 0)
      }),
    )
  })
})
