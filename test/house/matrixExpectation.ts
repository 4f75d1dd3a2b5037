import { caseCommands } from '../../services/cases/commands.ts'
import { contactCommands } from '../../services/contacts/commands.ts'
import { dictionaryCommands } from '../../services/dictionaries/commands.ts'
import { erasureCommands } from '../../services/erasure/commands.ts'
import { kebab } from '../../services/kernel/commandRoutes.ts'
import { personCommands } from '../../services/persons/commands.ts'
import { placeCommands } from '../../services/places/commands.ts'
import { staffCommands } from '../../services/staff/commands.ts'
import { roles, type Role } from '../../services/staff/permissions.ts'

/** root ─ north ─ lake, and root ─ south ─ bay. */
const parents: Readonly<Record<string, string | null>> = {
  root: null,
  north: 'root',
  lake: 'north',
  south: 'root',
  bay: 'south',
}

/** Where a viewer stands, seen from a case that north keeps. */
export const positions = {
  'own unit': 'north',
  'parent of all': 'root',
  'child unit': 'lake',
  'sibling unit': 'south',
  'other branch': 'bay',
} as const

export const tree = Object.entries(parents).flatMap(([code, parent]) =>
  parent === null ? [] : [[code, parent] as const],
)

function isWithin(unit: string, ancestor: string): boolean {
  for (let at: string | null = unit; at !== null; at = parents[at] ?? null) if (at === ancestor) return true
  return false
}

export type Grant = { readonly role: Role; readonly unit: string }

/** What the bundles say, and nothing else: some grant has the permission and stands at or above one of the units. */
export const may = (grants: readonly Grant[], permission: string, units: readonly string[]): boolean =>
  grants.some(
    ({ role, unit }) =>
      (roles[role] as readonly string[]).includes(permission) &&
      (units.length === 0 ? unit === 'root' : units.some((concerned) => isWithin(concerned, unit))),
  )

/** North keeps the case and has dispatched it to bay. */
const kept = ['north']
const assigned = ['bay']
export const concerned = [...kept, ...assigned]

const ofAssignment = new Set(['case.sign', 'case.contact', 'case.report', 'case.request-return'])
const ofAll = new Set(['case.note', 'case.link'])

const unitsOfCase = (permission: string) => {
  if (ofAssignment.has(permission)) return assigned
  return ofAll.has(permission) ? concerned : kept
}

type Commands = Readonly<Record<string, { readonly permission: string; readonly creates?: boolean }>>
export type Expectation = { readonly permission: string; readonly units: readonly string[] }

const room = (path: string, commands: Commands, hasId: boolean, unitsOf: (permission: string) => readonly string[]) =>
  Object.entries(commands).map(([name, { permission, creates }]): readonly [string, Expectation] => {
    const place = hasId && !creates ? `${path}/{id}` : path
    return [`/api/${place}/${kebab(name)}`, { permission, units: unitsOf(permission) }]
  })

/** Every command by its address: who may send it, about the things that the matrix has. */
export const commands: ReadonlyMap<string, Expectation> = new Map([
  ...room('cases', caseCommands, true, unitsOfCase),
  ...room('contacts', contactCommands, true, () => kept),
  ...room('persons', personCommands, true, () => kept),
  ...room('staff', staffCommands, true, () => kept),
  ...room('erasures', erasureCommands, true, () => []),
  ...Object.entries(dictionaryCommands).flatMap(([name, of]) => room(`dictionaries/${name}`, of, false, () => [])),
  ...room('dictionaries/places', placeCommands, false, () => []),
])

/** Cases that north keeps: one dispatched to bay, one of a caller whose identity is protected, and one that is not there. */
export type Asked = 'sent' | 'hidden' | 'nobody'

const around: Readonly<Record<Asked, readonly string[]>> = { sent: concerned, hidden: kept, nobody: [] }

function seesCase(grants: readonly Grant[], about: Asked): boolean {
  if (about === 'nobody' || !may(grants, 'case.view', around[about])) return false
  return about === 'sent' || may(grants, 'case.view-protected', around[about])
}

/**
 * The status of a command that asks for a revision that is not there. A case that the sender does not see is answered
 * like one that is not there, whatever the sender may do elsewhere.
 */
export function expectedStatus(grants: readonly Grant[], path: string, about: Asked): number {
  const { permission, units } = commands.get(path) ?? { permission: '', units: [] }
  if (path.startsWith('/api/cases/{id}') && !seesCase(grants, about)) return 404
  return may(grants, permission, about === 'hidden' ? kept : units) ? 412 : 403
}
