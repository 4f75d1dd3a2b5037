import { ref, shallowRef } from 'vue'

import { revealContact } from '../../api/callers.ts'
import type { KnownContact } from '../../api/callers.ts'
import { textOf } from '../../api/opened.ts'
import { asProblem } from '../../api/problem.ts'
import type { Problem } from '../../api/problem.ts'
import type { Draft } from './draft.ts'

const fields = ['callerName', 'callerNumber', 'callerAddress'] as const

/**
 * "It is the same person as then": what that contact said is filled in, where nothing stands yet. It was masked, so
 * this looks at it, for one purpose and on record.
 */
export function useSamePerson(draft: Draft) {
  const problem = shallowRef<Problem>()
  const isAsking = ref(false)
  let filled: Partial<Record<(typeof fields)[number], string>> = {}

  async function take(contact: KnownContact): Promise<boolean> {
    const missing = fields.filter((name) => draft[name].trim() === '')
    isAsking.value = true
    problem.value = undefined
    try {
      const plain = missing.length > 0 ? await revealContact(contact.id, missing, 'verify-identity') : {}
      filled = Object.fromEntries(missing.map((name) => [name, textOf(plain[name]) ?? '']))
      Object.assign(draft, filled)
      draft.sameAs = contact.id
      draft.samePerson = contact.person ?? ''
      if (contact.callerKind === 'enterprise') draft.callerKind = 'enterprise'
      return true
    } catch (error) {
      problem.value = asProblem(error)
      return false
    } finally {
      isAsking.value = false
    }
  }

  /** What was filled in goes again, unless somebody has written over it. */
  function undo(): void {
    for (const name of fields) if (draft[name] === filled[name]) draft[name] = ''
    filled = {}
    draft.sameAs = ''
    draft.samePerson = ''
  }

  return { take, undo, problem, isAsking }
}
