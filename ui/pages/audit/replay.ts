import type { CaseThen } from '../../../services/api/audit/caseThen.ts'
import type { RawEvent, Words } from '../../api/types.ts'

export type Offered = { readonly command: string; readonly assignmentId?: string }
export type Then = CaseThen & {
  readonly possible: readonly Offered[]
  readonly refused: readonly (Offered & { readonly why: number })[]
}
export type Step = { readonly revision: string; readonly at: string; readonly changed: Partial<Then> }
export type AxisName = 'known' | 'happened'

/** Who did it, with the place in the organisation and the roles of that moment. */
type ActorThen = RawEvent['actor'] & {
  readonly unitPath?: readonly string[]
  readonly grantsThen?: readonly { readonly role: string; readonly unit: string; readonly unitName: string }[]
}
export type ReplayEvent = Omit<RawEvent, 'actor'> & {
  readonly actor: ActorThen

  readonly data: Readonly<Record<string, unknown>>
  readonly origin: string
}
export type SealOver = {
  readonly number: string
  readonly sealedAt: string
  readonly count: string
  readonly root: string
  readonly seal: string
  readonly covers: readonly string[]
}
export type Replay = {
  readonly events: readonly ReplayEvent[]
  readonly axes: Readonly<Record<AxisName, readonly Step[]>>
  readonly reasons: readonly Words[]
  readonly seals: readonly SealOver[]
  readonly verdict: {
    readonly ok: boolean
    readonly checked: number
    readonly problems: readonly { readonly revision: string; readonly words: Words }[]
  }
}

export type Look = {
  readonly subject: string
  readonly type: string
  readonly at: string
  readonly account: { readonly id: string; readonly name?: string }
  readonly fields: readonly string[]
  readonly purpose: string | null
}
export type Looks = { readonly rows: readonly Look[]; readonly total: number }

const minute = 60_000

/** Written noticeably later than it happened: 补录. */
export const isBackDated = ({ recordedAt, occurredAt }: Pick<ReplayEvent, 'recordedAt' | 'occurredAt'>): boolean =>
  Date.parse(recordedAt) - Date.parse(occurredAt) > minute

/** The state after every event of an axis: what the server says became different, laid over what was before. */
export function statesOf(steps: readonly Step[]): Then[] {
  let state = {} as Then
  return steps.map(({ changed }) => (state = { ...state, ...changed }))
}
