import type { CaseFacts, CaseView } from '../../../api/caseView.ts'
import { formFor, given, oneOf, text } from './form.ts'
import type { Field, Values } from './form.ts'
import { outcomes } from './handling.ts'

const visitChannels = ['phone', 'sms', 'web', 'app', 'wechat', 'mail', 'visit'] as const
const whyNot = ['unreachable', 'refused', 'wrong-number', 'not-the-caller', 'other'] as const
const answers = ['yes', 'no', 'not-asked', 'no-answer'] as const
const satisfactions = ['satisfied', 'basically', 'dissatisfied', 'not-asked', 'no-answer'] as const
const closures = ['solved', 'explained', 'unsolvable', 'withdrawn', 'refused', 'answered'] as const
const exemptions = ['unreachable', 'same-matter', 'other'] as const
const reason: Field = { name: 'reason', kind: 'area', label: 'reason', rows: 4, max: 5000 }
const byAssignment = (values: Values, assignmentId: string) => ({ assignmentId, reason: text(values, 'reason') })

export const acceptReport = formFor('acceptReport')({
  fields: () => [],
  body: (_, { assignmentId }) => ({ assignmentId }),
})

export const rejectReport = formFor('rejectReport')({
  fields: () => [reason],
  body: (values, { assignmentId }) => byAssignment(values, assignmentId),
})

export const orderRework = formFor('orderRework')({
  fields: () => [reason],
  body: (values, { assignmentId }) => byAssignment(values, assignmentId),
})

export const recordCallbackAttempt = formFor('recordCallbackAttempt')({
  guarded: false,
  fields: () => [
    { name: 'channel', kind: 'select', label: 'channel', values: visitChannels, list: 'way', initial: 'phone' },
    { name: 'outcome', kind: 'choice', label: 'outcome', values: outcomes, list: 'outcome' },
  ],
  body: (values) => ({
    channel: oneOf(values, 'channel', visitChannels, 'phone'),
    outcome: oneOf(values, 'outcome', outcomes, 'no-answer'),
  }),
})

const isValid = (values: Values) => values['valid'] !== 'no'

export const recordCallback = formFor('recordCallback')({
  fields: () => [
    { name: 'valid', kind: 'yesno', label: 'valid', initial: 'yes' },
    {
      name: 'whyNot',
      kind: 'select',
      label: 'whyNot',
      values: whyNot,
      list: 'whyNot',
      when: (values) => !isValid(values),
    },
    { name: 'contacted', kind: 'choice', label: 'contacted', values: answers, list: 'contacted', when: isValid },
    { name: 'solved', kind: 'choice', label: 'solvedAsked', values: answers, list: 'solved', when: isValid },
    { name: 'satisfied', kind: 'choice', label: 'satisfied', values: satisfactions, list: 'satisfied', when: isValid },
    { name: 'remark', kind: 'area', label: 'citizenSays', optional: true, rows: 3, max: 5000 },
  ],
  body: (values) => ({
    valid: isValid(values),
    ...given(values, 'remark'),
    ...(isValid(values)
      ? {
          contacted: oneOf(values, 'contacted', answers, 'not-asked'),
          solved: oneOf(values, 'solved', answers, 'not-asked'),
          satisfied: oneOf(values, 'satisfied', satisfactions, 'not-asked'),
        }
      : { whyNot: oneOf(values, 'whyNot', whyNot, 'other') }),
  }),
})

/** What the record says about the end; a person still decides. */
function likelyClosure({ answer, visits = [], flags }: CaseFacts): { initial?: string } {
  if (flags.withdrawal) return { initial: 'withdrawn' }
  if (answer) return { initial: 'answered' }
  return visits.at(-1)?.solved === 'yes' ? { initial: 'solved' } : {}
}

/** Ends by the citizen's or our own word: they need a reason, and nobody is asked afterwards. */
const endsByWord = (values: Values) => ['withdrawn', 'refused'].includes(text(values, 'closureKind'))

const hasFeedback = ({ case: { answered }, assignments }: CaseView) =>
  answered || assignments.some(({ kind, step }) => kind === 'primary' && step === 'done')

/** Asked for only where the case cannot end without it. */
function closeReason(view: CaseView): Field[] {
  const field = { name: 'reason', kind: 'area', label: 'closeReason', rows: 3, max: 5000 } as const
  const isNeeded = (values: Values) => endsByWord(values) || !hasFeedback(view)
  return [
    { ...field, when: isNeeded },
    { ...field, optional: true, when: (values) => !isNeeded(values) },
  ]
}

const isUnvisited = ({ case: { visitNeeded, visited, answered } }: CaseView) => visitNeeded && !visited && !answered

export const closeCase = formFor('closeCase')({
  fields: (view) => [
    {
      name: 'closureKind',
      kind: 'choice',
      label: 'closureKind',
      values: closures,
      list: 'closure',
      ...likelyClosure(view.case),
    },
    ...closeReason(view),
    {
      name: 'exemption',
      kind: 'select',
      label: 'exemption',
      hint: 'exemptionHint',
      values: exemptions,
      list: 'exemption',
      also: ['visitExemption.code'],
      when: (values) => isUnvisited(view) && !endsByWord(values),
    },
    {
      name: 'exemptionReason',
      kind: 'area',
      label: 'exemptionReason',
      rows: 2,
      max: 5000,
      also: ['visitExemption.reason'],
      when: (values) => isUnvisited(view) && !endsByWord(values) && text(values, 'exemption') !== '',
    },
  ],
  body: (values) => ({
    closureKind: oneOf(values, 'closureKind', closures, 'explained'),
    ...given(values, 'reason'),
    ...(text(values, 'exemption') && !endsByWord(values)
      ? {
          visitExemption: {
            code: oneOf(values, 'exemption', exemptions, 'other'),
            reason: text(values, 'exemptionReason'),
          },
        }
      : {}),
  }),
})

export const reopenCase = formFor('reopenCase')({
  fields: () => [reason],
  body: (values) => ({ reason: text(values, 'reason') }),
})
