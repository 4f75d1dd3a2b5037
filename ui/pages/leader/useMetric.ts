import { toValue } from 'vue'
import type { MaybeRefOrGetter } from 'vue'

import { ask } from '../../api/ask.ts'
import type { Answered, Described } from '../../api/metrics.ts'
import { useRows } from '../../composables/useRows.ts'
import type { View } from './links.ts'

/** One metric of the page, asked again whenever the page's scope or moment changes. */
export function useMetric(
  name: MaybeRefOrGetter<string>,
  view: () => View,
  own: () => Readonly<Record<string, string>> = () => ({}),
) {
  return useRows<Answered>(() => ({
    path: `/api/metrics/${toValue(name)}`,
    params: { ...view().params, ...own() },
    stamp: view().stamp,
  }))
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
