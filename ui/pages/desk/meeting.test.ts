import { describe, expect, it } from 'vitest'

import { edited, join, meet } from './meeting.ts'

describe('two windows with one draft', () => {
  const blank = { value: '', seen: {} }
  const first = { value: '路灯', seen: edited({}, 'a') }

  it('take over what the other wrote after seeing this', () => {
    expect(meet(blank, first)).toBe('theirs')
    expect(meet(first, blank)).toBe('mine')
    const answered = { value: '路灯不亮', seen: edited(first.seen, 'b') }
    expect(meet(first, answered)).toBe('theirs')
    expect(meet(answered, first)).toBe('mine')
  })

  it('keep both where each wrote without seeing the other', () => {
    const here = { value: '路灯不亮', seen: edited(first.seen, 'a') }
    const there = { value: '路灯闪', seen: edited(first.seen, 'b') }
    expect(meet(here, there)).toBe('both')
    expect(meet(there, here)).toBe('both')
  })

  it('agree where both wrote the same', () => {
    expect(meet({ value: ['x'], seen: { a: 1 } }, { value: ['x'], seen: { b: 1 } })).toBe('same')
  })

  it('end a dispute with an edit that knows both', () => {
    const here = { value: '路灯不亮', seen: { a: 2 } }
    const there = { value: '路灯闪', seen: { a: 1, b: 1 } }
    const settled = { value: '路灯不亮，闪', seen: edited(join(here.seen, there.seen), 'a') }
    expect(meet(there, settled)).toBe('theirs')
    expect(meet(here, settled)).toBe('theirs')
  })
})
