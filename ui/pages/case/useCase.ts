import { computed, ref, watch } from 'vue'

import type { CaseView } from '../../api/caseView.ts'
import { ownPosition } from '../../api/sendCommand.ts'
import type { TimelineItem } from '../../api/types.ts'
import { useLive } from '../../composables/useLive.ts'
import { useRows } from '../../composables/useRows.ts'

const calm = 250

/** A case and its time line, kept live. */
export function useCase(id: string) {
  const path = `/api/cases/${id}`
  const params = { after: ownPosition() }
  const { rows: view, problem, refresh: readCase } = useRows<CaseView>({ path, params })
  const { rows: timeline, refresh: readTimeline } = useRows<{ entries: readonly TimelineItem[] }>({
    path: `${path}/timeline`,
    params,
  })

  /** `after`: the position of a command of ours, which must be in what we read. */
  const refresh = (after?: string) =>
    Promise.all([readCase(after ? { after } : {}), readTimeline(after ? { after } : {})])

  let soon: ReturnType<typeof setTimeout> | undefined
  useLive({
    change: (change) => {
      if (change.id !== id) return
      clearTimeout(soon)
      soon = setTimeout(() => void refresh(change.position), calm)
    },
    resumed: () => void refresh(),
  })

  /** The newest entry that came in while the page was open, for as long as it is news. */
  const news = ref<TimelineItem>()
  let fade: ReturnType<typeof setTimeout> | undefined
  watch(timeline, (now, before) => {
    const last = now?.entries.at(-1)
    if (!before || !last || last.revision === before.entries.at(-1)?.revision) return
    news.value = last
    clearTimeout(fade)
    fade = setTimeout(() => (news.value = undefined), 12_000)
  })

  return { view, problem, refresh, news, entries: computed(() => timeline.value?.entries ?? []) }
}
