import { computed, reactive, ref, shallowRef, watch } from 'vue'

import type { CaseView } from '../../api/caseView.ts'
import { kebab } from '../../api/sendCommand.ts'
import type { Answer } from '../../api/types.ts'
import { useCommand } from '../../composables/useCommand.ts'
import { useReference } from '../../composables/useReference.ts'
import { initialValues, missingIn, shownFields } from './actions/form.ts'
import type { About, Values } from './actions/form.ts'
import { forms } from './actions/forms.ts'
import type { PlacedAction } from './placedActions.ts'

/** What was typed and not sent, so that closing the panel by mistake loses nothing. */
const unsent = new Map<string, Values>()

/** What a form begins with; from then on all that is typed in it is kept. */
function typedBefore(place: string, initial: Values): Values {
  const values = reactive<Values>({ ...initial, ...unsent.get(place) })
  watch(values, (now) => unsent.set(place, { ...now }))
  return values
}

/** One action's form: its values, what is missing, and its way to the server. */
export function useAction(id: string, action: PlacedAction, view: () => CaseView) {
  const form = forms[action.command]
  const place = `${id} ${action.key}`
  const values = typedBefore(place, initialValues(form, view()))
  /** The state that the clerk saw when the form was opened. */
  const seen = ref(view().revision)
  const wasTried = ref(false)
  /** What stands there already is not written twice: whoever sends it hears so, and keeps what was typed. */
  const isUnchanged = ref(false)
  const contact = shallowRef<string>()
  const { send, isSending, problem } = useCommand()
  const { areaCodes } = useReference()

  const fields = computed(() => shownFields(form, view(), values))
  const missing = computed(() => missingIn(fields.value, values))

  const about = (): About => ({ view: view(), assignmentId: action.assignmentId ?? '', areaCodes })

  async function recordContact(): Promise<boolean> {
    if (!form.contact || contact.value) return true
    contact.value = (await send('contacts/receive-contact', form.contact(values, about())))?.id
    return contact.value !== undefined
  }

  async function submit(): Promise<Answer | undefined> {
    wasTried.value = true
    isUnchanged.value = false
    if (missing.value.length > 0 || !(await recordContact())) return undefined
    const body = form.body(values, about(), contact.value ?? '')
    const answer = await send(`cases/${id}/${kebab(action.command)}`, body, form.guarded ? seen.value : undefined)
    isUnchanged.value = answer?.events.length === 0
    if (answer && !isUnchanged.value) unsent.delete(place)
    return answer
  }

  /** The clerk has read what changed meanwhile. */
  const agree = () => (seen.value = view().revision)

  return { values, fields, missing, wasTried, isUnchanged, submit, agree, isSending, problem }
}
