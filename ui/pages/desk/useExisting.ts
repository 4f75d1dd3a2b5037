import { shallowRef } from 'vue'

import type { WorkRow } from '../../api/types.ts'
import { contactBody, linkBody } from './bodies.ts'
import type { LinkKind } from './bodies.ts'
import { recordSamePerson } from './samePerson.ts'
import type { Sheet } from './sheet.ts'
import { useSteps } from './useSteps.ts'

export type Linked = { readonly row: WorkRow; readonly as: LinkKind; readonly at: string }
type Ending = { end(caseNumber?: string): void; tellSending(on: boolean): void }

/** "It is about one of these": the contact joins a case that is there, and its words go with it. */
export function useExisting(sheet: Sheet, ending: Ending) {
  const { take, run, isSending, problem } = useSteps(sheet)
  const about = shallowRef<WorkRow>()
  const linked = shallowRef<Linked>()

  const link = (as: LinkKind) =>
    run(async () => {
      const row = about.value
      if (!row) return
      ending.tellSending(true)
      const contact = await take('receive', 'contacts/receive-contact', contactBody(sheet.draft))
      const body = contact && linkBody(sheet.draft, contact.id, as)
      const joined = body && (await take(`link ${row.id} ${as}`, `cases/${row.id}/link-contact`, body))
      const disposal = { disposition: 'existing-case', cases: [row.id] }
      const isAll = joined && (await take('dispose', `contacts/${contact.id}/dispose-contact`, disposal))
      if (isAll && (await recordSamePerson(sheet.draft, contact.id, take))) {
        linked.value = { row, as, at: new Date().toISOString() }
        ending.end(row.caseNumber)
      }
      ending.tellSending(false)
    })

  function reset(): void {
    about.value = undefined
    linked.value = undefined
    problem.value = undefined
  }

  return { about, linked, link, isSending, problem, reset }
}
