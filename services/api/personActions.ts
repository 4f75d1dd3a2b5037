import { commandNamespace, uuidv5 } from '../kernel/ids.ts'
import type { Words } from '../kernel/refusal.ts'
import { actionsOnPerson } from '../persons/actions.ts'
import { persons } from '../persons/person.ts'
import { reachingGrant } from '../staff/permissions.ts'
import type { Viewer } from '../staff/viewer.ts'
import type { Parts } from './parts.ts'

type PersonAction = {
  readonly command: string
  readonly room: 'persons'
  readonly permission: string
  readonly allowed: boolean
  readonly refusal?: { readonly code: string; readonly words: Words }
}

/** What this viewer may do with the person's record now, and what would make the rest possible. */
export async function personActionsFor(parts: Parts, viewer: Viewer, id: string): Promise<PersonAction[]> {
  const { state } = await parts.handler.refresh(persons, `person-${id}`)
  const now = parts.lookup.now()
  const reference = parts.ledger.reference(now)
  const context = {
    id,
    now,
    occurredAt: now,
    actor: { kind: 'person', id: viewer.account.id },
    origin: 'live',
    commandId: 'which-actions',
    reference,
    newId: (name: string) => uuidv5(commandNamespace, name),
  } as const
  return actionsOnPerson(state, context).flatMap(({ command, permission, refusal }): PersonAction[] => {
    if (!reachingGrant(viewer.grants, permission, persons.units(state), reference)) return []
    const action = { command, room: 'persons', permission } as const
    if (!refusal) return [{ ...action, allowed: true }]
    return [{ ...action, allowed: false, refusal: { code: refusal.code, words: refusal.words } }]
  })
}
