import { describe, expect, it } from 'vitest'

import { given } from '../../../test/support/given.ts'
import { noAccount, staff } from '../account.ts'
import { loginStream } from '../login.ts'
import { openAccount } from './openAccount.ts'

const wang = { login: 'wang.fang', name: '王芳', unit: 'north' }
const by = (unit: string) => ({ actor: { kind: 'person', id: 'administrator-1', unit } }) as const

describe('open an account', () => {
  it('has a login, a name and a home unit, and no role', () =>
    given(staff).when(openAccount, wang, by('city')).gives({ type: 'AccountOpened', data: wang }))

  it('asks for the permission in the home unit', () => expect(openAccount.units?.(wang, noAccount)).toEqual(['north']))

  it('is refused beyond the own subtree and for an unknown unit', () => {
    given(staff).when(openAccount, wang, by('water')).refuses('beyond-your-units')
    given(staff)
      .when(openAccount, { ...wang, unit: 'nowhere' }, by('city'))
      .refuses('unknown-unit', 'unit')
  })

  it('is a demo account only by the demo itself', () => {
    const demo = { ...wang, demo: true }
    given(staff).when(openAccount, demo, by('city')).refuses('demo-only', 'demo')
    given(staff)
      .when(openAccount, demo, { actor: { kind: 'simulator', id: 'city' } })
      .gives({ type: 'AccountOpened', data: demo })
  })
})

describe('the stream that reserves a login name', () => {
  it('is named after it', () => expect(loginStream('wang.fang-2')).toBe('login-wang.fang-2'))

  it.each(['ab', 'Wang', 'wang fang', '.wang', '王芳', 'a'.repeat(33), '', '../main'])('is none for “%s”', (login) =>
    expect(() => loginStream(login)).toThrow(expect.objectContaining({ code: 'bad-login', field: 'login' })),
  )
})
