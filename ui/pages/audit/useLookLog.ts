import { computed, onScopeDispose, reactive, ref, shallowRef, watch, type Ref } from 'vue'

import { ask } from '../../api/ask.ts'
import { useLatest } from '../../composables/useLatest.ts'
import { useRows } from '../../composables/useRows.ts'
import { instantFromLocal, todayInCity } from '../../format/zone.ts'
import { dayBeside, type LookPage, type LookRow, type LookSummary } from './looks.ts'

type Params = Readonly<Record<string, string>>

/** The log page by page, newest first. */
function useLines(params: Ref<Params>) {
  const rows = shallowRef<readonly LookRow[]>()
  const nextCursor = ref<string | null>(null)
  const { latest, problem, isLoading } = useLatest()
  const load = (cursor?: string) =>
    latest(
      (signal) => ask<LookPage>('/api/looks', { ...params.value, cursor }, signal),
      (page) => {
        rows.value = cursor ? [...(rows.value ?? []), ...page.rows] : page.rows
        nextCursor.value = page.nextCursor
      },
    )
  watch(params, ({ from }) => void (from && load()), { immediate: true })
  const more = () => load(nextCursor.value ?? undefined)
  return { rows, nextCursor, problem, isLoading, load, more }
}

const everyMs = 1_000

/** Says within a second that there is more; the list does not move under the hand. */
function useNewest(params: Ref<Params>, rows: Ref<readonly LookRow[] | undefined>, mayWatch: () => boolean) {
  const hasNew = ref(false)
  watch(rows, () => (hasNew.value = false))
  async function look(): Promise<void> {
    if (document.hidden || hasNew.value || !mayWatch()) return
    const page = await ask<LookPage>('/api/looks', { ...params.value, limit: 1 }).catch(() => undefined)
    const newest = page?.rows[0]
    hasNew.value = newest !== undefined && newest.key !== rows.value?.[0]?.key
  }
  const timer = setInterval(() => void look(), everyMs)
  onScopeDispose(() => clearInterval(timer))
  return hasNew
}

const always = { from: '1970-01-01T00:00:00.000Z', to: '9999-12-31T00:00:00.000Z' }

/** One day of looking: the log, and how much each person looked; or every look at the citizen of one case. */
export function useLookLog(ofCase: () => string) {
  const wanted = reactive({ day: todayInCity(), account: '', type: '', purpose: '' })
  const period = computed(() => ({
    from: instantFromLocal(`${wanted.day}T00:00:00`) ?? '',
    to: instantFromLocal(`${dayBeside(wanted.day, 1)}T00:00:00`) ?? '',
  }))
  const params = computed(() => {
    const { account, type, purpose } = wanted
    if (ofCase()) return { ...always, account, type, purpose, case: ofCase() }
    return { ...period.value, account, type, purpose, case: '' }
  })
  const { load, ...lines } = useLines(params)
  const {
    rows: summary,
    problem: summaryProblem,
    refresh,
  } = useRows<LookSummary>(() =>
    period.value.from && !ofCase() ? { path: '/api/looks/accounts', params: period.value } : undefined,
  )
  const hasNew = useNewest(
    params,
    lines.rows,
    () => !lines.isLoading.value && (Boolean(ofCase()) || wanted.day === todayInCity()),
  )
  const show = () => Promise.all([load(), refresh()])
  return { wanted, ...lines, hasNew, show, summary, summaryProblem }
}
