import { ref, shallowRef } from 'vue'

import { asProblem } from '../../api/problem.ts'
import type { Problem } from '../../api/problem.ts'
import { newKey, sendCommand } from '../../api/sendCommand.ts'
import type { Answer } from '../../api/types.ts'
import type { Step, Steps } from './sheet.ts'

type Holder = { steps: Steps }

function keep(holder: Holder, name: string, step: Step | undefined): void {
  const { [name]: _before, ...rest } = holder.steps
  holder.steps = step ? { ...rest, [name]: step } : rest
}

/**
 * The commands of one draft, one after the other. What was answered is not sent again, and what may have arrived is
 * sent under the same key, also after a reload: nobody is registered twice.
 */
export function useSteps(holder: Holder) {
  const isSending = ref(false)
  const problem = shallowRef<Problem>()

  async function take(name: string, route: string, body: unknown): Promise<Answer | undefined> {
    const fingerprint = `${route}\n${JSON.stringify(body)}`
    const before = holder.steps[name]
    const isSame = before?.fingerprint === fingerprint
    if (isSame && before.answer) return before.answer
    const step = isSame ? before : { key: newKey(), fingerprint }
    keep(holder, name, step)
    try {
      const answer = await sendCommand({ route, body, key: step.key })
      keep(holder, name, { ...step, answer })
      return answer
    } catch (error) {
      const found = asProblem(error)
      if (!found.unanswered) keep(holder, name, undefined)
      problem.value = found
      return undefined
    }
  }

  /** Runs one way through the steps; a second press while it runs does nothing. */
  async function run(way: () => Promise<void>): Promise<void> {
    if (isSending.value) return
    isSending.value = true
    problem.value = undefined
    try {
      await way()
    } finally {
      isSending.value = false
    }
  }

  return { take, run, isSending, problem }
}
