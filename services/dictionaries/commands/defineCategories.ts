import { Type, type Static } from 'typebox'

import { badField } from '../../kernel/refusal.ts'
import { entriesOf, type CategoryDefinition } from '../dictionary.ts'
import { closed, codeField, dictionaryCommand, editing, fromField, nameField } from '../dictionaryCommand.ts'
import { heldAt } from '../inForce.ts'
import { instantOf, refuseCircle, refuseElsewhere, refuseUnknownParent, takenCode, type Tree } from '../refusals.ts'

const row = Type.Object(
  {
    code: codeField,
    name: nameField,
    nameEn: Type.Optional(nameField),
    /** Omitted: a category of the first level. */
    parent: Type.Optional(codeField),
  },
  closed,
)

export const defineCategories = dictionaryCommand({
  summary: {
    zh: '批量设立分类（一次至多 1000 个，上级可在同一批内）；内容相同的分类跳过。',
    en: 'Set up categories, at most 1000 at once, parents in the same batch included; identical ones are skipped.',
  },
  permission: editing,
  body: Type.Object({ categories: Type.Array(row, { minItems: 1, maxItems: 1000 }), inForceFrom: fromField }, closed),

  decide({ categories, inForceFrom: from }, state, context) {
    refuseElsewhere('categories', context)
    const inForceFrom = instantOf(from, 'inForceFrom', context)
    refuseRepeated(categories)
    const [entries, ended] = [entriesOf(state.categories), entriesOf(state.retired)]
    const tree = heldAt(entries, ended, inForceFrom)
    const fresh = categories.filter((category) => !isThere(tree, category))
    const data = fresh.map((category) => ({ ...category, parent: category.parent ?? null, inForceFrom }))
    const laterCodes = new Set(entries.filter((entry) => entry.inForceFrom > inForceFrom).map(({ code }) => code))
    const taken = fresh.find(({ code }) => laterCodes.has(code))
    if (taken) throw inUse(taken.code)
    const all = [...entries, ...data]
    const after = heldAt(all, ended, inForceFrom)
    for (const { parent } of fresh) if (parent !== undefined) refuseUnknownParent(after, parent)
    refuseCircle(
      all,
      ended,
      fresh.map(({ code }) => code),
      inForceFrom,
    )
    return data.map((each) => ({ type: 'CategoryDefined', data: each }) as const)
  },
})

const inUse = (code: string) =>
  takenCode(code, {
    zh: '其内容与本批不同，请用“变更分类”修改，或另选编码。',
    en: 'What it says differs from this batch: change that category, or choose another code.',
  })

function refuseRepeated(categories: readonly Static<typeof row>[]): void {
  const seen = new Set<string>()
  for (const [index, { code }] of categories.entries()) {
    if (seen.has(code)) {
      const words = {
        zh: `编码“${code}”在本批中出现了两次（第 ${index + 1} 行）。请只保留一行。`,
        en: `The code “${code}” stands twice in this batch (row ${index + 1}). Keep one of them.`,
      }
      throw badField(`categories.${index}.code`, words, 'repeated-code')
    }
    seen.add(code)
  }
}

/** True where the same category is in force already. @throws Refusal where another one has its code */
function isThere(tree: Tree<CategoryDefinition>, { code, name, nameEn, parent }: Static<typeof row>): boolean {
  const held = tree.get(code)
  if (!held?.inForce) return false
  const { entry } = held
  if (entry.name === name && entry.nameEn === nameEn && entry.parent === (parent ?? null)) return true
  throw inUse(code)
}
