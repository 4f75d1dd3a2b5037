import { shallowRef, toValue, watch } from 'vue'
import type { MaybeRefOrGetter } from 'vue'

import { address, ask } from '../api/ask.ts'
import type { Params } from '../api/ask.ts'
import { useLatest } from './useLatest.ts'

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
  const { latest, stop, problem, isLoading } = useLatest()

  async function refresh(extra: Params = {}): Promise<void> {
    const asked = toValue(question)
    if (!asked) return stop()
    const { path, params } = asked
    await latest(
      (signal) => ask<Row>(path, { ...params, ...extra }, signal),
      (answer) => (rows.value = answer),
    )
  }

  watch(
    () => {
      const asked = toValue(question)
      return asked && `${address(asked.path, asked.params)} ${asked.stamp ?? ''}`
    },
    () => void refresh(),
    { immediate: true },
  )
  return { rows, problem, isLoading, refresh }
}
