import type { Static } from 'typebox'
import { describe, expect, it } from 'vitest'

import { aCall, theAgent } from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { contacts } from '../contact.ts'
import { receiveContact } from './receiveContact.ts'

const call: Static<typeof receiveContact.body> = {
  channel: 'phone',
  unit: 'hotline',
  line: '12345',
  language: 'zh-CN',
  callerName: '王小明',
  callerNumber: '13800000000',
  callerKind: 'person',
}

describe('receive contact', () => {
  it('keeps who turned to us, by what channel, and who took it', () =>
    given(contacts).when(receiveContact, call, { actor: theAgent }).gives(aCall))

  it('names no agent and no language where a file brings it', () =>
    given(contacts)
      .when(
        receiveContact,
        { channel: 'import', unit: 'city', callerKind: 'unstated', callerName: 'A00045581' },
        { actor: { kind: 'import', id: 'import-1' }, origin: 'import', occurredAt: '2019-04-25T01:32:09.000Z' },
      )
      .gives({
        type: 'ContactReceived',
        data: {
          channel: 'import',
          unit: 'city',
          callerKind: 'unstated',
          callerName: 'A00045581',
          language: 'und',
          receivedAt: '2019-04-25T01:32:09.000Z',
        },
      }))

  it('is asked for by the desk that takes it', () =>
    expect(receiveContact.units?.(call, contacts.initial)).toEqual(['hotline']))

  it('is refused in the future', () =>
    given(contacts)
      .when(receiveContact, { ...call, receivedAt: '2026-03-02T09:00:01+08:00' })
      .refuses('bad-field', 'receivedAt'))
})
