import { Type } from 'typebox'

import { Refusal } from '../../kernel/refusal.ts'
import { entriesOf } from '../dictionary.ts'
import { closed, codeField, dictionaryCommand, editing, fromField, reasonField } from '../dictionaryCommand.ts'
import { unclassified } from '../events.ts'
import { instantOf, refuseChildren, refuseElsewhere, retires } from '../refusals.ts'

export const retireCategory = dictionaryCommand({
  summary: {
    zh: '停用分类：此后不能再选，已归入的工单仍保留其名称。',
    en: 'Retire a category: it can no longer be chosen, and cases that have it keep its name.',
  },
  permission: editing,
  body: Type.Object({ code: codeField, until: fromField, reason: reasonField }, closed),

  decide({ code, until, reason }, state, context) {
    refuseElsewhere('categories', context)
    const end = instantOf(until, 'until', context)
    const [entries, ended] = [entriesOf(state.categories), entriesOf(state.retired)]
    if (!retires(entries, ended, code, end)) return []
    if (code === unclassified) {
      const words = {
        zh: '“未分类”是登记时的退路，不能停用。',
        en: '“Unclassified” is what registration falls back on; it is not retired.',
      }
      throw new Refusal('unclassified-stays', words)
    }
    refuseChildren(entries, ended, code, end)
    return [{ type: 'CategoryRetired', data: { code, until: end, reason } }]
  },
})
