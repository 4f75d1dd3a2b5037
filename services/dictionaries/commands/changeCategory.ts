import { Type } from 'typebox'

import { changedEntry } from '../changedEntry.ts'
import type { CategoryDefinition } from '../dictionary.ts'
import { closed, codeField, dictionaryCommand, editing, fromField, nameField } from '../dictionaryCommand.ts'
import { refuseElsewhere } from '../refusals.ts'

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
    const { categories: entries, retired } = state
    const data = changedEntry<CategoryDefinition>(input, { entries, retired }, context)
    return data ? [{ type: 'CategoryDefined', data }] : []
  },
})
