import type { ReferenceData } from '../kernel/reference.ts'

/** Everything that may be allowed to somebody. What is not here cannot be done; what is not granted is refused. */
export const permissions = [
  'contact.receive',
  'case.register',
  'case.answer',
  'case.dispatch',
  'case.sign',
  'case.contact',
  'case.report',
  'case.note',
  'case.request-return',
  'case.decide-return',
  'case.review',
  'case.visit',
  'case.close',
  'case.reopen',
  'case.classify',
  'case.correct',
  'case.link',
  'case.view',
  'case.view-protected',
  'person.reveal',
  'person.search',
  'history.view',
  'evidence.export',
  'access.view',
  'dictionary.edit',
  'staff.manage',
  'erasure.order',
  'erasure.execute',
  'import.run',
  'number.view',
  'metrics.view',
] as const
export type Permission = (typeof permissions)[number]

export const roleNames = [
  'agent',
  'dispatcher',
  'handler',
  'reviewer',
  'visitor',
  'supervisor',
  'leader',
  'auditor',
  'administrator',
  'confidential',
] as const
export type Role = (typeof roleNames)[number]

/** A role in a unit and in everything below it. */
export type Grant = { readonly role: Role; readonly unit: string }

const desk = ['case.view', 'case.note', 'number.view'] as const satisfies readonly Permission[]

/**
 * Roles are named bundles, nothing else: no code asks for a role. Ordering an erasure and carrying it out are two
 * roles', and who gives out roles works no cases.
 */
export const roles: Readonly<Record<Role, readonly Permission[]>> = {
  agent: [
    ...desk,
    'contact.receive',
    'case.register',
    'case.answer',
    'case.dispatch',
    'case.classify',
    'case.correct',
    'case.link',
    'person.search',
    'person.reveal',
  ],
  dispatcher: [
    ...desk,
    'case.dispatch',
    'case.decide-return',
    'case.classify',
    'case.correct',
    'case.link',
    'case.reopen',
    'history.view',
  ],
  handler: [...desk, 'case.sign', 'case.contact', 'case.report', 'case.request-return', 'person.reveal'],
  reviewer: [...desk, 'case.review', 'case.decide-return', 'case.close', 'case.reopen', 'history.view'],
  visitor: [...desk, 'case.visit', 'case.close', 'case.reopen', 'case.link', 'person.reveal'],
  supervisor: [
    ...desk,
    'contact.receive',
    'case.register',
    'case.answer',
    'case.dispatch',
    'case.decide-return',
    'case.review',
    'case.visit',
    'case.close',
    'case.reopen',
    'case.classify',
    'case.correct',
    'case.link',
    'case.view-protected',
    'person.search',
    'person.reveal',
    'history.view',
    'evidence.export',
    'erasure.order',
    'metrics.view',
  ],
  leader: ['case.view', 'history.view', 'number.view', 'metrics.view'],
  auditor: [
    'case.view',
    'case.view-protected',
    'history.view',
    'evidence.export',
    'access.view',
    // A citizen who asks who looked at them gives a name or a number, and no case. What is found stays masked.
    'person.search',
    'number.view',
    'metrics.view',
  ],
  administrator: ['dictionary.edit', 'staff.manage', 'import.run', 'erasure.execute'],
  /** 保密件经办: given beside another role to those who may see cases whose citizen asked for protection. */
  confidential: ['case.view-protected'],
}

const bundles = new Map(roleNames.map((role) => [role, new Set<Permission>(roles[role])]))

/** True when the role contains the permission. A name that is no permission is in no role. */
const contains = (role: Role, permission: string) => bundles.get(role)?.has(permission as Permission) ?? false

type Tree = Pick<ReferenceData, 'isWithin' | 'unit'>

/**
 * The grant that allows `permission` for one of the units: the sender acts in its role and for its unit. Of several the
 * topmost, so that `actor.unit` tells a decision how far the sender's arm reaches (services/staff/commands).
 * No unit at all concerns the whole installation, so that only a grant in a root unit reaches it.
 */
export function reachingGrant(
  grants: readonly Grant[],
  permission: string,
  units: readonly string[],
  reference: Tree,
): Grant | undefined {
  const level = ({ unit }: Grant) => reference.unit(unit)?.level ?? Number.MAX_SAFE_INTEGER
  return grants
    .filter(({ role, unit }) => contains(role, permission) && concerns(unit, units, reference))
    .reduce<Grant | undefined>((top, grant) => (top && level(top) <= level(grant) ? top : grant), undefined)
}

function concerns(unit: string, units: readonly string[], reference: Tree): boolean {
  if (units.length === 0) return reference.unit(unit)?.parent === null
  return units.some((concerned) => reference.isWithin(concerned, unit))
}

export const reaches = (...asked: Parameters<typeof reachingGrant>): boolean => reachingGrant(...asked) !== undefined

/** The topmost units in which the permission holds; it holds in everything below them too. For queries. */
export const reachableUnits = (grants: readonly Grant[], permission: string): readonly string[] => [
  ...new Set(grants.filter(({ role }) => contains(role, permission)).map(({ unit }) => unit)),
]

/** All permissions that the grants contain, wherever they hold: what a workspace shows at all. */
export const permissionsOf = (grants: readonly Grant[]): readonly Permission[] =>
  permissions.filter((permission) => grants.some(({ role }) => contains(role, permission)))
