import { onScopeDispose, ref, shallowRef } from 'vue'

import { ask } from '../../api/ask.ts'
import type { WorkList } from '../../api/types.ts'
import { useSession } from '../../composables/useSession.ts'
import { asShown, mergeRows, withLeft } from './mergeRows.ts'
import type { ShownRow } from './mergeRows.ts'

/** For so long is a change by somebody else news. */
const newsFor = 15_000

const withoutNews = (rows: readonly ShownRow[]) => rows.map((each): ShownRow => ({ ...each, news: undefined }))

/** Rows whose news fade after a while. */
function useNewsRows() {
  const shown = shallowRef<readonly ShownRow[]>([])
  let fade: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(fade))
  function show(rows: readonly ShownRow[]): void {
    const isNews = rows.some(({ news }) => news && !shown.value.some((before) => before.news === news))
    shown.value = rows
    if (!isNews) return
    clearTimeout(fade)
    fade = setTimeout(() => (shown.value = withoutNews(shown.value)), newsFor)
  }
  return { shown, show }
}

/** The rows on the screen, and what a look at the server makes of them. */
export function useShownRows() {
  const { account } = useSession()
  const { shown, show } = useNewsRows()
  const waiting = ref(0)
  const cursor = ref<string | null>(null)
  const me = () => account.value?.id ?? ''

  const replace = (list: WorkList): void => {
    shown.value = asShown(list.rows)
    cursor.value = list.nextCursor
    waiting.value = 0
  }
  const append = (list: WorkList): void => {
    const known = new Set(shown.value.map(({ row }) => row.id))
    shown.value = [...shown.value, ...asShown(list.rows.filter(({ id }) => !known.has(id)))]
    cursor.value = list.nextCursor
  }
  /** Changes in place, and holds back what would move. */
  const merge = (list: WorkList, how: { isComplete: boolean; isGrouped: boolean }): void => {
    if (shown.value.length === 0) return replace(list)
    const stayed = new Set(shown.value.filter(({ moved }) => !moved).map(({ row }) => row.id))
    const merged = mergeRows(shown.value, { rows: list.rows, ...how, me: me() })
    show(merged.shown)
    waiting.value = merged.waiting
    void follow(merged.shown.filter(({ row, moved }) => moved && stayed.has(row.id)).map(({ row }) => row.id))
  }
  /** What became of the rows that have just left. */
  async function follow(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    const found = await ask<Pick<WorkList, 'rows'>>('/api/cases', { ids: ids.join(',') }).catch(() => undefined)
    if (found) show(withLeft(shown.value, ids, found.rows, me()))
  }
  return { shown, waiting, cursor, replace, append, merge }
}
