import { ref } from 'vue'

import { useLive } from '../../composables/useLive.ts'
import { useRows } from '../../composables/useRows.ts'
import type { Looks, Replay } from './replay.ts'

/** A case with everybody who looked at it, as the server tells it. */
export function useReplay(id: string) {
  const { rows: replay, problem, refresh } = useRows<Replay>({ path: `/api/cases/${id}/replay` })
  const { rows: looks, problem: looksProblem } = useRows<Looks>({ path: `/api/cases/${id}/looks` })
  /** Something was added while the page was open; it is shown when the auditor wants it, not under the hand. */
  const isBehind = ref(false)
  useLive({ change: (change) => void (change.id === id && (isBehind.value = true)) })

  async function catchUp(): Promise<void> {
    await refresh()
    isBehind.value = false
  }
  return { replay, looks, problem, looksProblem, refresh, catchUp, isBehind }
}
