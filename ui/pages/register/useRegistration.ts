import { ref, shallowRef } from 'vue'

import type { CaseBody, DisposeContactBody } from '../../api/bodies.ts'
import type { Answer } from '../../api/types.ts'
import { useCommand } from '../../composables/useCommand.ts'
import { caseBody, contactBody, dispatchBody } from './draft.ts'
import type { Draft } from './draft.ts'
import { useDraft } from './useDraft.ts'

export type Done = { readonly id: string; readonly caseNumber: string | undefined }
type Send = ReturnType<typeof useCommand>['send']

/** What was chosen to follow the registration; true when it is done. */
async function follow(id: string, draft: Draft, send: Send): Promise<boolean> {
  if (draft.mode === 'only') return true
  if (draft.mode === 'dispatch') return (await send(`cases/${id}/dispatch-case`, dispatchBody(draft))) !== undefined
  const answered: CaseBody<'answerDirectly'> = { answer: draft.answer.trim(), close: true }
  return (await send(`cases/${id}/answer-directly`, answered)) !== undefined
}

/** Records who turned to us, once for the same words. Answers the contact's id. */
function useReception(draft: Draft, send: Send) {
  let received: { readonly id: string; readonly of: string } | undefined
  return async (): Promise<string | undefined> => {
    const body = contactBody(draft)
    const of = JSON.stringify(body)
    if (received?.of === of) return received.id
    const answer = await send('contacts/receive-contact', body)
    received = answer && { id: answer.id, of }
    return answer?.id
  }
}

/** The form's way through the commands; when one fails, the next attempt goes on from there. */
export function useRegistration(unit: string) {
  const { draft, missing, isRestored, forget, clear: clearDraft, area } = useDraft(unit)
  const wasTried = ref(false)
  const done = shallowRef<Done>()
  const { send, isSending, problem } = useCommand()
  const receive = useReception(draft, send)
  let registered: { readonly answer: Answer; readonly contact: string } | undefined

  async function register() {
    if (registered) return registered
    const contact = await receive()
    const answer = contact && (await send('cases/register-case', caseBody(draft, contact, area())))
    if (!contact || !answer) return undefined
    done.value = { id: answer.id, caseNumber: answer.caseNumber }
    registered = { answer, contact }
    return registered
  }

  async function submit(): Promise<void> {
    wasTried.value = true
    const { answer, contact } = (missing.value.length === 0 && (await register())) || {}
    if (!answer || !(await follow(answer.id, draft, send))) return
    forget()
    const disposed: DisposeContactBody = { disposition: 'new-matter', cases: [answer.id] }
    await send(`contacts/${contact}/dispose-contact`, disposed)
  }

  function clear(): void {
    clearDraft()
    registered = undefined
    done.value = undefined
    problem.value = undefined
    wasTried.value = false
  }

  return { draft, missing, isRestored, wasTried, done, isSending, problem, submit, clear }
}
