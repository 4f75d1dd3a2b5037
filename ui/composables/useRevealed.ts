import { onScopeDispose, ref, shallowRef } from 'vue'

import { asProblem } from '../api/problem.ts'
import type { Problem } from '../api/problem.ts'
import type { Opened } from '../api/types.ts'
import { useWords } from './useWords.ts'

const shownFor = 120

/** Plain personal fields for two minutes; then they are hidden again, since screens are looked over. */
export function useRevealed(ask: (purpose: string) => Promise<Readonly<Record<string, Opened>>>) {
  const { said } = useWords()
  const plain = shallowRef<Readonly<Record<string, string>>>()
  const seconds = ref(0)
  const problem = shallowRef<Problem>()
  const isSending = ref(false)
  let timer: ReturnType<typeof setInterval> | undefined

  function hide(): void {
    clearInterval(timer)
    plain.value = undefined
  }
  onScopeDispose(hide)

  async function reveal(purpose: string): Promise<boolean> {
    isSending.value = true
    problem.value = undefined
    try {
      const answer = await ask(purpose)
      plain.value = Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, said(value)]))
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
