import { afterEach, describe, expect, it } from 'vitest'

import type { CaseView } from '../../../api/caseView.ts'
import { showTimesIn } from '../../../format/zone.ts'
import { initialValues, missingIn, shownFields } from './form.ts'
import { forms } from './forms.ts'

const view = {
  case: { caseNumber: '1', type: 'complaint', nextStep: 'dispatch', title: '路灯不亮', intakeUnit: 'desk' },
  assignments: [],
} as unknown as CaseView
const about = { view, assignmentId: 'a1', areaCodes: () => ({ district: 'd1' }) }

describe('the forms of a case', () => {
  afterEach(() => showTimesIn('Asia/Shanghai'))

  it('take a typed moment by the clock of the installation', () => {
    const values = { way: 'phone', outcome: 'reached', at: '2026-07-01T09:30' }
    expect(forms.recordContactAttempt.body(values, about, '')).toMatchObject({ at: '2026-07-01T01:30:00.000Z' })
    showTimesIn('Europe/Berlin')
    expect(forms.recordContactAttempt.body(values, about, '')).toMatchObject({ at: '2026-07-01T07:30:00.000Z' })
  })

  it('ask for a reason only where it is not solved', () => {
    const asked = (solved: string) => shownFields(forms.reportHandling, view, { solved }).map(({ name }) => name)
    expect(asked('yes')).not.toContain('reasonCode')
    expect(asked('no')).toContain('reasonCode')
  })

  it('name what is still missing', () => {
    const values = initialValues(forms.dispatchCase, view)
    expect(missingIn(shownFields(forms.dispatchCase, view, values), values)).toEqual(['primary'])
  })

  it('need a primary unit only while there is none', () => {
    const dispatched = { ...view, assignments: [{ id: 'a1', unit: 'u1', kind: 'primary', step: 'sign' }] } as CaseView
    expect(forms.dispatchCase.fields(dispatched).map(({ name }) => name)).toEqual(['assisting', 'instruction'])
  })

  it('offer no unit for assistance that has the case already', () => {
    const parts = [
      { id: 'a1', unit: 'u1', kind: 'primary', step: 'report' },
      { id: 'a2', unit: 'u2', kind: 'assisting', step: 'returned' },
    ]
    const fields = forms.dispatchCase.fields({ ...view, assignments: parts } as CaseView)
    expect(fields.find(({ name }) => name === 'assisting')).toMatchObject({ without: ['u1'] })
  })

  it('say what stands there now, where something else is to be chosen', () => {
    const facts = { ...view.case, category: { code: 'noise' }, place: { district: 'd1', street: 's1' } }
    const fields = forms.reclassify.fields({ ...view, case: facts } as CaseView)
    const now = fields.flatMap((field) => (field.now ? [[field.name, field.now]] : []))
    expect(now).toEqual([
      ['category', 'noise'],
      ['type', 'complaint'],
      ['place', 's1'],
    ])
  })

  it('correct from what stood there', () => {
    const values = { ...initialValues(forms.correctCase, view), 'to title': '路灯不亮三天', reason: '补充' }
    expect(forms.correctCase.body(values, about, '')).toEqual({
      field: 'title',
      from: '路灯不亮',
      to: '路灯不亮三天',
      reason: '补充',
    })
  })

  it('ask for a reason and for why nobody was asked only where a case cannot end without', () => {
    const asked = (facts: object, step: string, closureKind: string) => {
      const part = { id: 'a1', unit: 'u1', kind: 'primary', step }
      const ending = { case: { ...view.case, flags: {}, ...facts }, assignments: [part] } as unknown as CaseView
      const fields = shownFields(forms.closeCase, ending, { closureKind })
      return fields.map(({ name, optional }) => (optional ? `${name}?` : name)).slice(1)
    }
    expect(asked({ visitNeeded: true, visited: true }, 'done', 'solved')).toEqual(['reason?'])
    expect(asked({ visitNeeded: true, visited: false }, 'done', 'solved')).toEqual(['reason?', 'exemption'])
    expect(asked({ visitNeeded: true, visited: false }, 'report', 'unsolvable')).toEqual(['reason', 'exemption'])
    expect(asked({ visitNeeded: true, visited: false }, 'report', 'withdrawn')).toEqual(['reason'])
    expect(asked({ visitNeeded: false, visited: false }, 'done', 'explained')).toEqual(['reason?'])
  })

  it('send no answers of a visit that was not valid', () => {
    const values = { valid: 'no', whyNot: 'unreachable', solved: 'yes' }
    expect(forms.recordCallback.body(values, about, '')).toEqual({ valid: false, whyNot: 'unreachable' })
  })
})
