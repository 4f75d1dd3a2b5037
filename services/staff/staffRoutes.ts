import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'

import { notPermittedAnywhere } from '../kernel/notPermitted.ts'
import type { ReferenceData } from '../kernel/reference.ts'
import type { Accounts, KnownAccount } from './accounts.ts'
import { reachableUnits } from './permissions.ts'
import { viewerOf } from './viewer.ts'

/** Accounts of the viewer's units; what an account may do elsewhere is only counted. */
function shownAccount(account: KnownAccount, isMine: (unit: string) => boolean) {
  const { id, login, name, unit, demo, suspended, revision } = account
  const grants = account.grants.filter((grant) => isMine(grant.unit))
  const grantsElsewhere = account.grants.length - grants.length
  return { id, login, name, unit, demo, suspended, grants, grantsElsewhere, revision: revision.toString() }
}

/** Omitted: as they are now. */
const query = Type.Object({ at: Type.Optional(Type.String({ format: 'date-time' })) }, { additionalProperties: false })

/** `GET /api/staff`: the accounts that the viewer looks after. */
export function staffRoutes(app: FastifyInstance, accounts: Accounts, reference: () => ReferenceData): void {
  const schema = { tags: ['staff'], summary: '账号列表 · Accounts of my units', querystring: query }
  app.get<{ Querystring: Static<typeof query> }>('/api/staff', { schema }, (request) => {
    const { account: mine, grants } = viewerOf(request)
    const units = reachableUnits(grants, 'staff.manage')
    if (units.length === 0) throw notPermittedAnywhere('staff.manage')
    const now = reference()
    const isMine = (unit: string) => units.some((own) => own === unit || now.isWithin(unit, own))
    const { at } = request.query
    const rows = (at ? accounts.allAt(new Date(at).toISOString()) : accounts.all())
      .filter(({ login, unit }) => login !== '' && isMine(unit))
      .map((account) => ({ ...shownAccount(account, isMine), isMe: account.id === mine.id }))
      .sort((a, b) => a.login.localeCompare(b.login))
    return { rows, total: rows.length }
  })
}
