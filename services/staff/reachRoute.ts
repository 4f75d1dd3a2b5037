import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'

import type { ReferenceData } from '../kernel/reference.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Accounts, KnownAccount } from './accounts.ts'
import { permissions, reaches, roles, type Grant, type Permission } from './permissions.ts'
import { unitField } from './staffCommand.ts'
import { viewerOf } from './viewer.ts'

const query = Type.Object(
  {
    unit: unitField,
    permission: Type.Enum([...permissions], { default: 'case.view' }),
    at: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { additionalProperties: false },
)

export type ReachWiring = {
  readonly accounts: Pick<Accounts, 'allAt'>
  readonly referenceAt: (at: string) => ReferenceData
  readonly now: () => string
}

type Asked = { readonly unit: string; readonly permission: Permission; readonly reference: ReferenceData }

/** The grants of an account that carry a permission to a unit, each with where it was given. */
function reachesOf({ id, login, name, grants, suspended }: KnownAccount, { unit, permission, reference }: Asked) {
  const carries = (wanted: Permission) => (grant: Grant) =>
    roles[grant.role].includes(wanted) && reference.isWithin(unit, grant.unit)
  const seesProtected = grants.some(carries('case.view-protected'))
  return grants.filter(carries(permission)).map((grant) => ({
    id,
    login,
    name,
    suspended,
    role: grant.role,
    /** Where the role was given: the unit itself, or one above it. */
    unit: grant.unit,
    unitName: reference.unit(grant.unit)?.name ?? grant.unit,
    level: reference.unit(grant.unit)?.level ?? 0,
    seesProtected,
  }))
}

const notYours = (unit: string) =>
  new Refusal(
    'not-permitted',
    {
      zh: `单位“${unit}”不在您管理或审计的范围内。请联系上级管理员。`,
      en: `The unit “${unit}” is not among those you manage or audit. Ask an administrator above it.`,
    },
    { status: 403, details: { unit } },
  )

/** `GET /api/staff/reaching`: who may do something in a unit, and by which role given where, now or at a past instant. */
export function reachRoute(app: FastifyInstance, { accounts, referenceAt, now }: ReachWiring): void {
  const schema = { tags: ['staff'], summary: '谁能看到该单位的工单 · Who reaches a unit, and why', querystring: query }
  app.get<{ Querystring: Static<typeof query> }>('/api/staff/reaching', { schema }, (request) => {
    const { unit, permission } = request.query
    const { grants } = viewerOf(request)
    const present = referenceAt(now())
    const mine = (wanted: Permission) => reaches(grants, wanted, [unit], present)
    if (!mine('staff.manage') && !mine('access.view')) throw notYours(unit)
    const at = request.query.at ? new Date(request.query.at).toISOString() : now()
    const asked = { unit, permission: permission as Permission, reference: referenceAt(at) }
    const rows = accounts
      .allAt(at)
      .flatMap((account) => reachesOf(account, asked))
      .sort((a, b) => a.level - b.level || a.login.localeCompare(b.login))
    return { at, rows }
  })
}
