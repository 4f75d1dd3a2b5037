export const lookTypes = [
  'CaseViewed',
  'ContactViewed',
  'FieldsRevealed',
  'PersonSearched',
  'HistoryViewed',
  'EvidenceExported',
] as const

export const lookPurposes = [
  'contact-citizen',
  'verify-identity',
  'handle-case',
  'return-visit',
  'supervision',
  'audit',
  'legal-request',
] as const

type Account = { readonly id: string; readonly name?: string }

export type LookRow = {
  readonly key: string
  readonly at: string
  readonly type: string
  readonly account: Account
  readonly fields: readonly string[]
  readonly purpose: string | null
  readonly subjects: readonly {
    readonly kind: string
    readonly id: string
    readonly cases: readonly { readonly id: string; readonly caseNumber: string }[]
  }[]
}
export type LookPage = { readonly rows: readonly LookRow[]; readonly nextCursor: string | null }

export type AccountLooks = {
  readonly account: Account
  readonly roles: readonly string[]
  readonly looks: number
  readonly subjects: number
  readonly reveals: number
  readonly exports: number
  readonly colleagues: number
  readonly usual: { readonly subjects: number; readonly reveals: number }
  readonly unusual: readonly ('subjects' | 'reveals')[]
}
export type LookSummary = {
  readonly rows: readonly AccountLooks[]
  readonly rule: {
    readonly factor: number
    readonly leastSubjects: number
    readonly leastReveals: number
    readonly leastColleagues: number
  }
}

/** The cases that a look was about, each once, whether it showed the case or one of its contacts. */
export function casesSeen({ subjects }: LookRow): { id: string; caseNumber: string }[] {
  const seen = new Map<string, string>()
  for (const { cases } of subjects) for (const { id, caseNumber } of cases) seen.set(id, caseNumber)
  return [...seen].map(([id, caseNumber]) => ({ id, caseNumber }))
}

/** The day before or after, on the calendar. */
export function dayBeside(day: string, by: 1 | -1): string {
  const at = Date.parse(`${day}T00:00:00Z`) + by * 86_400_000
  return Number.isNaN(at) ? day : new Date(at).toISOString().slice(0, 10)
}
