import { describe, expect, it } from 'vitest'

import type { Then } from './replay.ts'
import { compared, stateLines, type Wording } from './stateLines.ts'

const wording: Wording = {
  t: (key) => key,
  term: (list, value) => `${list}:${value}`,
  said: (value) => (typeof value === 'string' ? value : value ? '已依法删除' : ''),
  short: (at) => at,
}
const then = (more: Partial<Then> = {}): Then => ({
  nextStep: 'sign',
  whoseTurn: { unit: 'east', name: '东区' },
  round: 1,
  title: '路灯不亮',
  story: { erased: true },
  answer: null,
  type: 'complaint',
  category: null,
  urgency: 'normal',
  place: null,
  party: null,
  elements: {},
  intakeUnit: { unit: 'hotline', name: '热线' },
  identityProtected: false,
  assignments: [{ id: 'a1', unit: 'east', name: '东区', kind: 'primary', round: 1, step: 'sign', returnAsked: false }],
  clocks: [],
  handledBy: [],
  visit: null,
  closureKind: null,
  urged: false,
  withdrawalAsked: false,
  possible: [],
  refused: [],
  ...more,
})
const changes = (now: Then, before: Then) =>
  compared(stateLines(now, wording), stateLines(before, wording)).flatMap(({ lines }) =>
    lines
      .filter(({ change }) => change)
      .map(({ key, change, before: was }) => [key, change, was].filter(Boolean).join(' ')),
  )

describe('the lines of a state', () => {
  it('leave out what is not there, and say what was erased', () => {
    const lines = stateLines(then(), wording).flatMap((group) => group.lines)
    expect(lines.map(({ key }) => key)).not.toContain('answer')
    expect(lines.find(({ key }) => key === 'story')?.text).toBe('已依法删除')
  })

  it('show what became different, new and gone', () => {
    const signed = { ...then().assignments[0], step: 'report' as const } as Then['assignments'][number]
    const now = then({
      nextStep: 'report',
      title: '路灯整排不亮',
      assignments: [signed],
      answer: '已修',
      whoseTurn: null,
    })
    expect(changes(now, then())).toEqual([
      'nextStep changed step:sign',
      'turn gone',
      'unit a1 changed 东区 · step:sign',
      'title changed 路灯不亮',
      'answer new',
    ])
  })

  it('show nothing as different where there was nothing before', () => {
    const first = compared(stateLines(then(), wording), undefined).flatMap(({ lines }) => lines)
    expect(first.filter(({ change }) => change)).toEqual([])
  })
})
