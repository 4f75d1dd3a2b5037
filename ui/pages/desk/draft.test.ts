import { describe, expect, it } from 'vitest'

import { answerBody, caseBody, contactBody, dispatchBody, linkBody } from './bodies.ts'
import { emptyDraft, isBlank, missingIn, templateOf } from './draft.ts'

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
    expect(missingIn(emptyDraft('desk'))).toEqual(['story', 'type', 'category', 'primary'])
    expect(missingIn({ ...streetLightOut, mode: 'only' })).toEqual([])
    expect(missingIn({ ...streetLightOut, mode: 'answer' })).toEqual(['answer'])
  })

  it('needs a source and its version together', () => {
    const answered = { ...streetLightOut, mode: 'answer' as const, answer: '带身份证。' }
    expect(missingIn({ ...answered, sourceEntry: 'KB-12' })).toEqual(['sourceVersion'])
    expect(missingIn({ ...answered, sourceVersion: '3' })).toEqual(['sourceEntry'])
    const cited = { ...answered, sourceEntry: 'KB-12', sourceVersion: '3' }
    expect(answerBody(cited).source).toEqual({ entry: 'KB-12', version: '3' })
    expect(answerBody(answered)).toEqual({ answer: '带身份证。', close: true })
  })

  it('takes title and type of an answered enquiry from what is there', () => {
    const asked = {
      ...emptyDraft('desk'),
      mode: 'answer' as const,
      story: '医保卡丢了怎么补办？',
      answer: '带身份证。',
    }
    expect(missingIn({ ...asked, category: '0101' })).toEqual([])
    expect(caseBody(asked, { contact: 'c1' })).toMatchObject({ title: '医保卡丢了怎么补办', type: 'consultation' })
  })

  it('sends nothing that nobody filled', () => {
    expect(contactBody(streetLightOut)).toEqual({
      channel: 'phone',
      unit: 'desk',
      callerKind: 'person',
      callerName: '王女士',
    })
    const body = caseBody(streetLightOut, { contact: 'c1' })
    expect(body).not.toHaveProperty('place')
    expect(body).not.toHaveProperty('elements')
    expect(body).not.toHaveProperty('peopleAffected')
    expect(body.category).not.toHaveProperty('suggested')
  })

  it('answers each letter and mail in the way it came', () => {
    expect(emptyDraft('desk', 'letter').replyChannel).toBe('letter')
    expect(emptyDraft('desk', 'mail').replyChannel).toBe('mail')
    expect(emptyDraft('desk', 'fax').replyChannel).toBe('phone')
    expect(emptyDraft('desk').replyChannel).toBe('phone')
  })

  it('says when a letter arrived, and leaves the time of a call to the house', () => {
    const letter = { ...streetLightOut, channel: 'letter' as const, receivedAt: '2026-03-01T09:00' }
    expect(contactBody(letter).receivedAt).toBe('2026-03-01T01:00:00.000Z')
    expect(contactBody({ ...letter, channel: 'phone' })).not.toHaveProperty('receivedAt')
  })

  it('knows how the place was given', () => {
    const said = caseBody({ ...streetLightOut, address: '人民路十号' }, { contact: 'c1' })
    expect(said.place).toEqual({ source: 'said', text: '人民路十号' })
    const area = { code: 'street-2', path: ['district-1', 'street-2'] }
    const picked = caseBody(streetLightOut, { contact: 'c1', area })
    expect(picked.place).toEqual({ source: 'picked', district: 'district-1', street: 'street-2' })
  })

  it('writes down what was proposed, taken or not', () => {
    const suggested = (code: string) =>
      caseBody(streetLightOut, { contact: 'c1', suggestion: { code, score: 0.6 } }).category.suggested
    expect(suggested('0101')).toMatchObject({ code: '0101', accepted: true })
    expect(suggested('0202')).toMatchObject({ code: '0202', accepted: false })
  })

  it('dispatches to one primary unit and those who assist', () => {
    expect(dispatchBody({ ...streetLightOut, primary: 'a', assisting: ['b'] })).toEqual({
      units: [
        { unit: 'a', kind: 'primary' },
        { unit: 'b', kind: 'assisting' },
      ],
    })
  })

  it('takes what was written along to a case that is there already', () => {
    expect(linkBody(streetLightOut, 'c1', 'urge')).toEqual({ contact: 'c1', as: 'urge', text: streetLightOut.story })
    expect(linkBody(emptyDraft('desk'), 'c1', 'urge')).toEqual({ contact: 'c1', as: 'urge' })
  })

  it('knows how somebody turns to us by the channel', () => {
    expect(templateOf('phone')).toBe('call')
    expect(templateOf('fax')).toBe('letter')
    expect(templateOf('wechat')).toBe('online')
  })

  it('is blank until somebody says something', () => {
    expect(isBlank({ ...emptyDraft('desk'), channel: 'visit', urgency: 'urgent' })).toBe(true)
    expect(isBlank({ ...emptyDraft('desk'), callerNumber: '1' })).toBe(false)
  })
})
