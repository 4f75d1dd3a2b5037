import type { Category, Unit } from '../../api/types.ts'
import { filled, fromDay, fromField, textIn, type Field, type Form, type Values } from './form.ts'
import { retire } from './retiring.ts'

type Say = (key: string) => string
const yesNo = (say: Say) => [
  { value: 'yes', label: say('common.yes') },
  { value: 'no', label: say('common.no') },
]

const noUnit = { name: '', nameEn: '', parent: '', handlesCases: true }

const unitFields = (say: Say, { name, nameEn = '', parent, handlesCases }: Partial<Unit> = noUnit): Field[] => [
  { name: 'name', kind: 'line', label: 'name', initial: name ?? '' },
  { name: 'nameEn', kind: 'line', label: 'nameEn', optional: true, initial: nameEn },
  // The root stays the root.
  ...(parent === null ? [] : [{ name: 'parent', kind: 'unit', label: 'parentUnit', initial: parent ?? '' } as const]),
  {
    name: 'handlesCases',
    kind: 'choice',
    label: 'handlesCases',
    options: yesNo(say),
    initial: handlesCases ? 'yes' : 'no',
  },
  fromField,
]
const unitBody = (values: Values) => ({
  name: textIn(values, 'name'),
  nameEn: textIn(values, 'nameEn'),
  parent: textIn(values, 'parent'),
  handlesCases: values['handlesCases'] === 'yes',
  inForceFrom: fromDay(values, 'from'),
})

export const defineUnit = (say: Say): Form => ({
  title: 'admin.do.defineUnit',
  route: 'dictionaries/organisation/define-unit',
  fields: [{ name: 'code', kind: 'line', label: 'code', hint: 'code' }, ...unitFields(say)],
  body: (values) => filled({ code: textIn(values, 'code'), ...unitBody(values) }),
})

export const changeUnit = (unit: Unit, say: Say): Form => ({
  title: 'admin.do.changeUnit',
  about: unit.name,
  route: 'dictionaries/organisation/change-unit',
  fields: unitFields(say, unit),
  body: (values) => filled({ code: unit.code, ...unitBody(values) }),
})

export const retireUnit = ({ code, name }: Unit): Form => retire('organisation', 'retireUnit', name, { code })
export const retireCategory = ({ code, name }: Category): Form => retire('categories', 'retireCategory', name, { code })

const categoryFields = (category?: Category): Field[] => [
  { name: 'name', kind: 'line', label: 'name', initial: category?.name ?? '' },
  { name: 'nameEn', kind: 'line', label: 'nameEn', optional: true, initial: category?.nameEn ?? '' },
  {
    name: 'parent',
    kind: 'category',
    label: 'parentCategory',
    hint: 'parentCategory',
    optional: true,
    initial: category?.parent ?? '',
  },
  fromField,
]

export const defineCategory = (): Form => ({
  title: 'admin.do.defineCategory',
  route: 'dictionaries/categories/define-categories',
  fields: [
    { name: 'code', kind: 'line', label: 'code', hint: 'code', also: ['categories.0', 'categories[0]'] },
    ...categoryFields(),
  ],
  body: (values) =>
    filled({
      categories: [
        filled({
          code: textIn(values, 'code'),
          name: textIn(values, 'name'),
          nameEn: textIn(values, 'nameEn'),
          parent: textIn(values, 'parent'),
        }),
      ],
      inForceFrom: fromDay(values, 'from'),
    }),
})

export const changeCategory = (category: Category): Form => ({
  title: 'admin.do.changeCategory',
  about: category.name,
  route: 'dictionaries/categories/change-category',
  fields: categoryFields(category),
  body: (values) =>
    filled({
      code: category.code,
      name: textIn(values, 'name'),
      nameEn: textIn(values, 'nameEn'),
      parent: textIn(values, 'parent') ?? null,
      inForceFrom: fromDay(values, 'from'),
    }),
})
