import { computed, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'

import { ask } from '../../api/ask.ts'
import type { WorkList } from '../../api/types.ts'
import { useLatest } from '../../composables/useLatest.ts'
import { paramsOf } from './filters.ts'
import type { Filters } from './filters.ts'
import { mergeRows } from './mergeRows.ts'
import type { ShownRow } from './mergeRows.ts'
import { useLookSoon } from './useLookSoon.ts'

const page = 50
const most = 200
const asShown = (list: WorkList): readonly ShownRow[] => list.rows.map((row) => ({ row, moved: false }))

/** The rows on the screen, and what a look at the server makes of them. */
function useShownRows() {
  const shown = shallowRef<readonly ShownRow[]>([])
  const waiting = ref(0)
  const cursor = ref<string | null>(null)

  const replace = (list: WorkList): void => {
    shown.value = asShown(list)
    cursor.value = list.nextCursor
    waiting.value = 0
  }
  const append = (list: WorkList): void => {
    const known = new Set(shown.value.map(({ row }) => row.id))
    shown.value = [...shown.value, ...asShown(list).filter(({ row }) => !known.has(row.id))]
    cursor.value = list.nextCursor
  }
  /** Changes in place, and holds back what would move. */
  const merge = (list: WorkList, isComplete: boolean): void => {
    if (shown.value.length === 0) return replace(list)
    const merged = mergeRows(shown.value, list.rows, isComplete)
    shown.value = merged.shown
    waiting.value = merged.waiting
  }
  return { shown, waiting, cursor, replace, append, merge }
}

/** The work list: paged by key, kept live without moving. The latest question wins. */
export function useWorkList(filters: Ref<Filters>) {
  const answer = shallowRef<WorkList>()
  const rows = useShownRows()
  const { latest, problem, isLoading } = useLatest()

  const question = (extra: Record<string, string | number>, use: (list: WorkList) => void) =>
    latest(
      (signal) => ask<WorkList>('/api/work-list', { ...paramsOf(filters.value), ...extra }, signal),
      (list) => {
        use(list)
        answer.value = list
      },
    )

  const load = () => question({ limit: page }, rows.replace)
  const more = async () => {
    if (rows.cursor.value && !isLoading.value) await question({ limit: page, cursor: rows.cursor.value }, rows.append)
  }
  useLookSoon(isLoading, () => {
    const count = rows.shown.value.length
    const limit = Math.min(most, Math.max(page, count))
    return question({ limit }, (list) => rows.merge(list, limit >= count))
  })
  watch(filters, load, { immediate: true })

  return {
    shown: rows.shown,
    waiting: rows.waiting,
    problem,
    isLoading,
    hasMore: computed(() => rows.cursor.value !== null),
    total: computed(() => answer.value?.total),
    counts: computed(() => answer.value?.counts),
    isBehind: computed(() => answer.value?.behind === true),
    load,
    more,
  }
}
