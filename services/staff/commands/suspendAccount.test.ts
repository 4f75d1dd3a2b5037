import { describe, it } from 'vitest'

import { given } from '../../../test/support/given.ts'
import { staff } from '../account.ts'
import type { StaffEvent } from '../events.ts'
import { changePassword } from './changePassword.ts'
import { resumeAccount } from './resumeAccount.ts'
import { suspendAccount } from './suspendAccount.ts'

const opened: StaffEvent = { type: 'AccountOpened', data: { login: 'wang.fang', name: '王芳', unit: 'north' } }
const elsewhere: StaffEvent = { type: 'RoleGranted', data: { role: 'leader', unit: 'city' } }
const reason = { reason: '离职' }
const suspended: StaffEvent = { type: 'AccountSuspended', data: reason }
const by = (unit: string, id = 'administrator-1') => ({ actor: { kind: 'person', id, unit } }) as const
const oneself = { ...by('city', 'me'), id: 'me' }

describe('suspend an account', () => {
  it('says why', () => given(staff, opened).when(suspendAccount, reason, by('north')).gives(suspended))

  it('does nothing when it is suspended', () =>
    given(staff, opened, suspended).when(suspendAccount, {}, by('north')).doesNothing())

  it('is refused where the account has roles beyond the own subtree, and to oneself', () => {
    given(staff, opened, elsewhere).when(suspendAccount, {}, by('north')).refuses('beyond-your-units')
    given(staff, opened).when(suspendAccount, {}, oneself).refuses('own-account')
  })
})

describe('resume an account', () => {
  it('lets it sign in again', () =>
    given(staff, opened, suspended).when(resumeAccount, {}, by('north')).gives({ type: 'AccountResumed', data: {} }))

  it('does nothing when it is not suspended', () =>
    given(staff, opened).when(resumeAccount, {}, by('north')).doesNothing())

  it('is refused beyond the own subtree', () =>
    given(staff, opened, suspended).when(resumeAccount, {}, by('water')).refuses('beyond-your-units'))
})

describe('change a password', () => {
  it('is a fact without the password', () =>
    given(staff, opened).when(changePassword, {}, by('city')).gives({ type: 'PasswordChanged', data: {} }))

  it('does not let a district take over an account of the city, nor one set his own this way', () => {
    given(staff, opened, elsewhere).when(changePassword, {}, by('north')).refuses('beyond-your-units')
    given(staff, opened).when(changePassword, {}, oneself).refuses('own-account')
  })
})
