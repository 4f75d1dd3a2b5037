import { onScopeDispose, ref, shallowRef } from 'vue'

import { asProblem } from '../../api/problem.ts'
import type { Problem } from '../../api/problem.ts'
import { reveal as askFor } from '../../api/session.ts'

export const purposes = [
  'contact-citizen',
  'handle-case',
  'verify-identity',
  'return-visit',
  'supervision',
  'audit',
  'legal-request',
] as const
const shownFor = 120

/** Plain contact fields for two minutes; then they are hidden again, since screens are looked over. */
export function useReveal() {
  const plain = shallowRef<Record<string, string>>()
  const seconds = ref(0)
  const problem = shallowRef<Problem>()
  const isSending = ref(false)
  let timer: ReturnType<typeof setInterval> | undefined

  function hide() {
    clearInterval(timer)
    plain.value = undefined
  }
  onScopeDispose(hide)

  async function reveal(contact: string, fields: readonly string[], purpose: string): Promise<boolean> {
    isSending.value = true
    problem.value = undefined
    try {
      const answer = await askFor(contact, fields, purpose)
      const values = (
        typeof answer['fields'] === 'object' && answer['fields'] !== null ? answer['fields'] : answer
      ) as Record<string, unknown>
      plain.value = Object.fromEntries(fields.map((name) => [name, String(values[name] ?? '')]))
      seconds.value = shownFor
      clearInterval(timer)
      timer = setInterval(() => (seconds.value > 1 ? (seconds.value -= 1) : hide()), 1000)
      return true
    } catch (error) {
      problem.value = asProblem(error)
      return false
    } finally {
      isSending.value = false
    }
  }
  return { plain, seconds, problem, isSending, reveal, hide }
}
