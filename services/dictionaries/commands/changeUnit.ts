import { Type } from 'typebox'

import { entriesOf } from '../dictionary.ts'
import { closed, codeField, dictionaryCommand, editing, fromField, nameField } from '../dictionaryCommand.ts'
import { heldAt } from '../inForce.ts'
import { instantOf, refuseCircle, refuseElsewhere, refuseUnknownParent, unknownCode } from '../refusals.ts'
import { refuseSameName, rootStays } from './defineUnit.ts'

export const changeUnit = dictionaryCommand({
  summary: {
    zh: '变更单位的名称、上级或是否办件，自某时起生效。',
    en: 'Rename or move a unit, or change whether it handles cases, from an instant on.',
  },
  permission: editing,
  body: Type.Object(
    {
      code: codeField,
      name: Type.Optional(nameField),
      nameEn: Type.Optional(nameField),
      parent: Type.Optional(codeField),
      handlesCases: Type.Optional(Type.Boolean()),
      inForceFrom: fromField,
    },
    closed,
  ),

  decide(input, state, context) {
    refuseElsewhere('organisation', context)
    const inForceFrom = instantOf(input.inForceFrom, 'inForceFrom', context)
    const [entries, ended] = [entriesOf(state.units), entriesOf(state.retired)]
    const tree = heldAt(entries, ended, inForceFrom)
    const held = tree.get(input.code)
    if (!held?.inForce) throw unknownCode(input.code)
    const { revision: _revision, recordedAt: _recordedAt, ...before } = held.entry
    const { code, ...changes } = input
    const after = { ...before, ...changes, inForceFrom: before.inForceFrom }
    if (JSON.stringify(after) === JSON.stringify(before)) return []
    if (before.parent === null && after.parent !== null) throw rootStays(code)
    if (after.parent !== null) refuseUnknownParent(tree, after.parent)
    refuseSameName(tree, code, after.parent, after.name)
    const data = { ...after, inForceFrom }
    refuseCircle([...entries, data], ended, [code], inForceFrom)
    return [{ type: 'UnitDefined', data }]
  },
})
