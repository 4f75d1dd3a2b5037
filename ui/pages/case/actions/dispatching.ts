import { formFor, given, isYes, list, oneOf, text } from './form.ts'

const returnReasons = ['not-our-duty', 'not-our-area', 'overlapping', 'too-little-told', 'doubled', 'other'] as const

export const dispatchCase = formFor('dispatchCase')({
  fields: ({ assignments }) => {
    const working = assignments.filter(({ step }) => step !== 'returned' && step !== 'ended')
    const hasPrimary = working.some(({ kind }) => kind === 'primary')
    const without = working.map(({ unit }) => unit)
    return [
      ...(hasPrimary
        ? []
        : [{ name: 'primary', kind: 'unit', label: 'primary', also: ['units[0]', 'units'] } as const]),
      { name: 'assisting', kind: 'units', label: 'assisting', optional: !hasPrimary, also: ['units'], without },
      { name: 'instruction', kind: 'area', label: 'instruction', optional: true, rows: 4, max: 5000 },
    ]
  },
  body: (values) => ({
    units: [
      ...(text(values, 'primary') ? [{ unit: text(values, 'primary'), kind: 'primary' as const }] : []),
      ...list(values, 'assisting').map((unit) => ({ unit, kind: 'assisting' as const })),
    ],
    ...given(values, 'instruction'),
  }),
})

export const answerDirectly = formFor('answerDirectly')({
  fields: () => [
    { name: 'answer', kind: 'area', label: 'answer', rows: 8, max: 20_000 },
    {
      name: 'entry',
      kind: 'line',
      label: 'sourceEntry',
      hint: 'sourceHint',
      optional: true,
      max: 64,
      also: ['source'],
    },
    { name: 'version', kind: 'line', label: 'sourceVersion', max: 64, when: (values) => text(values, 'entry') !== '' },
    { name: 'close', kind: 'check', label: 'alsoClose', initial: true },
  ],
  body: (values) => ({
    answer: text(values, 'answer'),
    close: isYes(values, 'close'),
    ...(text(values, 'entry') ? { source: { entry: text(values, 'entry'), version: text(values, 'version') } } : {}),
  }),
})

export const requestReturn = formFor('requestReturn')({
  fields: () => [
    { name: 'reasonCode', kind: 'select', label: 'returnReason', values: returnReasons, list: 'returnReason' },
    { name: 'evidence', kind: 'area', label: 'evidence', hint: 'evidenceHint', rows: 5, max: 5000 },
    { name: 'proposedUnit', kind: 'unit', label: 'proposedUnit', optional: true },
  ],
  body: (values, { assignmentId }) => ({
    assignmentId,
    reasonCode: oneOf(values, 'reasonCode', returnReasons, 'other'),
    evidence: text(values, 'evidence'),
    ...given(values, 'proposedUnit'),
  }),
})

export const approveReturn = formFor('approveReturn')({
  fields: () => [{ name: 'reason', kind: 'area', label: 'remark', optional: true, rows: 3, max: 5000 }],
  body: (values, { assignmentId }) => ({ assignmentId, ...given(values, 'reason') }),
})

export const rejectReturn = formFor('rejectReturn')({
  fields: () => [{ name: 'reason', kind: 'area', label: 'reason', rows: 4, max: 5000 }],
  body: (values, { assignmentId }) => ({ assignmentId, reason: text(values, 'reason') }),
})
