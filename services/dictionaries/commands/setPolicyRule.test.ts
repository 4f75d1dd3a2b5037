import { describe, it } from 'vitest'

import { given, now } from '../../../test/support/givenDictionary.ts'
import { retirePolicyRule } from './retirePolicyRule.ts'
import { setPolicyRule } from './setPolicyRule.ts'

const counting = 't+n/1'
const complaints = {
  ruleId: 'handle-complaint',
  clock: 'handle',
  match: { type: 'complaint' },
  amount: 7,
  unit: 'working-days',
} as const
const reason = '按新规定'

describe('set a policy rule', () => {
  it('records it with the way of counting', () =>
    given('policy')
      .when(setPolicyRule, complaints)
      .gives({ type: 'PolicyRuleSet', data: { ...complaints, counting, inForceFrom: now } }))

  it('changes the length of a rule', () =>
    given('policy')
      .when(setPolicyRule, { ruleId: 'sign', clock: 'sign', match: {}, amount: 2, unit: 'hours' })
      .gives({
        type: 'PolicyRuleSet',
        data: { ruleId: 'sign', clock: 'sign', match: {}, amount: 2, unit: 'hours', counting, inForceFrom: now },
      }))

  it('does nothing where nothing differs', () =>
    given('policy')
      .when(setPolicyRule, { ruleId: 'sign', clock: 'sign', match: {}, amount: 4, unit: 'hours' })
      .doesNothing())

  it('is refused where another rule is for the very same cases', () => {
    given('policy')
      .when(setPolicyRule, { ...complaints, match: {} })
      .refuses('same-criteria')
    given('policy', {
      type: 'PolicyRuleSet',
      data: { ...complaints, counting, inForceFrom: '2027-01-01T00:00:00.000Z' },
    })
      .when(setPolicyRule, { ...complaints, ruleId: 'other' })
      .refuses('same-criteria')
  })

  it('is refused for another clock, and for criteria on a default', () => {
    given('policy')
      .when(setPolicyRule, { ...complaints, ruleId: 'sign' })
      .refuses('other-clock')
    given('policy')
      .when(setPolicyRule, { ...complaints, ruleId: 'handle' })
      .refuses('default-stays')
  })

  it('is refused for an unknown category and for more than a year', () => {
    given('policy')
      .when(setPolicyRule, { ...complaints, match: { category: '99' } })
      .refuses('unknown-category')
    given('policy')
      .when(setPolicyRule, { ...complaints, amount: 401 })
      .refuses('too-long')
  })
})

describe('retire a policy rule', () => {
  const consultation = { ruleId: 'handle-consultation', reason }

  it('ends it', () =>
    given('policy')
      .when(retirePolicyRule, consultation)
      .gives({ type: 'PolicyRuleRetired', data: { ...consultation, until: now } }))

  it('keeps each clock its default', () =>
    given('policy').when(retirePolicyRule, { ruleId: 'handle', reason }).refuses('default-stays'))

  it('does nothing when repeated, and is refused for what is not there', () => {
    given('policy', { type: 'PolicyRuleRetired', data: { ...consultation, until: now } })
      .when(retirePolicyRule, consultation)
      .doesNothing()
    given('policy').when(retirePolicyRule, { ruleId: 'nothing', reason }).refuses('unknown-code')
  })
})
