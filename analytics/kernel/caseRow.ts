import type { CaseFact } from './caseFact.ts'
import type { Paths } from './paths.ts'
import type { WorkingTime } from './workingTime.ts'

/** What a fact is beside what its events say: its place in the trees as of the moment it came to stand there. */
type Placed = {
  readonly categoryPath: readonly string[]
  readonly categoryPathRegistered: readonly string[]
  readonly unitPath: readonly string[]
  readonly concerns: readonly string[]
  readonly workingSeconds: number | null
}

/** A fact and its row in a table; the row's very text is kept, so that it is taken away exactly as it was brought. */
export type KnownCase = {
  readonly fact: CaseFact
  readonly placed: Placed
  /** The values of `caseColumns` as JSON, without brackets. */
  readonly line: string
}

/** `2026-01-01 08:00:00.000`, which every engine reads without a setting. */
export const stamp = (iso: string) => iso.replace('T', ' ').replace('Z', '')

type FactName = Exclude<keyof CaseFact, 'assignments'>

/** Does not compile until every name of a fact has its column. */
const factColumns: Readonly<Record<FactName, string>> = {
  caseNumber: 'case_number',
  origin: 'origin',
  typeRegistered: 'type_registered',
  type: 'type',
  categoryRegistered: 'category_registered',
  category: 'category',
  urgencyRegistered: 'urgency_registered',
  urgency: 'urgency',
  districtRegistered: 'district_registered',
  streetRegistered: 'street_registered',
  communityRegistered: 'community_registered',
  district: 'district',
  street: 'street',
  community: 'community',
  lon: 'lon',
  lat: 'lat',
  channel: 'channel',
  callerKind: 'caller_kind',
  identity: 'identity',
  identityProtected: 'identity_protected',
  language: 'language',
  peopleAffected: 'people_affected',
  titleLength: 'title_length',
  storyLength: 'story_length',
  intakeUnit: 'intake_unit',
  unit: 'unit',
  status: 'status',
  closureKind: 'closure_kind',
  registeredAt: 'registered_at',
  dispatchedAt: 'dispatched_at',
  signedAt: 'signed_at',
  contactedAt: 'contacted_at',
  reportedAt: 'reported_at',
  visitedAt: 'visited_at',
  closedAt: 'closed_at',
  dueAt: 'due_at',
  round: 'round',
  dispatches: 'dispatches',
  signatures: 'signatures',
  signedOnTime: 'signed_on_time',
  contactAttempts: 'contact_attempts',
  returnsRequested: 'returns_requested',
  returnsApproved: 'returns_approved',
  returnsRejected: 'returns_rejected',
  reworks: 'reworks',
  reopened: 'reopened',
  urged: 'urged',
  linked: 'linked',
  callbacks: 'callbacks',
  answered: 'answered',
  visitValid: 'visit_valid',
  visitContacted: 'visit_contacted',
  visitSolved: 'visit_solved',
  visitSatisfied: 'visit_satisfied',
}
const factNames = Object.keys(factColumns) as FactName[]

/** In the order of a line. */
export const caseColumns: readonly string[] = [
  'case_id',
  ...factNames.map((name) => factColumns[name]),
  'category_path',
  'category_path_registered',
  'unit_path',
  'concerns',
  'working_seconds',
]

const instants = new Set<FactName>(factNames.filter((name) => name.endsWith('At')))

function cell(name: FactName, value: string | number | boolean | null): string | number | null {
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'string' && instants.has(name) ? stamp(value) : value
}

function concernsOf(paths: Paths, before: KnownCase | undefined, fact: CaseFact, at: string): readonly string[] {
  if (before?.fact.assignments === fact.assignments) return before.placed.concerns
  const units = [fact.intakeUnit, ...Object.values(fact.assignments).map(({ unit }) => unit)]
  const added = units.flatMap((unit) => paths.of('organisation', unit, at))
  return [...new Set([...(before?.placed.concerns ?? []), ...added])].sort()
}

/** Counted once, when the case is closed: a calendar that is corrected later changes no number of the past. */
function workedOf(working: WorkingTime, before: KnownCase | undefined, fact: CaseFact): number | null {
  const { dispatchedAt, closedAt } = fact
  if (dispatchedAt === null || closedAt === null) return null
  const same = before?.fact.closedAt === closedAt && before.fact.dispatchedAt === dispatchedAt
  const known = same ? before.placed.workingSeconds : null
  return known ?? working.secondsBetween(dispatchedAt, closedAt)
}

/** What the log has told of the world beside the cases. */
export type World = { readonly paths: Paths; readonly working: WorkingTime }

/** Where a case stood already it stays, unless its code is another one now. */
function placedAt(fact: CaseFact, before: KnownCase | undefined, { paths, working }: World, at: string): Placed {
  const path = (code: 'category' | 'categoryRegistered' | 'unit', known: keyof Placed): readonly string[] => {
    const stood = before?.fact[code] === fact[code] ? before.placed[known] : null
    if (Array.isArray(stood)) return stood as readonly string[]
    return paths.of(code === 'unit' ? 'organisation' : 'categories', fact[code], at)
  }
  return {
    categoryPath: path('category', 'categoryPath'),
    categoryPathRegistered: path('categoryRegistered', 'categoryPathRegistered'),
    unitPath: path('unit', 'unitPath'),
    concerns: concernsOf(paths, before, fact, at),
    workingSeconds: workedOf(working, before, fact),
  }
}

/** A case after an event that changed its fact. */
export function knownCase(
  caseId: string,
  fact: CaseFact,
  before: KnownCase | undefined,
  { at, ...world }: World & { at: string },
): KnownCase {
  const placed = placedAt(fact, before, world, at)
  const values: unknown[] = [caseId]
  for (const name of factNames) values.push(cell(name, fact[name]))
  const { categoryPath, categoryPathRegistered, unitPath, concerns, workingSeconds } = placed
  values.push(categoryPath, categoryPathRegistered, unitPath, concerns, workingSeconds)
  return { fact, placed, line: JSON.stringify(values).slice(1, -1) }
}
