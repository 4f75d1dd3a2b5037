import { describe, expect, it } from 'vitest'

import type { AlikeRow } from '../../api/callers.ts'
import type { PickOption } from '../../composables/useReference.ts'
import { suggestCategory } from './suggestCategory.ts'

const option = (code: string, label: string, depth = 1): PickOption => ({
  code,
  label,
  path: [label],
  depth,
  selectable: true,
})
const options = [option('01', '市政设施', 0), option('0101', '路灯照明'), option('0102', '道路积水')]
const inCategory = (code: string, why = 'same-words') =>
  ({ category: { code, names: [] }, why: [why] }) as unknown as AlikeRow

describe('the proposed category', () => {
  it('is the one whose name the story says', () =>
    expect(suggestCategory('门前的路灯照明坏了', options, [])?.code).toBe('0101'))

  it('is the one of cases like this, where no name is said', () =>
    expect(suggestCategory('晚上黑得看不见', options, [inCategory('0101'), inCategory('0101')])?.code).toBe('0101'))

  it('is none where nothing speaks for one', () => expect(suggestCategory('想问一下', options, [])).toBeUndefined())

  it('is the only one there is', () =>
    expect(suggestCategory('想问一下', options.slice(0, 1), [])).toEqual({ code: '01', score: 1 }))
})
