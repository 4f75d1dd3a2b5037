import { Type } from 'typebox'

import { closed, managing, refuseBeyondReach, refuseOwnAccount, staffCommand, unitsOf } from '../staffCommand.ts'

/**
 * Only the fact; the password itself never comes near an event. `passwordRoutes.ts` stores its hash in the vault once
 * this is recorded, and one's own password is changed there, with the present one.
 */
export const changePassword = staffCommand({
  summary: {
    zh: '为账号设置新密码；该账号的所有会话随即失效。',
    en: 'Set a new password for an account; all of its sessions end.',
  },
  permission: managing,
  body: Type.Object({}, closed),
  possible: (_state, context) => refuseOwnAccount(context),

  decide(_input, state, context) {
    refuseOwnAccount(context)
    refuseBeyondReach(unitsOf(state), context)
    return [{ type: 'PasswordChanged', data: {} }]
  },
})
