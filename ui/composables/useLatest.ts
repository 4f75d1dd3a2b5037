import { onScopeDispose, ref, shallowRef } from 'vue'

import { asProblem } from '../api/problem.ts'
import type { Problem } from '../api/problem.ts'
import { isAborted } from '../api/request.ts'

/** Asks one thing at a time: a newer question ends the older one, whose answer is not used. */
export function useLatest() {
  const problem = shallowRef<Problem>()
  const isLoading = ref(false)
  let running: AbortController | undefined
  const stop = () => running?.abort()
  onScopeDispose(stop)

  async function latest<Row>(question: (signal: AbortSignal) => Promise<Row>, use: (row: Row) => void): Promise<void> {
    stop()
    const mine = (running = new AbortController())
    isLoading.value = true
    try {
      const row = await question(mine.signal)
      if (running !== mine) return
      use(row)
      problem.value = undefined
    } catch (error) {
      if (running === mine && !isAborted(error)) problem.value = asProblem(error)
    } finally {
      if (running === mine) isLoading.value = false
    }
  }
  return { latest, stop, problem, isLoading }
}
