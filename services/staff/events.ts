import { Type } from 'typebox'

import type { EventCatalogue, EventsOf } from '../kernel/event.ts'

const role = Type.Union([
  Type.Literal('agent'),
  Type.Literal('dispatcher'),
  Type.Literal('handler'),
  Type.Literal('reviewer'),
  Type.Literal('visitor'),
  Type.Literal('supervisor'),
  Type.Literal('leader'),
  Type.Literal('auditor'),
  Type.Literal('administrator'),
  Type.Literal('confidential'),
])
const unit = Type.String({ minLength: 1, maxLength: 64 })
const reason = Type.Optional(Type.String({ minLength: 1, maxLength: 500 }))

/** Stream `staff-<id>`: one account. No password and no hash of one is ever an event; the vault has it. */
export const staffEvents = {
  AccountOpened: {
    version: 1,
    data: Type.Object({
      login: Type.String(),
      name: Type.String({ minLength: 1, maxLength: 100 }),
      /** The unit whose administrators look after the account. */
      unit,
      /** One of the one-click accounts of a demo log. */
      demo: Type.Optional(Type.Boolean()),
    }),
  },
  /** The role holds in the unit and in everything below it. */
  RoleGranted: { version: 1, data: Type.Object({ role, unit }) },
  RoleRevoked: { version: 1, data: Type.Object({ role, unit }) },
  AccountSuspended: { version: 1, data: Type.Object({ reason }) },
  AccountResumed: { version: 1, data: Type.Object({ reason }) },
  /** Ends every session of the account that began before. */
  PasswordChanged: { version: 1, data: Type.Object({}) },
} satisfies EventCatalogue

export type StaffEvent = EventsOf<typeof staffEvents>

/** Stream `login-<login>`: its one event takes the login name; whoever appends it first has it. */
export const loginEvents = {
  LoginReserved: { version: 1, data: Type.Object({ account: Type.String() }) },
} satisfies EventCatalogue

export type LoginEvent = EventsOf<typeof loginEvents>
