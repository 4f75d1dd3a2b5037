import { managing, reasonBody, refuseBeyondReach, refuseOwnAccount, staffCommand, unitsOf } from '../staffCommand.ts'

export const suspendAccount = staffCommand({
  summary: {
    zh: '停用账号：不能再登录，已有会话立即失效。',
    en: 'Suspend an account: no sign-in, and open sessions end at once.',
  },
  permission: managing,
  body: reasonBody,
  possible: (_state, context) => refuseOwnAccount(context),

  decide(input, state, context) {
    refuseOwnAccount(context)
    refuseBeyondReach(unitsOf(state), context)
    return state.suspended ? [] : [{ type: 'AccountSuspended', data: input }]
  },
})
