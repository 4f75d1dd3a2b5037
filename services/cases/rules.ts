import type { Context } from '../kernel/command.ts'
import type { ClockName, Due, ReferenceData } from '../kernel/reference.ts'
import { badField, Refusal, type Words } from '../kernel/refusal.ts'
import { isActive, type ActiveAssignment, type AssignmentStep } from './assignment.ts'
import { activeOf, concerns, primaryOf, type Case } from './state.ts'

/** Throws the refusal of that code: its words say what would make it possible. */
export function refuse(code: string, zh: string, en: string): never {
  throw new Refusal(code, { zh, en })
}

export function mustBeOpen({ status }: Case): void {
  if (status !== 'open') {
    refuse('case-closed', '工单已办结。如需继续办理，请先重启工单。', 'The case is closed. Reopen it first.')
  }
}

/** Separation of duties: whoever handled a case neither reviews its report, nor makes its return visit, nor closes it. */
export function mustNotBeOwnWork({ handledBy }: Case, { actor }: Context): void {
  if (handledBy.includes(actor.id)) {
    refuse(
      'own-work',
      '您经办过该工单（签收、联系或反馈），不能由您审核、回访或办结，请交由其他人员办理。',
      'You handled this case (signed, contacted or reported). Somebody else has to review, visit or close it.',
    )
  }
}

/** Names of the states in which an assignment refuses, by where it stands. */
const standing: Readonly<Record<AssignmentStep, readonly [code: string, words: Words]>> = {
  sign: ['not-signed', { zh: '尚未签收，请先签收。', en: 'The unit has not signed for it. Sign first.' }],
  contact: ['not-reported', { zh: '尚未反馈办理结果，请先反馈。', en: 'Nothing is reported yet. Report first.' }],
  report: ['not-reported', { zh: '尚未反馈办理结果，请先反馈。', en: 'Nothing is reported yet. Report first.' }],
  review: [
    'under-review',
    {
      zh: '办理结果已反馈，待审核；审核退回后可重新办理。',
      en: 'The report awaits review. It can change once rejected.',
    },
  ],
  done: [
    'report-accepted',
    { zh: '办理结果已审核通过；如需继续办理，请先退回重办。', en: 'The report is accepted. Order a rework first.' },
  ],
  returned: [
    'assignment-returned',
    { zh: '该任务已退单，请重新派单。', en: 'It was returned. Dispatch the case again.' },
  ],
  ended: [
    'assignment-ended',
    {
      zh: '该任务已随工单办结而终止；工单重启后请重新派单。',
      en: 'It ended with the closure. Dispatch the case again.',
    },
  ],
}

/** Refuses unless the assignment stands at one of the steps and no return of it waits for a decision. */
export function mustStandAt(assignment: { step: AssignmentStep; pendingReturn: unknown }, ...steps: AssignmentStep[]) {
  if (assignment.pendingReturn) {
    refuse(
      'return-pending',
      '该任务已申请退单，待审核。请先审核退单申请。',
      'Its return is requested and undecided. Decide on the return first.',
    )
  }
  if (steps.includes(assignment.step)) return
  const [code, words] = standing[assignment.step]
  throw new Refusal(code, words)
}

/** The assignment that a command names, which must still be the unit's. */
export function assignmentIn(state: Case, id: string): ActiveAssignment {
  mustBeOpen(state)
  const found = state.assignments[id]
  if (!found) {
    const words = {
      zh: '该工单没有这个派单任务。请刷新后重试。',
      en: 'The case has no such assignment. Reload and retry.',
    }
    throw new Refusal('no-such-assignment', words, { status: 404, field: 'assignmentId' })
  }
  if (isActive(found)) return found
  const [code, words] = standing[found.step]
  throw new Refusal(code, words)
}

/** Passes when the check passes for one of the assignments; else refuses as the first of them does. */
export function forSomeAssignment(state: Case, check: (assignment: ActiveAssignment) => void): void {
  mustBeOpen(state)
  const active = activeOf(state)
  if (active.length === 0)
    refuse('not-dispatched', '工单尚未派单，请先派单。', 'No unit has the case. Dispatch it first.')
  const refusals = active.map((assignment) => refusalOf(() => check(assignment)))
  const [first] = refusals
  if (first && !refusals.includes(undefined)) throw first
}

function refusalOf(check: () => void): Refusal | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** Commands on an assignment are its unit's. An unknown one is asked for by whom the case concerns, and refused as such. */
export function unitOfAssignment({ assignmentId }: { assignmentId: string }, state: Case): readonly string[] {
  const assignment = state.assignments[assignmentId]
  return assignment ? [assignment.unit] : concerns(state)
}

export const intakeUnitOf = (_: unknown, { intakeUnit }: Case): readonly string[] => (intakeUnit ? [intakeUnit] : [])

/** What has been told about the matter counts as feedback: an accepted report of the primary unit, or a direct answer. */
export const hasFeedback = (state: Case): boolean => state.answered || primaryOf(state)?.step === 'done'

/** Starts clocks now, by policy and calendar. */
export const startClocks = (
  state: Pick<Case, 'type' | 'urgency' | 'category'>,
  context: Context,
  ...names: ClockName[]
): Due[] => names.map((name) => context.reference.due(name, state, context.occurredAt))

export function mustBeCategory(code: string, field: string, reference: ReferenceData): void {
  if (reference.category(code)) return
  throw badField(
    field,
    {
      zh: `分类“${code}”不存在或已停用，请从分类目录中选择。`,
      en: `There is no category ${code}. Choose one of the tree.`,
    },
    'unknown-category',
  )
}

export function mustBeUnit(code: string, field: string, reference: ReferenceData): void {
  if (reference.unit(code)) return
  throw badField(
    field,
    {
      zh: `单位“${code}”不存在或已停用，请从机构目录中选择。`,
      en: `There is no unit ${code}. Choose one of the tree.`,
    },
    'unknown-unit',
  )
}
