import type { CaseFacts } from '../../../api/caseView.ts'
import { caseTypes, urgencies } from '../../../api/types.ts'
import { formFor, given, oneOf, text } from './form.ts'
import type { Field } from './form.ts'

const reclassifiable = ['category', 'type', 'urgency', 'place'] as const
const correctable = [
  'title',
  'story',
  'party',
  'place.text',
  'elements.person',
  'elements.time',
  'elements.place',
  'elements.cause',
  'elements.course',
] as const
const linkKinds = ['urge', 'supplement', 'progress', 'withdrawal'] as const

const reason: Field = { name: 'reason', kind: 'area', label: 'reason', rows: 2, max: 5000 }

const deepest = (place: CaseFacts['place']) => place?.community ?? place?.street ?? place?.district

export const reclassify = formFor('reclassify')({
  fields: ({ case: { category, type, urgency, place } }) => [
    { name: 'field', kind: 'choice', label: 'field', values: reclassifiable, list: 'field', initial: 'category' },
    {
      name: 'category',
      kind: 'category',
      label: 'to',
      also: ['to'],
      now: category?.code,
      when: (values) => values['field'] === 'category',
    },
    {
      name: 'type',
      kind: 'choice',
      label: 'to',
      also: ['to'],
      values: caseTypes,
      list: 'type',
      now: type,
      when: (values) => values['field'] === 'type',
    },
    {
      name: 'urgency',
      kind: 'choice',
      label: 'to',
      also: ['to'],
      values: urgencies,
      list: 'urgency',
      now: urgency?.value,
      when: (values) => values['field'] === 'urgency',
    },
    {
      name: 'place',
      kind: 'place',
      label: 'to',
      also: ['to'],
      now: deepest(place),
      when: (values) => values['field'] === 'place',
    },
    reason,
  ],
  body: (values, { areaCodes }) => {
    const field = oneOf(values, 'field', reclassifiable, 'category')
    const to =
      field === 'place' ? { ...areaCodes(text(values, 'place')), source: 'picked' as const } : text(values, field)
    return { field, to, reason: text(values, 'reason') }
  },
})

function valueAt(facts: CaseFacts, path: string): string {
  let value: unknown = facts
  for (const step of path.split('.'))
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined
  return typeof value === 'string' ? value : ''
}

export const correctCase = formFor('correctCase')({
  fields: ({ case: facts }) => [
    { name: 'field', kind: 'select', label: 'correctField', values: correctable, list: 'field', initial: 'title' },
    ...correctable.map((path): Field => ({
      name: `to ${path}`,
      kind: 'area',
      label: 'correctTo',
      rows: path === 'story' ? 9 : 3,
      max: path === 'title' ? 200 : path === 'story' ? 20_000 : 2000,
      initial: valueAt(facts, path),
      also: ['to'],
      when: (values) => values['field'] === path,
    })),
    reason,
  ],
  body: (values, { view }) => {
    const field = oneOf(values, 'field', correctable, 'title')
    const from = valueAt(view.case, field)
    return { field, to: text(values, `to ${field}`), reason: text(values, 'reason'), ...(from ? { from } : {}) }
  },
})

export const addNote = formFor('addNote')({
  guarded: false,
  fields: () => [{ name: 'text', kind: 'area', label: 'text', rows: 5, max: 5000 }],
  body: (values) => ({ text: text(values, 'text') }),
})

/** A later call about the same matter: the contact is recorded first, then joined to the case. */
export const linkContact = formFor('linkContact')({
  guarded: false,
  fields: () => [
    { name: 'as', kind: 'choice', label: 'as', values: linkKinds, list: 'link' },
    { name: 'text', kind: 'area', label: 'callerSaid', optional: true, rows: 4, max: 5000 },
    { name: 'callerNumber', kind: 'line', label: 'callerNumber', optional: true, max: 64 },
    { name: 'callerName', kind: 'line', label: 'callerName', optional: true, max: 200 },
  ],
  contact: (values, { view }) => ({
    channel: 'phone',
    unit: view.case.intakeUnit,
    callerKind: view.case.callerKind === 'enterprise' ? 'enterprise' : 'person',
    ...given(values, 'callerNumber'),
    ...given(values, 'callerName'),
  }),
  body: (values, _, contact) => ({
    contact,
    as: oneOf(values, 'as', linkKinds, 'supplement'),
    ...given(values, 'text'),
  }),
})
