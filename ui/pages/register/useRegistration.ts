import { computed, reactive, ref, shallowRef, watch } from 'vue'

import { ask } from '../../api/ask.ts'
import type { CaseBody, DisposeContactBody } from '../../api/bodies.ts'
import type { Answer, CaseView } from '../../api/types.ts'
import { useCommand } from '../../composables/useCommand.ts'
import { useReference } from '../../composables/useReference.ts'
import { caseBody, contactBody, dispatchBody, emptyDraft, missingIn } from './draft.ts'
import type { Draft } from './draft.ts'

const place = 'minsheng-draft'
export type Done = { readonly id: string; readonly caseNumber: string | undefined }

/** Personal data: only in this window's own storage, which goes with the window. */
function stored(): Partial<Draft> | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

async function readNumber({ id, position }: Answer): Promise<string | undefined> {
  const view = await ask<CaseView>(`/api/cases/${id}`, { after: position }).catch(() => undefined)
  return view?.case.caseNumber
}

/** The form's draft and its way through the commands; when one fails, the next attempt goes on from there. */
export function useRegistration(unit: string) {
  const restored = stored()
  const draft = reactive<Draft>({ ...emptyDraft(unit), ...restored })
  const isRestored = ref(restored !== undefined)
  const wasTried = ref(false)
  const done = shallowRef<Done>()
  const registered = shallowRef<{ answer: Answer; contact: string }>()
  const { send, isSending, problem } = useCommand()
  const { areas, units } = useReference()
  let received: { id: string; of: string } | undefined

  watch(draft, (now) => sessionStorage.setItem(place, JSON.stringify(now)), { deep: true })
  const missing = computed(() => missingIn(draft))

  function area() {
    const names = new Set(areas.value.map(({ code }) => code))
    const found = units.value.find(({ code }) => code === draft.area)
    return found && { code: found.code, path: found.path.filter((code) => names.has(code)) }
  }

  async function receive(): Promise<string | undefined> {
    const body = contactBody(draft)
    const of = JSON.stringify(body)
    if (received?.of !== of) {
      const answer = await send('contacts/receive-contact', body)
      received = answer && { id: answer.id, of }
    }
    return received?.id
  }

  async function register(): Promise<boolean> {
    if (registered.value) return true
    const contact = await receive()
    const answer = contact && (await send('cases/register-case', caseBody(draft, contact, area())))
    if (!answer) return false
    registered.value = { answer, contact }
    done.value = { id: answer.id, caseNumber: undefined }
    void readNumber(answer).then((caseNumber) => (done.value = { id: answer.id, caseNumber }))
    return true
  }

  async function follow(id: string): Promise<boolean> {
    if (draft.mode === 'only') return true
    const answered: CaseBody<'answerDirectly'> = { answer: draft.answer.trim(), close: true }
    const sent =
      draft.mode === 'dispatch'
        ? await send(`cases/${id}/dispatch-case`, dispatchBody(draft))
        : await send(`cases/${id}/answer-directly`, answered)
    return sent !== undefined
  }

  async function submit(): Promise<void> {
    wasTried.value = true
    if (missing.value.length > 0 || !(await register()) || !registered.value) return
    const { answer, contact } = registered.value
    if (!(await follow(answer.id))) return
    sessionStorage.removeItem(place)
    const disposed: DisposeContactBody = { disposition: 'new-matter', cases: [answer.id] }
    await send(`contacts/${contact}/dispose-contact`, disposed)
  }

  function clear(): void {
    Object.assign(draft, emptyDraft(draft.unit || unit))
    received = undefined
    registered.value = undefined
    done.value = undefined
    problem.value = undefined
    wasTried.value = false
    isRestored.value = false
    queueMicrotask(() => sessionStorage.removeItem(place))
  }

  return { draft, missing, isRestored, wasTried, done, isSending, problem, submit, clear }
}
