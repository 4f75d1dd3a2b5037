import { onScopeDispose, ref, shallowRef, toValue, watch } from 'vue'
import type { MaybeRefOrGetter } from 'vue'

import { address, ask } from '../api/ask.ts'
import type { Params } from '../api/ask.ts'
import { asProblem } from '../api/problem.ts'
import type { Problem } from '../api/problem.ts'
import { isAborted } from '../api/request.ts'

export type Question =
  | {
      readonly path: string
      readonly params?: Params
      /** Asked again when this changes, though the address stays the same. */
      readonly stamp?: string | number
    }
  | undefined

/** Asks again whenever the question changes; the latest question wins. Old rows stay until new ones are there. */
export function useRows<Row>(question: MaybeRefOrGetter<Question>) {
  const rows = shallowRef<Row>()
  const problem = shallowRef<Problem>()
  const isLoading = ref(false)
  let running: AbortController | undefined

  async function refresh(extra: Params = {}): Promise<void> {
    const asked = toValue(question)
    running?.abort()
    if (!asked) return
    const mine = (running = new AbortController())
    isLoading.value = true
    try {
      const answer = await ask<Row>(asked.path, { ...asked.params, ...extra }, mine.signal)
      if (running !== mine) return
      rows.value = answer
      problem.value = undefined
    } catch (error) {
      if (running === mine && !isAborted(error)) problem.value = asProblem(error)
    } finally {
      if (running === mine) isLoading.value = false
    }
  }

  watch(
    () => {
      const asked = toValue(question)
      return asked && `${address(asked.path, asked.params)} ${asked.stamp ?? ''}`
    },
    () => void refresh(),
    { immediate: true },
  )
  onScopeDispose(() => running?.abort())
  return { rows, problem, isLoading, refresh }
}
