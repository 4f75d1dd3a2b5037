import { Type } from 'typebox'

import { entriesOf } from '../dictionary.ts'
import { closed, codeField, dictionaryCommand, editing, fromField, reasonField } from '../dictionaryCommand.ts'
import { heldAt } from '../inForce.ts'
import { instantOf, refuseChildren, refuseElsewhere, retires } from '../refusals.ts'
import { rootStays } from './defineUnit.ts'

export const retireUnit = dictionaryCommand({
  summary: {
    zh: '停用单位：此后不再接收新工单，已办的仍保留其名称。',
    en: 'Retire a unit: it takes no new work from then on, and what it did keeps its name.',
  },
  permission: editing,
  body: Type.Object({ code: codeField, until: fromField, reason: reasonField }, closed),

  decide({ code, until, reason }, state, context) {
    refuseElsewhere('organisation', context)
    const end = instantOf(until, 'until', context)
    const [entries, ended] = [entriesOf(state.units), entriesOf(state.retired)]
    if (!retires(entries, ended, code, end)) return []
    if (heldAt(entries, ended, end).get(code)?.entry.parent === null) throw rootStays(code)
    refuseChildren(entries, ended, code, end)
    return [{ type: 'UnitRetired', data: { code, until: end, reason } }]
  },
})
