import { body, choice } from '../../kernel/fields.ts'
import { erasureCommand, undecided } from '../erasure.ts'
import { refusalReasons } from '../events.ts'

export const refuseErasure = erasureCommand({
  summary: { zh: '不同意删除', en: 'Refuse the erasure' },
  permission: 'erasure.execute',
  body: body({ reason: choice(refusalReasons, '理由', 'Reason') }),
  possible: (state, context) => void undecided(state, context),

  decide(asked, state, context) {
    undecided(state, context)
    return [{ type: 'ErasureRefused', data: asked }]
  },
})
