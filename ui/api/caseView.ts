import type { Action, Assignment, ContactView, Due, Flags, Opened, Step, Urgency } from './types.ts'

/** The entry of the knowledge base that an answer was taken from. */
export type Source = { readonly entry: string; readonly version: string }

/** A case as its page shows it (projections/queries/casePage.ts): facts, standing, and texts opened as far as allowed. */
export type CaseFacts = {
  readonly id: string
  readonly caseNumber: string
  readonly title: Opened
  readonly story: Opened
  readonly elements?: Readonly<Record<string, Opened>>
  readonly type: string
  readonly callerKind: string
  readonly identity: string
  readonly identityProtected: boolean
  readonly replyWanted?: boolean | null
  readonly replyChannel?: string | null
  readonly publishConsent?: boolean | null
  readonly peopleAffected?: number | null
  readonly party?: Opened
  readonly place?: {
    readonly district?: string
    readonly street?: string
    readonly community?: string
    readonly text?: Opened
  } | null
  readonly category?: { readonly code: string; readonly names?: readonly string[]; readonly chosenBy?: string } | null
  readonly urgency?: { readonly value: Urgency } | null
  readonly intakeUnit: string
  readonly intakeUnitName?: string
  readonly channel: string
  readonly sourceFields?: Readonly<Record<string, string | number>> | null
  readonly registeredAt: string
  readonly importedReply?: { readonly text: Opened; readonly repliedAt: string | null } | null
  readonly answer?: { readonly text: Opened; readonly at: string; readonly source?: Source | null } | null
  readonly closure?: { readonly kind: string; readonly at: string; readonly reason?: Opened } | null
  readonly registeredBy?: { readonly id: string; readonly unit?: string } | null
  readonly visits?: readonly { readonly solved: string }[]
  readonly nextStep: Step
  readonly whoseTurn: { readonly unit: string; readonly name: string } | null
  readonly dueAt: string | null
  readonly dueClock: string | null
  readonly flags: Flags
  readonly round: number
  readonly answered: boolean
  readonly visitNeeded: boolean
  readonly visited: boolean
}

export type PartView = Assignment & {
  readonly instruction?: Opened
  readonly report?: { readonly publicAnswer: Opened; readonly at: string; readonly accepted: boolean | null } | null
}

/** `assignmentId`: of the unit whose part it measures; the case's own clocks have none. */
export type CaseClock = Due & { readonly assignmentId?: string }

export type CaseView = {
  readonly case: CaseFacts
  readonly assignments: readonly PartView[]
  readonly contact: ContactView | null
  readonly clocks: readonly CaseClock[]
  readonly revision: string
  readonly position: string
  readonly actions: readonly Action[]
}
