import { computed, ref, shallowRef } from 'vue'

import { useReference } from '../../composables/useReference.ts'
import { answerBody, caseBody, contactBody, dispatchBody, disposalBody } from './bodies.ts'
import type { Area } from './bodies.ts'
import { missingIn } from './draft.ts'
import type { Draft, Mode } from './draft.ts'
import { recordSamePerson } from './samePerson.ts'
import type { Sheet } from './sheet.ts'
import type { Suggestion } from './suggestCategory.ts'
import { useSteps } from './useSteps.ts'

export type Done = { readonly id: string; readonly caseNumber: string | undefined; readonly mode: Mode }
type Take = ReturnType<typeof useSteps>['take']

/** What was chosen to follow the registration; true when it is done. */
async function follow(id: string, draft: Draft, take: Take): Promise<boolean> {
  if (draft.mode === 'only') return true
  const answer =
    draft.mode === 'dispatch'
      ? await take('follow', `cases/${id}/dispatch-case`, dispatchBody(draft))
      : await take('follow', `cases/${id}/answer-directly`, answerBody(draft))
  return answer !== undefined
}

/** The area that was picked, with the areas above it. */
function usePickedArea() {
  const { areas, units, placePath } = useReference()
  return (code: string): Area | undefined => {
    if (!code) return undefined
    const path = placePath(code)
    if (path) return { code, path }
    const names = new Set(areas.value.map((area) => area.code))
    const found = units.value.find((unit) => unit.code === code)
    return found && { code, path: found.path.filter((each) => names.has(each)) }
  }
}

type Ending = { end(caseNumber?: string): void; tellSending(on: boolean): void }

/** A new matter's way through the commands; when one fails, the next attempt goes on from there. */
export function useRegistration(sheet: Sheet, ending: Ending, suggestion: () => Suggestion | undefined) {
  const { draft } = sheet
  const { take, run, isSending, problem } = useSteps(sheet)
  const wasTried = ref(false)
  const done = shallowRef<Done>()
  const missing = computed(() => missingIn(draft))
  const areaOf = usePickedArea()

  async function register() {
    const contact = await take('receive', 'contacts/receive-contact', contactBody(draft))
    if (!contact) return undefined
    const about = { contact: contact.id, area: areaOf(draft.area), suggestion: suggestion() }
    const answer = await take('register', 'cases/register-case', caseBody(draft, about))
    if (answer) done.value = { id: answer.id, caseNumber: answer.caseNumber, mode: draft.mode }
    return answer && { id: answer.id, caseNumber: answer.caseNumber, contact: contact.id }
  }

  const submit = () =>
    run(async () => {
      wasTried.value = true
      if (missing.value.length > 0) return
      ending.tellSending(true)
      const registered = await register()
      const isFollowed = registered && (await follow(registered.id, draft, take))
      const disposal = registered && disposalBody(draft, registered.id)
      const isAll =
        isFollowed && (await take('dispose', `contacts/${registered.contact}/dispose-contact`, disposal)) !== undefined
      if (isAll && (await recordSamePerson(draft, registered.contact, take))) ending.end(registered.caseNumber)
      ending.tellSending(false)
    })

  function reset(): void {
    done.value = undefined
    problem.value = undefined
    wasTried.value = false
  }

  return { missing, wasTried, done, isSending, problem, submit, reset }
}
