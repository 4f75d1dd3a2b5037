import { describe, expect, it } from 'vitest'

import { rankOptions } from './rankOptions.ts'

const option = (code: string, path: string[], initials: string, selectable = true) => ({
  option: { code, label: path.at(-1) ?? '', path, depth: path.length - 1, selectable },
  initials,
  spelled: '',
})

const lighting = option('0101', ['市政设施', '路灯照明'], 'ldzm')
const noise = option('0203', ['生态环境', '噪声扰民'], 'zsrm')
const facilities = option('01', ['市政设施'], 'szss', false)
const all = [facilities, lighting, noise]
const codes = (query: string) => rankOptions(all, query, 10).map(({ code }) => code)

describe('rank options', () => {
  it('finds by text, by pinyin initials and by code', () => {
    expect(codes('路灯')).toEqual(['0101'])
    expect(codes('ldz')).toEqual(['0101'])
    expect(codes('ZSRM')).toEqual(['0203'])
    expect(codes('0203')).toEqual(['0203'])
  })

  it('finds what lies below a name, but not what cannot be chosen', () => {
    expect(codes('市政设施')).toEqual(['0101'])
  })

  it('shows the whole tree before anything is typed', () => {
    expect(codes(' ')).toEqual(['01', '0101', '0203'])
  })
})
