import { shallowRef, toValue, watch } from 'vue'
import type { MaybeRefOrGetter } from 'vue'

import { ask } from '../../api/ask.ts'
import { askMetric } from '../../api/metrics.ts'
import type { Answered, Described } from '../../api/metrics.ts'
import { useLatest } from '../../composables/useLatest.ts'
import type { View } from './links.ts'

/** One metric of the page, asked again whenever the page's scope or moment changes. Old rows stay until new ones are there. */
export function useMetric(
  name: MaybeRefOrGetter<string>,
  view: () => View,
  own: () => Readonly<Record<string, string>> = () => ({}),
) {
  const rows = shallowRef<Answered>()
  const { latest, problem, isLoading } = useLatest()
  const question = () => ({ ...view().params, ...own() })
  const refresh = () =>
    latest(
      () => askMetric(toValue(name), question()),
      (answer) => (rows.value = answer),
    )
  watch(
    () => JSON.stringify([toValue(name), question(), view().stamp, view().sight]),
    () => void refresh(),
    { immediate: true },
  )
  return { rows, problem, isLoading, refresh }
}

let asked: Promise<ReadonlyMap<string, Described>> | undefined

/** What can be asked; it changes with the program only. */
export function catalogue(): Promise<ReadonlyMap<string, Described>> {
  asked ??= ask<{ metrics: readonly Described[] }>('/api/metrics').then(
    ({ metrics }) => new Map(metrics.map((metric) => [metric.name, metric])),
  )
  asked.catch(() => (asked = undefined))
  return asked
}
