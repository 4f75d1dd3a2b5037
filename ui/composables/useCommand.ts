import { ref, shallowRef } from 'vue'

import { asProblem } from '../api/problem.ts'
import type { Problem } from '../api/problem.ts'
import { newKey, sendCommand } from '../api/sendCommand.ts'
import type { Answer } from '../api/types.ts'

/**
 * Sends one form's command. The idempotency key is kept until an answer is seen, so that pressing again after a lost
 * connection cannot do the same thing twice; a changed text is a new command with a new key.
 */
export function useCommand() {
  const isSending = ref(false)
  const problem = shallowRef<Problem>()
  let pending: { key: string; fingerprint: string } | undefined

  async function send(route: string, body: unknown, revision?: number | string): Promise<Answer | undefined> {
    if (isSending.value) return undefined
    const fingerprint = `${route}\n${JSON.stringify(body)}`
    if (pending?.fingerprint !== fingerprint) pending = { key: newKey(), fingerprint }
    isSending.value = true
    problem.value = undefined
    try {
      const answer = await sendCommand({ route, body, key: pending.key, revision })
      pending = undefined
      return answer
    } catch (error) {
      const found = asProblem(error)
      if (!found.unanswered) pending = undefined
      problem.value = found
      return undefined
    } finally {
      isSending.value = false
    }
  }

  return { send, isSending, problem }
}
