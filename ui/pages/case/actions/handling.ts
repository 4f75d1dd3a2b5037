import type { unsolvedReasons } from '../../../../services/cases/vocabulary.ts'
import { instantFromLocal } from '../../../format/zone.ts'
import { formFor, given, isYes, oneOf, text } from './form.ts'

const ways = ['phone', 'visit', 'sms', 'online'] as const
export const outcomes = ['reached', 'no-answer', 'refused', 'wrong-number'] as const
const claims = ['yes', 'partly', 'no', 'unverifiable'] as const
const solved = ['yes', 'partly', 'no'] as const
const unsolved = [
  'needs-time',
  'needs-planning',
  'no-legal-basis',
  'out-of-power',
  'other-procedure',
  'no-agreement',
  'other',
] as const satisfies typeof unsolvedReasons

export const signFor = formFor('signFor')({
  fields: () => [],
  body: (_, { assignmentId }) => ({ assignmentId }),
})

export const recordContactAttempt = formFor('recordContactAttempt')({
  guarded: false,
  fields: () => [
    { name: 'way', kind: 'choice', label: 'way', values: ways, list: 'way', initial: 'phone' },
    { name: 'outcome', kind: 'choice', label: 'outcome', values: outcomes, list: 'outcome' },
    { name: 'at', kind: 'moment', label: 'at', hint: 'atHint', optional: true },
  ],
  body: (values, { assignmentId }) => {
    const at = instantFromLocal(text(values, 'at'))
    return {
      assignmentId,
      way: oneOf(values, 'way', ways, 'phone'),
      outcome: oneOf(values, 'outcome', outcomes, 'no-answer'),
      ...(at ? { at } : {}),
    }
  },
})

export const noteHandling = formFor('noteHandling')({
  guarded: false,
  fields: () => [{ name: 'text', kind: 'area', label: 'text', rows: 5, max: 5000 }],
  body: (values, { assignmentId }) => ({ assignmentId, text: text(values, 'text') }),
})

export const reportHandling = formFor('reportHandling')({
  fields: () => [
    { name: 'claimTrue', kind: 'choice', label: 'claimTrue', values: claims, list: 'claim' },
    { name: 'withinDuties', kind: 'yesno', label: 'withinDuties', initial: 'yes' },
    { name: 'solved', kind: 'choice', label: 'solved', values: solved, list: 'solved' },
    {
      name: 'reasonCode',
      kind: 'select',
      label: 'reasonCode',
      values: unsolved,
      list: 'unsolvedReason',
      when: (values) => values['solved'] === 'no' || values['solved'] === 'partly',
    },
    { name: 'publicAnswer', kind: 'area', label: 'publicAnswer', hint: 'publicHint', rows: 6, max: 20_000 },
    { name: 'internalMeasure', kind: 'area', label: 'internalMeasure', hint: 'internalHint', rows: 4, max: 20_000 },
  ],
  body: (values, { assignmentId }) => ({
    assignmentId,
    claimTrue: oneOf(values, 'claimTrue', claims, 'unverifiable'),
    withinDuties: isYes(values, 'withinDuties'),
    solved: oneOf(values, 'solved', solved, 'no'),
    publicAnswer: text(values, 'publicAnswer'),
    internalMeasure: text(values, 'internalMeasure'),
    ...(values['solved'] === 'yes' ? {} : given(values, 'reasonCode')),
  }),
})
