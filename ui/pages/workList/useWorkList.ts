import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'

import { ask } from '../../api/ask.ts'
import { ownPosition } from '../../api/sendCommand.ts'
import type { WorkList } from '../../api/types.ts'
import { useLatest } from '../../composables/useLatest.ts'
import { paramsOf } from './filters.ts'
import type { Filters } from './filters.ts'
import { useLookSoon } from './useLookSoon.ts'
import { useShownRows } from './useShownRows.ts'

const page = 50
const most = 200

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

  const load = () => {
    const after = ownPosition()
    return question({ limit: page, ...(after !== undefined && { after }) }, rows.replace)
  }
  const more = async () => {
    if (rows.cursor.value && !isLoading.value) await question({ limit: page, cursor: rows.cursor.value }, rows.append)
  }
  /** `after`: the position of a command of ours, which must be in what we read. */
  function look(after?: string) {
    const count = rows.shown.value.length
    const limit = Math.min(most, Math.max(page, count))
    const how = { isComplete: limit >= count, isGrouped: filters.value.sort === 'step' }
    return question({ limit, ...(after !== undefined && { after }) }, (list) => rows.merge(list, how))
  }
  // Who sees something else from now on must not keep on the screen what is no longer theirs.
  useLookSoon(isLoading, { look, access: load })
  watch(filters, load, { immediate: true })

  const hasMore = computed(() => rows.cursor.value !== null)
  return { shown: rows.shown, waiting: rows.waiting, problem, isLoading, hasMore, answer, load, look, more }
}
