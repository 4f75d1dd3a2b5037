import { computed, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'

import { ask } from '../../api/ask.ts'
import { asProblem } from '../../api/problem.ts'
import type { Problem } from '../../api/problem.ts'
import { isAborted } from '../../api/request.ts'
import type { WorkList } from '../../api/types.ts'
import { useLive } from '../../composables/useLive.ts'
import { paramsOf } from './filters.ts'
import type { Filters } from './filters.ts'
import { mergeRows } from './mergeRows.ts'
import type { ShownRow } from './mergeRows.ts'

const page = 50
const most = 200
const calm = 400

/** The rows of the work list: paged by key, kept live without moving. The latest question wins. */
export function useWorkList(filters: Ref<Filters>) {
  const shown = shallowRef<readonly ShownRow[]>([])
  const answer = shallowRef<WorkList>()
  const problem = shallowRef<Problem>()
  const isLoading = ref(false)
  const waiting = ref(0)
  const cursor = ref<string | null>(null)
  let running: AbortController | undefined

  async function question(extra: Record<string, string | number>, use: (list: WorkList) => void): Promise<void> {
    running?.abort()
    const mine = (running = new AbortController())
    isLoading.value = true
    try {
      const list = await ask<WorkList>('/api/work-list', { ...paramsOf(filters.value), ...extra }, mine.signal)
      if (running !== mine) return
      use(list)
      answer.value = list
      problem.value = undefined
    } catch (error) {
      if (running === mine && !isAborted(error)) problem.value = asProblem(error)
    } finally {
      if (running === mine) isLoading.value = false
    }
  }

  const load = () =>
    question({ limit: page }, (list) => {
      shown.value = list.rows.map((row) => ({ row, moved: false }))
      cursor.value = list.nextCursor
      waiting.value = 0
    })

  const more = () =>
    cursor.value && !isLoading.value
      ? question({ limit: page, cursor: cursor.value }, (list) => {
          const known = new Set(shown.value.map(({ row }) => row.id))
          const added = list.rows.filter(({ id }) => !known.has(id))
          shown.value = [...shown.value, ...added.map((row) => ({ row, moved: false }))]
          cursor.value = list.nextCursor
        })
      : Promise.resolve()

  /** Something changed: look again, change in place, hold back what would move. */
  function look(): Promise<void> {
    const limit = Math.min(most, Math.max(page, shown.value.length))
    return question({ limit }, (list) => {
      if (shown.value.length === 0) shown.value = list.rows.map((row) => ({ row, moved: false }))
      const merged = mergeRows(shown.value, list.rows, limit >= shown.value.length)
      shown.value = merged.shown
      waiting.value = merged.waiting
    })
  }

  let soon: ReturnType<typeof setTimeout> | undefined
  const lookSoon = () => {
    soon ??= setTimeout(() => {
      soon = undefined
      if (!isLoading.value) return void look()
      lookSoon()
    }, calm)
  }
  useLive({ change: lookSoon, resumed: lookSoon })
  watch(filters, load, { immediate: true })

  return {
    shown,
    problem,
    isLoading,
    waiting,
    hasMore: computed(() => cursor.value !== null),
    total: computed(() => answer.value?.total),
    counts: computed(() => answer.value?.counts),
    isBehind: computed(() => answer.value?.behind === true),
    load,
    more,
  }
}
