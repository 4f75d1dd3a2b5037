import type { CaseEvent } from '../../services/cases/events.ts'
import type { Envelope } from '../../services/kernel/event.ts'
import type { Due } from '../../services/kernel/reference.ts'

type Assignment = { readonly unit: string; readonly primary: boolean; readonly signDue: string | null }

/** What the cubes know of one case. Instants are ISO; a name here in snake case is a column of `case_facts_v1`. */
export type CaseFact = {
  readonly caseNumber: string
  readonly origin: string
  readonly typeRegistered: string
  readonly type: string
  readonly categoryRegistered: string
  readonly category: string
  readonly urgencyRegistered: string
  readonly urgency: string
  readonly districtRegistered: string
  readonly streetRegistered: string
  readonly communityRegistered: string
  readonly district: string
  readonly street: string
  readonly community: string
  readonly lon: number | null
  readonly lat: number | null
  readonly channel: string
  readonly callerKind: string
  readonly identity: string
  readonly identityProtected: boolean
  readonly language: string
  readonly peopleAffected: number
  readonly titleLength: number
  readonly storyLength: number
  readonly intakeUnit: string
  readonly unit: string
  readonly status: 'open' | 'closed' | 'unknown'
  readonly closureKind: string
  readonly registeredAt: string
  readonly dispatchedAt: string | null
  readonly signedAt: string | null
  readonly contactedAt: string | null
  readonly reportedAt: string | null
  readonly visitedAt: string | null
  readonly closedAt: string | null
  readonly dueAt: string | null
  readonly round: number
  readonly dispatches: number
  readonly signatures: number
  readonly signedOnTime: number
  readonly contactAttempts: number
  readonly returnsRequested: number
  readonly returnsApproved: number
  readonly returnsRejected: number
  readonly reworks: number
  readonly reopened: number
  readonly urged: number
  readonly linked: number
  readonly callbacks: number
  readonly answered: boolean
  readonly visitValid: boolean
  readonly visitContacted: string
  readonly visitSolved: string
  readonly visitSatisfied: string
  /** Not a column: what later events about an assignment need to know of it. */
  readonly assignments: Readonly<Record<string, Assignment>>
}

export type DataOf<Name extends CaseEvent['type']> = Extract<CaseEvent, { type: Name }>['data']
type Place = {
  district?: string | undefined
  street?: string | undefined
  community?: string | undefined
  lon?: number | undefined
  lat?: number | undefined
}

/** About 100 m: enough for a map, too little for a door. */
const coarse = (degrees: number | undefined) => (degrees === undefined ? null : Math.round(degrees * 1000) / 1000)

export const placed = ({ district = '', street = '', community = '', lon, lat }: Place) => ({
  district,
  street,
  community,
  lon: coarse(lon),
  lat: coarse(lat),
})

export const dueOf = (clocks: readonly Due[], name: string) => clocks.find(({ clock }) => clock === name)?.dueAt ?? null

export const notVisited = {
  visitedAt: null,
  visitValid: false,
  visitContacted: '',
  visitSolved: '',
  visitSatisfied: '',
} as const

const begun = {
  ...notVisited,
  closureKind: '',
  dispatchedAt: null,
  signedAt: null,
  contactedAt: null,
  reportedAt: null,
  closedAt: null,
  round: 1,
  dispatches: 0,
  signatures: 0,
  signedOnTime: 0,
  contactAttempts: 0,
  returnsRequested: 0,
  returnsApproved: 0,
  returnsRejected: 0,
  reworks: 0,
  reopened: 0,
  urged: 0,
  linked: 0,
  callbacks: 0,
  answered: false,
  assignments: {},
} as const

/** The fact of a case that has just been registered. */
export function registered(data: DataOf<'CaseRegistered'>, { metadata }: Envelope): CaseFact {
  const { type, category, urgency, intakeUnit, lengths } = data
  const place = placed(data.place ?? {})
  return {
    ...begun,
    ...place,
    caseNumber: data.caseNumber,
    origin: metadata.origin,
    type,
    typeRegistered: type,
    category: category.code,
    categoryRegistered: category.code,
    urgency: urgency.value,
    urgencyRegistered: urgency.value,
    districtRegistered: place.district,
    streetRegistered: place.street,
    communityRegistered: place.community,
    channel: data.channel,
    callerKind: data.callerKind,
    identity: data.identity,
    identityProtected: data.identityProtected,
    language: data.language,
    peopleAffected: data.peopleAffected ?? 0,
    titleLength: lengths.title,
    storyLength: lengths.story,
    intakeUnit,
    unit: intakeUnit,
    // An imported message says nothing of what became of it: neither open nor overdue until somebody takes it up.
    status: metadata.origin === 'import' ? 'unknown' : 'open',
    registeredAt: metadata.occurredAt,
    dueAt: dueOf(data.clocks, 'handle'),
  }
}
