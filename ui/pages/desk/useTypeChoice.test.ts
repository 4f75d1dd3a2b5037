import { describe, expect, it } from 'vitest'
import { ref } from 'vue'

import { emptyDraft } from './draft.ts'
import { useTypeChoice } from './useTypeChoice.ts'

function aDesk() {
  const draft = ref(emptyDraft('desk'))
  return { draft, type: useTypeChoice(draft) }
}

describe('choosing the type', () => {
  it('protects who reports wrongdoers, and no longer when it was no report', () => {
    const { draft, type } = aDesk()
    type.value = 'report'
    expect(draft.value.identityProtected).toBe(true)
    type.value = 'complaint'
    expect(draft.value.identityProtected).toBe(false)
  })

  it('never takes away the protection that a caller has asked for', () => {
    const { draft, type } = aDesk()
    draft.value.identityProtected = true
    type.value = 'report'
    type.value = 'complaint'
    expect(draft.value.identityProtected).toBe(true)
  })

  it('lets the clerk decide otherwise, both ways', () => {
    const { draft, type } = aDesk()
    type.value = 'report'
    draft.value.identityProtected = false
    type.value = 'help'
    expect(draft.value.identityProtected).toBe(false)
    type.value = 'report'
    draft.value.identityProtected = false
    draft.value.identityProtected = true
    type.value = 'help'
    expect(draft.value.identityProtected).toBe(true)
  })
})
