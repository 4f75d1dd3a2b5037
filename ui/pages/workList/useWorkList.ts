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

/** What was asked and what was answered. The latest question wins. */
function useQuestion(filters: Ref<Filters>) {
  const answer = shallowRef<WorkList>()
  const answered = shallowRef<Filters>()
  const { latest, problem, isLoading } = useLatest()
  function question(extra: Record<string, string | number>, use: (list: WorkList) => void): Promise<void> {
    const asked = filters.value
    return latest(
      (signal) => ask<WorkList>('/api/work-list', { ...paramsOf(asked), ...extra }, signal),
      (list) => {
        use(list)
        answer.value = list
        answered.value = asked
      },
    )
  }
  const isAnswered = () => answered.value === filters.value
  /** Rows of another question stay while this one is asked, but not when it has failed. */
  const isOther = computed(() => problem.value !== undefined && !isAnswered())
  return { question, answer, isAnswered, isOther, problem, isLoading }
}

const upTo = (after: string | undefined) => (after === undefined ? {} : { after })

/** The work list: paged by key, kept live without moving. */
export function useWorkList(filters: Ref<Filters>) {
  const rows = useShownRows()
  const { question, isAnswered, ...asked } = useQuestion(filters)
  const { isLoading } = asked

  const load = () => question({ limit: page, ...upTo(ownPosition()) }, rows.replace)
  const more = async () => {
    if (rows.cursor.value && !isLoading.value) await question({ limit: page, cursor: rows.cursor.value }, rows.append)
  }
  /** `after`: the position of a command of ours, which must be in what we read. */
  function look(after?: string) {
    if (!isAnswered()) return load()
    const count = rows.shown.value.length
    const limit = Math.min(most, Math.max(page, count))
    const how = { isComplete: limit >= count, isGrouped: filters.value.sort === 'step' }
    return question({ limit, ...upTo(after) }, (list) => rows.merge(list, how))
  }
  // Who sees something else from now on must not keep on the screen what is no longer theirs.
  useLookSoon(isLoading, { look, access: load })
  watch(filters, load, { immediate: true })

  const hasMore = computed(() => rows.cursor.value !== null)
  return { shown: rows.shown, waiting: rows.waiting, ...asked, hasMore, load, look, more }
}
