import { describe, expect, it } from 'vitest'

import { inWordsOfPage } from './findingWords.ts'

const zh = { event: (revision: string) => `第 ${Number(revision) + 1} 条`, theCase: '本工单' }
const en = { event: (revision: string) => `event ${Number(revision) + 1}`, theCase: 'this case' }

describe('what the verifier says, on the page', () => {
  it('counts events from 1', () => {
    expect(inWordsOfPage('case-7@3：事件被移除。', '7', zh)).toBe('第 4 条：事件被移除。')
    expect(inWordsOfPage('case-7@3: the event was removed.', '7', en)).toBe('Event 4: the event was removed.')
  })

  it('calls the case by its name in the sentence, and leaves other streams alone', () => {
    expect(inWordsOfPage('case-7 的末尾被截断。', '7', zh)).toBe('本工单的末尾被截断。')
    expect(inWordsOfPage('The end of case-7 was cut off.', '7', en)).toBe('The end of this case was cut off.')
    expect(inWordsOfPage('case-7 does not end as stated.', '7', en)).toBe('This case does not end as stated.')
    expect(inWordsOfPage('contact-7@0：事件被移除。', '7', zh)).toBe('contact-7@0：事件被移除。')
  })
})
