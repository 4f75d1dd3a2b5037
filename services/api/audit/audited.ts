import { join } from 'node:path'

import { concerns } from '../../cases/state.ts'
import { notPermittedAnywhere } from '../../kernel/notPermitted.ts'
import { indexFolder } from '../../notary/notary.ts'
import { NotaryIndex } from '../../notary/notaryIndex.ts'
import { permissionsOf, type Permission } from '../../staff/permissions.ts'
import { actorFor, type Viewer } from '../../staff/viewer.ts'
import { visibleCase } from '../caseRoutes.ts'
import type { Parts } from '../parts.ts'

export const sealsFolder = ({ settings }: Parts) => join(settings.dataDir, 'seals')

/** Asks the notary's notes; undefined where it has made none yet. */
export function withIndex<Answer>(parts: Parts, ask: (index: NotaryIndex | undefined) => Answer): Answer {
  const index = NotaryIndex.open(indexFolder(sealsFolder(parts)), parts.ledger.installation.hashAlg)
  try {
    return ask(index)
  } finally {
    index?.close()
  }
}

/** The viewer has one of the permissions in some unit. @throws Refusal (403) */
export function mayAnywhere({ grants }: Pick<Viewer, 'grants'>, ...wanted: readonly Permission[]): void {
  if (permissionsOf(grants).some((permission) => wanted.includes(permission))) return
  throw notPermittedAnywhere(wanted[0] ?? '')
}

/** The viewer may read the case's history, or there is no such case for them. */
export async function auditedCase(parts: Parts, viewer: Viewer, id: string, ...permissions: readonly string[]) {
  const state = await visibleCase(parts, viewer, id)
  const reference = parts.ledger.reference(parts.lookup.now())
  for (const permission of ['history.view', ...permissions]) actorFor(viewer, permission, concerns(state), reference)
}
