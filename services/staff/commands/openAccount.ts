import { Type } from 'typebox'

import { Refusal } from '../../kernel/refusal.ts'
import { loginPattern } from '../login.ts'
import { closed, managing, refuseBeyondReach, refuseUnknownUnit, staffCommand, unitField } from '../staffCommand.ts'

export const openAccount = staffCommand({
  summary: {
    zh: '开立账号；登录名唯一，初始密码另行设置，角色另行授予。',
    en: 'Open an account. Its login name is unique; the password is set and roles are granted apart.',
  },
  permission: managing,
  creates: true,
  body: Type.Object(
    {
      login: Type.String({ pattern: loginPattern }),
      name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
      unit: unitField,
      demo: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
  units: ({ unit }) => [unit],

  decide(input, _state, context) {
    refuseUnknownUnit(input.unit, context)
    refuseBeyondReach([input.unit], context)
    if (input.demo && context.actor.kind === 'person') {
      const words = {
        zh: '演示账号只由演示环境自动建立。请去掉 demo。',
        en: 'Demo accounts are made by the demo itself. Leave out `demo`.',
      }
      throw new Refusal('demo-only', words, { status: 400, field: 'demo' })
    }
    return [{ type: 'AccountOpened', data: input }]
  },
})
