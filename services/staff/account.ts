import type { Aggregate } from '../kernel/aggregate.ts'
import { staffEvents, type StaffEvent } from './events.ts'
import type { Grant } from './permissions.ts'

export type Account = {
  readonly login: string
  readonly name: string
  /** Whose administrators look after the account. */
  readonly unit: string
  readonly demo: boolean
  readonly grants: readonly Grant[]
  readonly suspended: boolean
  /** Sessions that began before it are over. */
  readonly passwordChangedAt: string | undefined
}

export const noAccount: Account = {
  login: '',
  name: '',
  unit: '',
  demo: false,
  grants: [],
  suspended: false,
  passwordChangedAt: undefined,
}

export const sameGrant = (a: Grant) => (b: Grant) => a.role === b.role && a.unit === b.unit

export const staff: Aggregate<Account, StaffEvent> = {
  category: 'staff',
  catalogue: staffEvents,
  initial: noAccount,
  evolve: {
    AccountOpened: (state, { login, name, unit, demo }) => ({ ...state, login, name, unit, demo: demo ?? false }),
    RoleGranted: (state, grant) => ({
      ...state,
      grants: state.grants.some(sameGrant(grant)) ? state.grants : [...state.grants, grant],
    }),
    RoleRevoked: (state, grant) => ({ ...state, grants: state.grants.filter((held) => !sameGrant(grant)(held)) }),
    AccountSuspended: (state) => ({ ...state, suspended: true }),
    AccountResumed: (state) => ({ ...state, suspended: false }),
    PasswordChanged: (state, _, { metadata }) => ({ ...state, passwordChangedAt: metadata.recordedAt }),
  },
  units: ({ unit }) => [unit],
}
