import type { Draft } from './draft.ts'
import type { useSteps } from './useSteps.ts'

type Take = ReturnType<typeof useSteps>['take']

/** Begins a record with the earlier contact, where there is none yet. Answers the person's id. */
async function recordOf(draft: Draft, take: Take): Promise<string | undefined> {
  if (draft.samePerson) return draft.samePerson
  const kind = draft.callerKind === 'enterprise' ? 'enterprise' : 'person'
  const name = draft.callerName.trim()
  const person = await take('person', 'persons/create-person', { kind, unit: draft.unit, ...(name ? { name } : {}) })
  const earlier = person && linkTo(person.id, draft.sameAs)
  return earlier && (await take('linkEarlier', ...earlier)) ? person.id : undefined
}

const linkTo = (person: string, contact: string) => [`persons/${person}/link-contact-to-person`, { contact }] as const

/** The agent has found that it is the same person again: that is what the person's record is for. True when it stands. */
export async function recordSamePerson(draft: Draft, contact: string, take: Take): Promise<boolean> {
  if (!draft.sameAs) return true
  const person = await recordOf(draft, take)
  return person !== undefined && (await take('linkThis', ...linkTo(person, contact))) !== undefined
}
