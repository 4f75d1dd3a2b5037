import { computed, ref } from 'vue'

import { contactBody, noMatterBody } from './bodies.ts'
import type { Template } from './draft.ts'
import { recordSamePerson } from './samePerson.ts'
import type { Sheet } from './sheet.ts'
import { useSteps } from './useSteps.ts'

/** 打错号码 无声或断线 找错单位 骚扰 其他: a letter is never silent, and nobody who came dialled the wrong number. */
const onCalls = ['wrong-number', 'silent', 'nuisance', 'other'] as const
const onPaper = ['misdirected', 'nuisance', 'other'] as const
export type NoMatter = (typeof onCalls | typeof onPaper)[number]
export const noMattersOf = (template: Template): readonly NoMatter[] => (template === 'call' ? onCalls : onPaper)

type Ending = { end(caseNumber?: string): void; tellSending(on: boolean): void }

/** Somebody turned to us and nothing followed: the contact is on record all the same, with the reason, and no case is. */
export function useNoMatter(sheet: Sheet, ending: Ending) {
  const { take, run, isSending, problem } = useSteps(sheet)
  const why = ref<NoMatter>()
  /** A matter that is registered already cannot become none. */
  const isOffered = computed(() => sheet.steps['register']?.answer === undefined && !sheet.ended)

  /** `words`: what the record says. True when it stands there. */
  async function record(reason: NoMatter, words: string): Promise<boolean> {
    why.value = undefined
    await run(async () => {
      const { draft } = sheet
      ending.tellSending(true)
      const contact = await take('receive', 'contacts/receive-contact', contactBody(draft))
      const disposed =
        contact && (await take('dispose', `contacts/${contact.id}/dispose-contact`, noMatterBody(draft, words)))
      if (disposed && (await recordSamePerson(draft, contact.id, take))) {
        ending.end()
        why.value = reason
      }
      ending.tellSending(false)
    })
    return why.value === reason
  }

  function reset(): void {
    why.value = undefined
    problem.value = undefined
  }

  return { isOffered, why, record, reset, isSending, problem }
}
