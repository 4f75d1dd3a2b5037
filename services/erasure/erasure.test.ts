import { describe, it } from 'vitest'

import { given, under, type TestContext } from '../../test/support/given.ts'
import { orderErasure } from './commands/orderErasure.ts'
import { refuseErasure } from './commands/refuseErasure.ts'
import { requestErasure } from './commands/requestErasure.ts'
import { erasures } from './erasure.ts'
import type { ErasureEvent } from './events.ts'

const subjects = ['contact-7', 'case-12']
const asked = { subjects, legalBasis: 'citizen-request', reference: '2026-003' } as const
const requested: ErasureEvent = under(
  { actor: { kind: 'person', id: 'supervisor-1' } },
  { type: 'ErasureRequested', data: { ...asked, subjects } },
)
const ordered: ErasureEvent = {
  type: 'ErasureOrdered',
  data: { subjects, keyIds: ['key-1', 'key-2'], requestedBy: 'supervisor-1' },
}
const refused: ErasureEvent = { type: 'ErasureRefused', data: { reason: 'legal-hold' } }
const administrator = { actor: { kind: 'person', id: 'administrator-1' } } as const
const withKeys = (...keyIds: string[]): Partial<TestContext> => Object.assign({ ...administrator }, { keyIds })

describe('asking for an erasure', () => {
  it('names subjects and legal basis, and nobody', () =>
    given(erasures)
      .when(requestErasure, { ...asked, subjects })
      .gives({ type: 'ErasureRequested', data: { ...asked, subjects } }))
})

describe('ordering an erasure', () => {
  it('names the keys that are to be destroyed', () =>
    given(erasures, requested).when(orderErasure, {}, withKeys('key-1', 'key-2')).gives(ordered))

  it('is refused to who asked for it', () =>
    given(erasures, requested)
      .when(orderErasure, {}, { actor: { kind: 'person', id: 'supervisor-1' } })
      .refuses('own-request'))

  it('is refused where there is nothing to erase', () =>
    given(erasures, requested).when(orderErasure, {}, withKeys()).refuses('nothing-to-erase'))

  it('is refused once decided', () => {
    given(erasures, requested, ordered).when(orderErasure, {}, withKeys('key-1')).refuses('already-decided')
    given(erasures, requested, refused).when(orderErasure, {}, withKeys('key-1')).refuses('already-decided')
  })
})

describe('refusing an erasure', () => {
  it('says why', () =>
    given(erasures, requested).when(refuseErasure, { reason: 'legal-hold' }, administrator).gives(refused))

  it('comes too late once it is ordered', () =>
    given(erasures, requested, ordered)
      .when(refuseErasure, { reason: 'legal-hold' }, administrator)
      .refuses('already-decided'))
})
