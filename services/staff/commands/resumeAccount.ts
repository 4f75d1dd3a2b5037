import { managing, reasonBody, refuseBeyondReach, refuseOwnAccount, staffCommand, unitsOf } from '../staffCommand.ts'

export const resumeAccount = staffCommand({
  summary: { zh: '恢复已停用的账号。', en: 'Let a suspended account sign in again.' },
  permission: managing,
  body: reasonBody,
  possible: (_state, context) => refuseOwnAccount(context),

  decide(input, state, context) {
    refuseOwnAccount(context)
    refuseBeyondReach(unitsOf(state), context)
    return state.suspended ? [{ type: 'AccountResumed', data: input }] : []
  },
})
