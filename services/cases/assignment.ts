import type { Due } from '../kernel/reference.ts'

/** 待签收 待联系 办理中 待审核 已通过 已退单 已终止 */
export type AssignmentStep = 'sign' | 'contact' | 'report' | 'review' | 'done' | 'returned' | 'ended'

/** One unit's part in a case. A rework is the same assignment in its next round. */
export type Assignment = {
  readonly id: string
  readonly unit: string
  readonly kind: 'primary' | 'assisting'
  readonly round: number
  readonly step: AssignmentStep
  readonly dispatchedAt: string
  readonly signedAt: string | null
  /** The citizen was tried at least once since the last signature. */
  readonly attempted: boolean
  readonly clocks: readonly Due[]
  readonly pendingReturn: { readonly request: string; readonly by: string } | null
}

/** Still the unit's: neither returned nor ended by a closure. */
export type ActiveAssignment = Assignment & { readonly step: Exclude<AssignmentStep, 'returned' | 'ended'> }

export const isActive = (assignment: Assignment): assignment is ActiveAssignment =>
  assignment.step !== 'returned' && assignment.step !== 'ended'
