import { describe, it } from 'vitest'

import { given } from '../../../test/support/given.ts'
import { staff } from '../account.ts'
import type { StaffEvent } from '../events.ts'
import { grantRole } from './grantRole.ts'
import { revokeRole } from './revokeRole.ts'

const opened: StaffEvent = { type: 'AccountOpened', data: { login: 'wang.fang', name: '王芳', unit: 'north' } }
const handler = { role: 'handler', unit: 'north-lake' } as const
const granted: StaffEvent = { type: 'RoleGranted', data: handler }
const by = (unit: string, id = 'administrator-1') =>
  ({ actor: { kind: 'person', id, role: 'administrator', unit } }) as const

describe('grant a role', () => {
  it('holds in the unit', () => given(staff, opened).when(grantRole, handler, by('north')).gives(granted))

  it('does nothing when it is held already', () =>
    given(staff, opened, granted).when(grantRole, handler, by('city')).doesNothing())

  it('never goes beyond the own subtree', () => {
    given(staff, opened).when(grantRole, handler, by('water')).refuses('beyond-your-units')
    given(staff, opened).when(grantRole, { role: 'handler', unit: 'city' }, by('north')).refuses('beyond-your-units')
    given(staff, opened)
      .when(grantRole, handler, { actor: { kind: 'person', id: 'somebody' } })
      .refuses('beyond-your-units')
  })

  it('is refused to oneself', () =>
    given(staff, opened)
      .when(grantRole, handler, { ...by('city', 'thing-1'), id: 'thing-1' })
      .refuses('own-account'))

  it('is refused for a unit that is not there', () =>
    given(staff, opened)
      .when(grantRole, { role: 'handler', unit: 'nowhere' }, by('city'))
      .refuses('unknown-unit', 'unit'))

  it('is free to the machinery that begins an installation', () =>
    given(staff, opened)
      .when(grantRole, { role: 'administrator', unit: 'city' }, { actor: { kind: 'automation', id: 'seed' } })
      .gives({ type: 'RoleGranted', data: { role: 'administrator', unit: 'city' } }))
})

describe('revoke a role', () => {
  it('takes it away', () =>
    given(staff, opened, granted).when(revokeRole, handler, by('north')).gives({ type: 'RoleRevoked', data: handler }))

  it('does nothing when it is not held', () =>
    given(staff, opened).when(revokeRole, handler, by('north')).doesNothing())

  it('is refused beyond the own subtree and to oneself', () => {
    given(staff, opened, granted).when(revokeRole, handler, by('north-lake-1')).refuses('beyond-your-units')
    given(staff, opened, granted)
      .when(revokeRole, handler, { ...by('city', 'me'), id: 'me' })
      .refuses('own-account')
  })
})
