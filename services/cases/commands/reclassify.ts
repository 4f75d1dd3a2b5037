import { Type, type Static } from 'typebox'

import { body, choice, code, text } from '../../kernel/fields.ts'
import type { ReferenceData } from '../../kernel/reference.ts'
import { badField } from '../../kernel/refusal.ts'
import { caseCommand } from '../case.ts'
import { caseTypes, reclassifiable, urgencies } from '../events.ts'
import { placeCodesBody } from '../placeFields.ts'
import { intakeUnitOf, mustBeCategory, mustBeOpen } from '../rules.ts'
import type { Case } from '../state.ts'

const change = body({
  field: choice(reclassifiable, '调整项', 'Which'),
  to: Type.Union([code('新代码', 'New code'), placeCodesBody], { title: '调整为', description: 'To' }),
  reason: text('调整原因', 'Why'),
})
type Change = Static<typeof change>

/** What came in by a file and ended there is sorted into our own tree afterwards. */
function mustBeSortable(state: Case): void {
  if (state.closureKind !== 'imported') mustBeOpen(state)
}

function mustBeOneOf(known: readonly string[], to: string): void {
  if (known.includes(to)) return
  const words = { zh: `请选择以下之一：${known.join('、')}。`, en: `Choose one of ${known.join(', ')}.` }
  throw badField('to', words)
}

function mustFit({ field, to }: Change, reference: ReferenceData): void {
  if ((field === 'place') !== (typeof to === 'object')) {
    const words = {
      zh: '位置请填写代码和坐标，其他项请填写代码。',
      en: 'A place is an object of codes, the others are a code.',
    }
    throw badField('to', words)
  }
  if (typeof to === 'object') return
  if (field === 'category') mustBeCategory(to, 'to', reference)
  if (field === 'type')
    mustBeOneOf(
      caseTypes.filter((type) => type !== 'unstated'),
      to,
    )
  if (field === 'urgency') mustBeOneOf(urgencies, to)
}

/** The same whatever the order of an object's properties. */
const canonical = (value: Case['place'] | string) =>
  typeof value === 'object' && value !== null ? JSON.stringify(value, Object.keys(value).toSorted(byName)) : value
const byName = (a: string, b: string) => (a < b ? -1 : 1)

export const reclassify = caseCommand({
  summary: { zh: '调整分类', en: 'Change type, category, urgency or place' },
  permission: 'case.classify',
  body: change,
  units: intakeUnitOf,
  possible: mustBeSortable,

  decide(input, state, { reference }) {
    mustBeSortable(state)
    mustFit(input, reference)
    const from = state[input.field]
    if (canonical(from) === canonical(input.to)) return []
    return [{ type: 'CaseReclassified', data: from === null ? input : { ...input, from } }]
  },
})
