import { describe, expect, it } from 'vitest'

import { recorded } from '../../test/support/givenDictionary.ts'
import { Accounts } from './accounts.ts'
import type { StaffEvent } from './events.ts'

const opened: StaffEvent = { type: 'AccountOpened', data: { login: 'wang.fang', name: '王芳', unit: 'north' } }
const granted: StaffEvent = { type: 'RoleGranted', data: { role: 'handler', unit: 'north' } }

const known = (...events: readonly { type: string; data: unknown }[]) => {
  const accounts = new Accounts()
  for (const event of recorded('staff-1', events)) accounts.apply(event)
  return accounts
}

describe('accounts in memory', () => {
  it('are found by id and by login', () => {
    const accounts = known(opened, granted)
    expect(accounts.byId('1')).toMatchObject({ id: '1', name: '王芳', grants: [granted.data], suspended: false })
    expect(accounts.byLogin('wang.fang')?.id).toBe('1')
    expect(accounts.byLogin('nobody')).toBeUndefined()
    expect(accounts.all()).toHaveLength(1)
  })

  it('follow what happens', () => {
    const revoked: StaffEvent = { type: 'RoleRevoked', data: { role: 'handler', unit: 'north' } }
    const accounts = known(
      opened,
      granted,
      revoked,
      { type: 'AccountSuspended', data: {} },
      { type: 'PasswordChanged', data: {} },
    )
    expect(accounts.byId('1')).toMatchObject({ grants: [], suspended: true, passwordChangedAt: expect.any(String) })
  })

  it('count an event once, and pass over other streams and unknown types', () => {
    const accounts = known(opened, { type: 'RoleGranted', data: granted.data }, { type: 'AccountPraised', data: {} })
    for (const event of recorded('staff-1', [opened, { type: 'AccountSuspended', data: {} }])) accounts.apply(event)
    for (const event of recorded('case-1', [opened])) accounts.apply(event)
    expect(accounts.all()).toHaveLength(1)
    expect(accounts.byId('1')).toMatchObject({ suspended: false, revision: 2n })
  })

  it('leave a login to whom it belonged first', () => {
    const accounts = known(opened)
    for (const event of recorded('staff-2', [opened])) accounts.apply(event)
    expect(accounts.byLogin('wang.fang')?.id).toBe('1')
  })

  it('are told as they were at any past instant', () => {
    const accounts = new Accounts()
    const first = { recordedAt: '2026-05-06T00:00:00.000Z', from: 0 }
    for (const event of recorded('staff-1', [opened, granted], first)) accounts.apply(event)
    const gone: StaffEvent = { type: 'RoleRevoked', data: { role: 'handler', unit: 'north' } }
    for (const event of recorded('staff-1', [gone], { recordedAt: '2026-05-07T00:00:00.000Z', from: 2 }))
      accounts.apply(event)
    expect(accounts.byIdAt('1', '2026-05-05T23:59:59.999Z')).toBeUndefined()
    expect(accounts.byIdAt('1', '2026-05-06T23:59:59.000Z')?.grants).toEqual([granted.data])
    expect(accounts.allAt('2026-05-07T00:00:00.000Z').map(({ grants }) => grants)).toEqual([[]])
  })
})
