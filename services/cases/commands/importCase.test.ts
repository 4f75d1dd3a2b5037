import { describe, expect, it } from 'vitest'

import { decided, given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import { importCase } from './importCase.ts'

const message = {
  title: '小区物业管理有问题',
  story: '物业公司扬言退出小区。',
  category: 'unclassified',
  intakeUnit: 'city',
  sourceFields: { likes: 3, opposes: 0 },
}
const byImport = { origin: 'import', actor: { kind: 'import', id: 'import-1' } } as const

const registration: CaseEvent = {
  type: 'CaseRegistered',
  data: {
    ...message,
    caseNumber: '202603020000017',
    type: 'unstated',
    callerKind: 'unstated',
    identity: 'unstated',
    identityProtected: false,
    category: { code: 'unclassified', chosenBy: 'import' },
    urgency: { value: 'normal', chosenBy: 'import' },
    language: 'und',
    channel: 'import',
    lengths: { title: 9, story: 11 },
    clocks: [],
  },
}

describe('import case', () => {
  it('writes what the file states, and starts no clock', () =>
    given(cases).when(importCase, message, byImport).gives(registration))

  it('closes with the reply, at the time of the reply', () =>
    given(cases)
      .when(
        importCase,
        { ...message, reply: { text: '已协调处理。', repliedAt: '2019-05-09T09:32:09+08:00' } },
        byImport,
      )
      .gives(
        registration,
        { type: 'ImportedReply', data: { text: '已协调处理。', length: 6, repliedAt: '2019-05-09T01:32:09.000Z' } },
        { type: 'Closed', data: { closureKind: 'imported', closedAt: '2019-05-09T01:32:09.000Z' } },
      ))

  it('leaves the outcome unknown where a reply has no time', () =>
    given(cases)
      .when(importCase, { ...message, reply: { text: '已协调处理。' } }, byImport)
      .gives(registration, { type: 'ImportedReply', data: { text: '已协调处理。', length: 6 } }))

  it('invents nothing: no unit, signature, contact, visit or due time', () => {
    const events = decided(cases, [], importCase, { input: message, told: byImport })
    expect(events.map(({ type }) => type)).toEqual(['CaseRegistered'])
    expect(Object.keys(events[0]?.data ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(contact|replyWanted|publishConsent|party|place)$/)]),
    )
  })

  it('is refused to people, who register', () => given(cases).when(importCase, message).refuses('only-by-import'))

  it('is refused for a category that does not exist', () =>
    given(cases)
      .when(importCase, { ...message, category: 'nonsense' }, byImport)
      .refuses('unknown-category', 'category'))
})
