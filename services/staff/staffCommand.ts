import { Type } from 'typebox'

import { commandsOn, type Context } from '../kernel/command.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Account } from './account.ts'
import type { StaffEvent } from './events.ts'
import { roleNames, type Grant } from './permissions.ts'

export const staffCommand = commandsOn<Account, StaffEvent>()

export const managing = 'staff.manage'
export const closed = { additionalProperties: false } as const
export const unitField = Type.String({ minLength: 1, maxLength: 64, pattern: '^[0-9A-Za-z._-]+$' })
export const grantBody = Type.Object({ role: Type.Enum(roleNames), unit: unitField }, closed)
export const reasonBody = Type.Object(
  { reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })) },
  closed,
)

/** Nobody gives himself a role, takes one away or locks himself out: a second administrator does. */
export function refuseOwnAccount({ actor, id }: Context): void {
  if (actor.kind !== 'person' || actor.id !== id) return
  throw new Refusal(
    'own-account',
    {
      zh: '不能管理自己的账号。请由另一位管理员操作。',
      en: 'Nobody manages his own account. Ask another administrator.',
    },
    { status: 403 },
  )
}

/**
 * The kernel has asked whether the sender's grant reaches one unit; here all of them must be reached, or a district's
 * administrator could take over an account that has roles elsewhere.
 */
export function refuseBeyondReach(units: readonly string[], { actor, reference }: Context): void {
  if (actor.kind !== 'person') return
  const { unit: own } = actor
  const beyond = units.find((unit) => own === undefined || !reference.isWithin(unit, own))
  if (beyond === undefined) return
  throw new Refusal(
    'beyond-your-units',
    {
      zh: `单位“${beyond}”不在您的管理范围内。请联系其上级管理员。`,
      en: `The unit “${beyond}” is not among those you manage. Ask an administrator above it.`,
    },
    { status: 403, details: { unit: beyond } },
  )
}

export const unitsOf = ({ unit, grants }: { unit: string; grants: readonly Grant[] }) => [
  ...new Set([unit, ...grants.map((grant) => grant.unit)]),
]

export function refuseUnknownUnit(unit: string, { reference }: Context): void {
  if (reference.unit(unit)) return
  throw new Refusal(
    'unknown-unit',
    { zh: `单位“${unit}”不存在或已停用。请核对编码。`, en: `There is no unit “${unit}” in force. Check the code.` },
    { status: 400, field: 'unit' },
  )
}
