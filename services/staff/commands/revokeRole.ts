import { sameGrant } from '../account.ts'
import { grantBody, managing, refuseBeyondReach, refuseOwnAccount, staffCommand } from '../staffCommand.ts'

export const revokeRole = staffCommand({
  summary: { zh: '收回角色，立即生效。', en: 'Take a role away, at once.' },
  permission: managing,
  body: grantBody,
  units: ({ unit }) => [unit],
  possible: (_state, context) => refuseOwnAccount(context),

  decide(grant, state, context) {
    refuseOwnAccount(context)
    refuseBeyondReach([grant.unit], context)
    return state.grants.some(sameGrant(grant)) ? [{ type: 'RoleRevoked', data: grant }] : []
  },
})
