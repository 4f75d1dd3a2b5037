import { describe, expect, it } from 'vitest'

import type { FoundCaller, KnownContact } from '../../api/callers.ts'
import { isWhole, knownAs } from './knownCaller.ts'

const contact = (id: string, callerName: string | null, person: string | null = null): KnownContact => ({
  id,
  channel: 'phone',
  receivedAt: '2026-03-01T00:00:00.000Z',
  disposition: null,
  callerName,
  callerNumber: '199****1234',
  callerKind: 'person',
  sourceSystem: null,
  person,
  cases: [],
})
const found = (...rows: KnownContact[]) => ({ contacts: { total: rows.length, rows } }) as unknown as FoundCaller

describe('who is on the line', () => {
  it('is asked for when the number is whole', () => {
    expect(isWhole('1990000123')).toBe(false)
    expect(isWhole('19900001234')).toBe(true)
    expect(isWhole('0571 8765432')).toBe(true)
    expect(isWhole('12345')).toBe(false)
    expect(isWhole('138****1234567')).toBe(false)
  })

  it('is known under the name of the newest contact of each', () => {
    const names = knownAs(
      found(contact('c3', null), contact('c2', '周**'), contact('c1', '周**'), contact('c0', '王*')),
    )
    expect(names.map(({ id }) => id)).toEqual(['c2', 'c0'])
  })

  it('is one person where the record says so, whatever the name', () => {
    expect(knownAs(found(contact('c2', '周**', 'p1'), contact('c1', '周*', 'p1')))).toHaveLength(1)
  })
})
