import type { Category, Due, Unit, Urgency } from '../../services/kernel/reference.ts'
import type { Words } from '../../services/kernel/refusal.ts'

export type { Category, Due, Unit, Urgency, Words }

export const steps = [
  'dispatch',
  'sign',
  'contact',
  'report',
  'decide-return',
  'review',
  'visit',
  'close',
  'none',
  'unknown',
] as const
export type Step = (typeof steps)[number]

export const caseTypes = ['complaint', 'help', 'consultation', 'suggestion', 'report', 'praise', 'other'] as const
export const channels = ['phone', 'web', 'app', 'wechat', 'mail', 'letter', 'visit', 'fax', 'sms', 'import'] as const
export const urgencies = ['normal', 'urgent', 'critical'] as const
export const origins = ['live', 'import', 'synthetic'] as const

export type Account = {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly grants: readonly { readonly role: string; readonly unit: string }[]
  readonly permissions: readonly string[]
  readonly units: readonly string[]
}

export type Session = {
  readonly account: Account
  readonly expiresAt: string
  /** IANA name of the installation's zone. */
  readonly timeZone: string
}

export type Flags = {
  readonly urgent: boolean
  readonly repeat: boolean
  readonly urged: boolean
  readonly rework: boolean
  /** The citizen asked to take it back. */
  readonly withdrawal: boolean
}

export type Assignment = {
  readonly id: string
  readonly unit: string
  readonly unitName?: string
  readonly kind: 'primary' | 'assisting'
  readonly step: string
  readonly round?: number
  readonly returnRequested?: boolean
  /** What its unit has to be done with first; null where it has nothing to do. */
  readonly dueAt?: string | null
  readonly dueClock?: string | null
}

/** What made a row what it is, and who did it. */
export type LastEntry = {
  readonly type: string
  readonly at: string
  readonly by: Who & { readonly kind: string }
}

export type WorkRow = {
  readonly id: string
  readonly caseNumber: string
  /** Null where it was erased. */
  readonly title: string | null
  readonly type: string
  readonly category: { readonly code: string; readonly names: readonly string[] } | null
  readonly place: { readonly district?: string; readonly street?: string; readonly text?: string } | null
  readonly nextStep: Step
  readonly whoseTurn: { readonly unit: string; readonly name: string } | null
  readonly dueAt: string | null
  readonly dueClock: string | null
  readonly startedAt?: string | null
  readonly urgency: Urgency
  readonly flags: Flags
  readonly round: number
  readonly channel?: string
  readonly registeredAt: string
  readonly updatedAt: string
  readonly origin: string
  readonly identityProtected: boolean
  readonly revision: string
  readonly assignments: readonly Assignment[]
  readonly last?: LastEntry | null
}

export type WorkList = {
  readonly rows: readonly WorkRow[]
  readonly nextCursor: string | null
  readonly total: number
  readonly counts: Readonly<Record<string, number>>
  readonly position: string
  readonly behind?: boolean
}

export type Action = {
  readonly command: string
  readonly room: string
  readonly permission: string
  readonly allowed: boolean
  readonly assignmentId?: string
  readonly refusal?: { readonly code: string; readonly words: Words }
}

/** A personal text: as it was said, gone for good, or never there. */
export type Opened = string | { readonly erased: true } | null | undefined

export type ContactView = {
  readonly [field: string]: unknown
  readonly id: string
  readonly channel: string
  readonly callerName?: Opened
  readonly callerNumber?: Opened
  readonly callerAddress?: Opened
}

type Who = {
  readonly id: string
  readonly name?: string
  readonly role?: string
  readonly unit?: string
  readonly unitName?: string
  readonly kind?: string
}

export type TimelineItem = {
  readonly revision: string
  readonly type: string
  readonly at: string
  readonly recordedAt: string
  readonly actor: Who
  readonly data: Readonly<Record<string, unknown>>
  readonly origin: string
}

export type RawEvent = {
  readonly revision: string
  readonly id: string
  readonly type: string
  readonly recordedAt: string
  readonly occurredAt: string
  readonly actor: Who
  readonly hash: string
  readonly previousHash: string
  readonly dataText: string
  readonly metadataText: string
}

export type Verdict = {
  readonly ok: boolean
  readonly checked: number
  readonly problems: readonly (
    | { readonly revision?: number | string; readonly flaw?: string; readonly words?: Words }
    | string
  )[]
  /** Revision up to which the notary has sealed the case. */
  readonly sealedUpTo?: string | null
  readonly seal?: { readonly sealedAt: string } | null
}

export type History = { readonly events: readonly RawEvent[]; readonly verdict: Verdict }

export type SearchRow = {
  readonly id: string
  readonly caseNumber: string
  readonly title: string | null
  readonly snippet: string
  readonly registeredAt: string
  readonly nextStep: Step
}

export type SearchResult = {
  readonly rows: readonly SearchRow[]
  readonly total: number
  readonly totalIsAtLeast?: boolean
  readonly nextCursor?: string | null
}

export type Answer = {
  readonly id: string
  readonly revision: string
  readonly position: string
  readonly events: readonly string[]
  readonly repeated?: boolean
  /** Of a registration: the number to read out. */
  readonly caseNumber?: string
}
