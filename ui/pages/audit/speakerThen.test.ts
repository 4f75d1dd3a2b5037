import { describe, expect, it } from 'vitest'

import type { Speaker } from '../../components/describeEvent.ts'
import type { Then } from './replay.ts'
import { speakerThen } from './speakerThen.ts'

const today = { unitName: () => '照明中心', categoryPath: () => ['城市照明'] } as unknown as Speaker
const state = (unit: string, names: readonly string[]) =>
  ({
    intakeUnit: { unit: 'desk', name: '热线中心' },
    assignments: [{ unit: 'lamp', name: unit }],
    category: { code: 'L', names },
  }) as unknown as Then

describe('the names of then', () => {
  it('are those of the event’s own state, and of the one before where only that knows them', () => {
    const before = { ...state('路灯所', ['路灯']), category: { code: 'W', names: ['供水'] } } as Then
    const then = speakerThen(today, [before, state('路灯管理所', ['市政', '路灯'])])
    expect([then.unitName('desk'), then.unitName('lamp')]).toEqual(['热线中心', '路灯管理所'])
    expect([then.categoryPath('W'), then.categoryPath('L')]).toEqual([['供水'], ['市政', '路灯']])
  })

  it('are those of today where nobody knew them', () => {
    const then = speakerThen(today, [undefined])
    expect([then.unitName('lamp'), then.categoryPath('L')]).toEqual(['照明中心', ['城市照明']])
  })
})
