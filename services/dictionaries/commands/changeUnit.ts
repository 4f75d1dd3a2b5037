import { Type } from 'typebox'

import { changedEntry } from '../changedEntry.ts'
import type { UnitDefinition } from '../dictionary.ts'
import { closed, codeField, dictionaryCommand, editing, fromField, nameField } from '../dictionaryCommand.ts'
import { refuseElsewhere, type Tree } from '../refusals.ts'
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
    const { units: entries, retired } = state
    const data = changedEntry<UnitDefinition>(input, { entries, retired, refuse }, context)
    return data ? [{ type: 'UnitDefined', data }] : []
  },
})

function refuse(
  after: { readonly code: string; readonly parent: string | null; readonly name: string },
  before: { readonly parent: string | null },
  tree: Tree<UnitDefinition>,
): void {
  if (before.parent === null && after.parent !== null) throw rootStays(after.code)
  refuseSameName(tree, after.code, after.parent, after.name)
}
