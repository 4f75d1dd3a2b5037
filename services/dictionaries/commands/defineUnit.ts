import { Type } from 'typebox'

import { badField, Refusal } from '../../kernel/refusal.ts'
import { entriesOf } from '../dictionary.ts'
import type { UnitDefinition } from '../dictionary.ts'
import { closed, codeField, dictionaryCommand, editing, fromField, nameField } from '../dictionaryCommand.ts'
import { heldAt } from '../inForce.ts'
import { instantOf, refuseCircle, refuseElsewhere, refuseUnknownParent, takenCode, type Tree } from '../refusals.ts'

export const defineUnit = dictionaryCommand({
  summary: { zh: '设立单位，自某时起生效。', en: 'Set up a unit of the organisation, in force from an instant on.' },
  permission: editing,
  body: Type.Object(
    {
      code: codeField,
      name: nameField,
      nameEn: Type.Optional(nameField),
      parent: codeField,
      handlesCases: Type.Boolean(),
      inForceFrom: fromField,
    },
    closed,
  ),

  decide(input, state, context) {
    refuseElsewhere('organisation', context)
    const { code, name, parent } = input
    const inForceFrom = instantOf(input.inForceFrom, 'inForceFrom', context)
    const [entries, ended] = [entriesOf(state.units), entriesOf(state.retired)]
    const tree = heldAt(entries, ended, inForceFrom)
    const later = entries.some((entry) => entry.code === code && entry.inForceFrom > inForceFrom)
    if (tree.get(code)?.inForce || later) {
      throw takenCode(code, { zh: '请用“变更单位”修改，或另选编码。', en: 'Change that unit, or choose another code.' })
    }
    refuseUnknownParent(tree, parent)
    refuseSameName(tree, code, parent, name)
    const data = { ...input, inForceFrom }
    refuseCircle([...entries, data], ended, [code], inForceFrom)
    return [{ type: 'UnitDefined', data }]
  },
})

/** Two units of one name under one parent could not be told apart in any list. */
export function refuseSameName(tree: Tree<UnitDefinition>, code: string, parent: string | null, name: string): void {
  const twin = [...tree.values()].find(
    ({ entry, inForce }) => inForce && entry.parent === parent && entry.name === name && entry.code !== code,
  )
  if (!twin) return
  const words = {
    zh: `同一上级下已有名为“${name}”的单位（${twin.entry.code}）。请换一个名称。`,
    en: `There is a unit “${name}” (${twin.entry.code}) under the same parent. Choose another name.`,
  }
  throw badField('name', words, 'name-in-use')
}

export const rootStays = (code: string) =>
  new Refusal('root-stays', {
    zh: `“${code}”是根单位，不能停用，也不能移到其他单位之下。`,
    en: `“${code}” is the root unit: it is neither retired nor moved below another.`,
  })
