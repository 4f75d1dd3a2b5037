import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'

import { searchCallers } from '../../api/callers.ts'
import type { CallerQuestion, FoundCaller } from '../../api/callers.ts'
import { useLatest } from '../../composables/useLatest.ts'
import { useSession } from '../../composables/useSession.ts'
import type { Draft } from './draft.ts'
import { digitsOf, isWhole } from './knownCaller.ts'

/** A mobile number is whole with its last digit; of others nobody knows, so the fingers rest first: each question is written down. */
const pauseFor = (digits: string) => (/^1[3-9]/.test(digits) ? 30 : 350)

type Asked = CallerQuestion | undefined

/** Asks who it is; what was asked last is what is shown. */
function useAnswer() {
  const found = shallowRef<FoundCaller>()
  const { latest, stop, problem, isLoading } = useLatest()
  let asked: Asked

  const ask = (question: CallerQuestion) => {
    asked = question
    return latest(
      (signal) => searchCallers(question, signal),
      (answer) => (found.value = answer),
    )
  }
  function forget(): void {
    stop()
    asked = undefined
    found.value = undefined
    problem.value = undefined
  }
  return { found, problem, isLoading, ask, forget, retry: () => (asked ? ask(asked) : Promise.resolve()) }
}

/** Who is on the line, as far as we know: asked for as soon as a whole number stands there. */
export function useCaller(draft: Draft) {
  const { can } = useSession()
  const { found, problem, isLoading, ask, forget, retry } = useAnswer()
  const isWaiting = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let answered = Promise.resolve()

  function now(question: CallerQuestion): Promise<void> {
    clearTimeout(timer)
    isWaiting.value = false
    return (answered = ask(question))
  }
  const byNumber = () => now({ number: draft.callerNumber.trim() })

  watch(
    () => (isWhole(draft.callerNumber) ? digitsOf(draft.callerNumber) : ''),
    (digits) => {
      clearTimeout(timer)
      forget()
      isWaiting.value = can('person.search') && digits !== ''
      if (isWaiting.value) timer = setTimeout(() => void byNumber(), pauseFor(digits))
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))

  return {
    found,
    problem,
    isLoading: computed(() => isLoading.value || isWaiting.value),
    /** Asks at once, without waiting for the fingers; done when the answer is there. */
    hurry: () => (isWaiting.value ? byNumber() : answered),
    byName: () => now({ name: draft.callerName.trim() }),
    retry,
  }
}
