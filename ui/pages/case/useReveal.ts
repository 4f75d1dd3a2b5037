import { onScopeDispose, ref, shallowRef } from 'vue'

import { asProblem } from '../../api/problem.ts'
import type { Problem } from '../../api/problem.ts'
import { reveal as askFor } from '../../api/session.ts'
import type { Revealing } from '../../api/session.ts'
import { useWords } from '../../composables/useWords.ts'

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
  const { said } = useWords()
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

  async function reveal(asked: Revealing): Promise<boolean> {
    isSending.value = true
    problem.value = undefined
    try {
      const answer = await askFor(asked)
      plain.value = Object.fromEntries(asked.fields.map((name) => [name, said(answer[name])]))
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
