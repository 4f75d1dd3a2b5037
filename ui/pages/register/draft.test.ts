import { describe, expect, it } from 'vitest'

import { caseBody, contactBody, dispatchBody, emptyDraft, missingIn } from './draft.ts'

const streetLightOut = {
  ...emptyDraft('desk'),
  title: '路灯不亮',
  story: '人民路十号门前路灯三天不亮。',
  type: 'complaint' as const,
  category: '0101',
  callerName: ' 王女士 ',
}

describe('the registration form', () => {
  it('says what is missing for the way that was chosen', () => {
    expect(missingIn(emptyDraft('desk'))).toEqual(['title', 'story', 'type', 'category', 'primary'])
    expect(missingIn({ ...streetLightOut, mode: 'only' })).toEqual([])
    expect(missingIn({ ...streetLightOut, mode: 'answer' })).toEqual(['answer'])
  })

  it('sends nothing that nobody filled', () => {
    expect(contactBody(streetLightOut)).toEqual({
      channel: 'phone',
      unit: 'desk',
      callerKind: 'person',
      callerName: '王女士',
    })
    const body = caseBody(streetLightOut, 'c1', undefined)
    expect(body).not.toHaveProperty('place')
    expect(body).not.toHaveProperty('elements')
    expect(body).not.toHaveProperty('peopleAffected')
  })

  it('knows how the place was given', () => {
    const said = caseBody({ ...streetLightOut, address: '人民路十号' }, 'c1', undefined)
    expect(said.place).toEqual({ source: 'said', text: '人民路十号' })
    const picked = caseBody(streetLightOut, 'c1', { code: 'street-2', path: ['district-1', 'street-2'] })
    expect(picked.place).toEqual({ source: 'picked', district: 'district-1', street: 'street-2' })
  })

  it('dispatches to one primary unit and those who assist', () => {
    expect(dispatchBody({ ...streetLightOut, primary: 'a', assisting: ['b'] })).toEqual({
      units: [
        { unit: 'a', kind: 'primary' },
        { unit: 'b', kind: 'assisting' },
      ],
    })
  })
})
