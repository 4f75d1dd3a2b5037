import { Type } from 'typebox'

import { entriesOf } from '../dictionary.ts'
import { closed, codeField, dictionaryCommand, editing, fromField, nameField } from '../dictionaryCommand.ts'
import { heldAt } from '../inForce.ts'
import { instantOf, refuseCircle, refuseElsewhere, refuseUnknownParent, unknownCode } from '../refusals.ts'

export const changeCategory = dictionaryCommand({
  summary: {
    zh: '变更分类的名称或上级，自某时起生效。',
    en: 'Rename or move a category, from an instant on.',
  },
  permission: editing,
  body: Type.Object(
    {
      code: codeField,
      name: Type.Optional(nameField),
      nameEn: Type.Optional(nameField),
      /** null makes it a category of the first level. */
      parent: Type.Optional(Type.Union([codeField, Type.Null()])),
      inForceFrom: fromField,
    },
    closed,
  ),

  decide(input, state, context) {
    refuseElsewhere('categories', context)
    const inForceFrom = instantOf(input.inForceFrom, 'inForceFrom', context)
    const [entries, ended] = [entriesOf(state.categories), entriesOf(state.retired)]
    const tree = heldAt(entries, ended, inForceFrom)
    const held = tree.get(input.code)
    if (!held?.inForce) throw unknownCode(input.code)
    const { revision: _revision, recordedAt: _recordedAt, ...before } = held.entry
    const { code, ...changes } = input
    const after = { ...before, ...changes, inForceFrom: before.inForceFrom }
    if (JSON.stringify(after) === JSON.stringify(before)) return []
    if (after.parent !== null) refuseUnknownParent(tree, after.parent)
    const data = { ...after, inForceFrom }
    refuseCircle([...entries, data], ended, [code], inForceFrom)
    return [{ type: 'CategoryDefined', data }]
  },
})
