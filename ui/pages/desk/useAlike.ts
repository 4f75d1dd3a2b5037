import { computed, onScopeDispose, shallowRef, watch } from 'vue'

import { searchAlike } from '../../api/callers.ts'
import type { AlikeQuestion, AlikeRow } from '../../api/callers.ts'
import { useLatest } from '../../composables/useLatest.ts'
import { useReference } from '../../composables/useReference.ts'
import { useSession } from '../../composables/useSession.ts'
import type { Draft } from './draft.ts'
import { isWhole } from './knownCaller.ts'

const pause = 600
const fewestCharacters = 4

/** What to ask, or nothing where too little stands there. */
function useQuestion(draft: Draft) {
  const { placePath } = useReference()
  const { can } = useSession()
  return computed((): AlikeQuestion | undefined => {
    const text = `${draft.title} ${draft.story}`.trim()
    if (Array.from(text).length < fewestCharacters) return undefined
    const [district, street] = placePath(draft.area) ?? []
    const number = draft.callerNumber.trim()
    return {
      text: text.slice(0, 2000),
      ...(draft.category && { category: draft.category }),
      ...(district && { district }),
      ...(street && { street }),
      ...(can('person.search') && isWhole(number) && { caller: number }),
    }
  })
}

/** Cases that may be the same matter, asked again when the fingers rest. */
export function useAlike(draft: Draft) {
  const rows = shallowRef<readonly AlikeRow[]>([])
  const { latest, stop, problem, isLoading } = useLatest()
  const question = useQuestion(draft)
  let timer: ReturnType<typeof setTimeout> | undefined

  function ask(): void {
    const asked = question.value
    if (!asked) return
    void latest(
      (signal) => searchAlike(asked, signal),
      (found) => (rows.value = found),
    )
  }
  watch(
    () => JSON.stringify(question.value),
    (asked) => {
      clearTimeout(timer)
      if (asked) timer = setTimeout(ask, pause)
      else {
        stop()
        rows.value = []
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return { rows, problem, isLoading, isAsked: computed(() => question.value !== undefined), retry: ask }
}
