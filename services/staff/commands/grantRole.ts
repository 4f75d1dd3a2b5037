import { sameGrant } from '../account.ts'
import {
  grantBody,
  managing,
  refuseBeyondReach,
  refuseOwnAccount,
  refuseUnknownUnit,
  staffCommand,
} from '../staffCommand.ts'

export const grantRole = staffCommand({
  summary: {
    zh: '授予角色：在该单位及其所有下级有效。',
    en: 'Grant a role in a unit and in everything below it.',
  },
  permission: managing,
  body: grantBody,
  units: ({ unit }) => [unit],
  possible: (_state, context) => refuseOwnAccount(context),

  decide(grant, state, context) {
    refuseOwnAccount(context)
    refuseUnknownUnit(grant.unit, context)
    refuseBeyondReach([grant.unit], context)
    return state.grants.some(sameGrant(grant)) ? [] : [{ type: 'RoleGranted', data: grant }]
  },
})
