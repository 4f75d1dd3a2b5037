import { Type } from 'typebox'

import { Refusal } from '../../kernel/refusal.ts'
import { entriesOf } from '../dictionary.ts'
import { closed, codeField, dictionaryCommand, editing, fromField, reasonField } from '../dictionaryCommand.ts'
import { heldAt } from '../inForce.ts'
import { instantOf, refuseElsewhere, retires } from '../refusals.ts'

export const retirePolicyRule = dictionaryCommand({
  summary: {
    zh: '停用时限规则；此后由较宽的规则决定。',
    en: 'Retire a rule about time limits; from then on the next more general one decides.',
  },
  permission: editing,
  body: Type.Object({ ruleId: codeField, until: fromField, reason: reasonField }, closed),

  decide({ ruleId, until, reason }, state, context) {
    refuseElsewhere('policy', context)
    const end = instantOf(until, 'until', context)
    const [entries, ended] = [entriesOf(state.rules), entriesOf(state.retired)]
    if (!retires(entries, ended, ruleId, end)) return []
    const rule = heldAt(entries, ended, end).get(ruleId)?.entry
    if (rule && Object.values(rule.match).every((value) => value === undefined)) {
      throw new Refusal('default-stays', {
        zh: `“${ruleId}”是该时钟的默认规则，停用后时限将无从计算。请改为修改它的时长。`,
        en: `“${ruleId}” is this clock's default: without it no due time could be computed. Change its length instead.`,
      })
    }
    return [{ type: 'PolicyRuleRetired', data: { ruleId, until: end, reason } }]
  },
})
