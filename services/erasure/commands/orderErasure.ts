import { body } from '../../kernel/fields.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { erasureCommand, undecided, type ErasureContext } from '../erasure.ts'

export const orderErasure = erasureCommand({
  summary: { zh: '批准并执行删除', en: 'Order the erasure: the data can never be read again' },
  permission: 'erasure.execute',
  body: body({}),
  possible: (state, context) => void undecided(state, context),

  decide(_, state, context) {
    const { subjects, requestedBy } = undecided(state, context)
    const { keyIds } = context as ErasureContext
    if (keyIds.length === 0) {
      throw new Refusal('nothing-to-erase', {
        zh: '所列对象没有可删除的个人信息。请核对编号。',
        en: 'What is listed holds no personal data. Check the numbers.',
      })
    }
    return [{ type: 'ErasureOrdered', data: { subjects: [...subjects], keyIds: [...keyIds], requestedBy } }]
  },
})
