import { Type, type Static } from 'typebox'

import type { Context } from '../../kernel/command.ts'
import { body, choice, part, text } from '../../kernel/fields.ts'
import { badField } from '../../kernel/refusal.ts'
import { caseCommand } from '../case.ts'
import { closureKinds, type CaseEvent } from '../events.ts'
import { hasFeedback, intakeUnitOf, mustBeOpen, mustNotBeOwnWork, refuse } from '../rules.ts'
import { activeOf, primaryOf, type Case } from '../state.ts'

const closure = body({
  closureKind: choice(
    closureKinds.filter((kind) => kind !== 'imported'),
    '办结方式',
    'How it ends',
  ),
  reason: Type.Optional(text('办结说明', 'Reason; needed where nothing was reported')),
  visitExemption: Type.Optional(
    part(
      {
        code: choice(['unreachable', 'same-matter', 'other'], '免回访原因', 'Why nobody is asked'),
        reason: text('免回访说明', 'Reason'),
      },
      '免回访',
      'Why there is no return visit',
    ),
  ),
})
type Closure = Static<typeof closure>
type Exemption = NonNullable<Extract<CaseEvent, { type: 'Closed' }>['data']['visitExemption']>

function mustBeClosable(state: Case, context: Context): void {
  mustBeOpen(state)
  if (activeOf(state).some(({ pendingReturn }) => pendingReturn)) {
    refuse(
      'return-pending',
      '有退单申请待审核，请先审核后再办结。',
      'A return waits for a decision. Decide on it first.',
    )
  }
  mustNotBeOwnWork(state, context)
}

/** Ends that need no answer from a unit, but a reason. */
const endsByReason = (kind: Closure['closureKind']): kind is 'withdrawn' | 'refused' =>
  kind === 'withdrawn' || kind === 'refused'

/** J-01: no end without feedback, unless somebody records why none is needed. */
function mustHaveFeedback({ closureKind }: Closure, state: Case): void {
  if (closureKind === 'answered' && !state.answered) {
    refuse(
      'not-answered',
      '工单没有直接答复，不能按“直接答复”办结。请先答复。',
      'It was not answered here. Answer it first.',
    )
  }
  if (hasFeedback(state) || endsByReason(closureKind) || closureKind === 'unsolvable') return
  refuse(
    'no-feedback',
    '尚无审核通过的办理反馈或直接答复，不能办结。请先反馈并审核，或按撤回、不予受理、无法解决办结并说明理由。',
    'There is no accepted report and no direct answer. Get one, or close as withdrawn, refused or unsolvable with a reason.',
  )
}

function mustHaveReason({ closureKind, reason }: Closure, state: Case): void {
  if (reason !== undefined || (hasFeedback(state) && !endsByReason(closureKind))) return
  throw badField('reason', { zh: '请填写办结说明。', en: 'Say why it ends like this.' }, 'reason-missing')
}

function exemptionByFacts({ closureKind }: Closure, state: Case): Exemption | undefined {
  if (endsByReason(closureKind)) return { code: closureKind }
  if (state.noVisit) return { code: state.noVisit }
  return state.answered ? { code: 'answered' } : undefined
}

/** A return visit, or why there is none. */
function visitOrExemption(input: Closure, state: Case): { visitExemption?: Exemption } {
  if (state.visit) return {}
  const visitExemption = exemptionByFacts(input, state) ?? input.visitExemption
  if (visitExemption) return { visitExemption }
  return refuse(
    'visit-missing',
    '尚未回访，不能办结。请先回访，或填写免回访原因。',
    'There was no return visit. Make one, or say why none is needed.',
  )
}

export const closeCase = caseCommand({
  summary: { zh: '办结', en: 'Close the case' },
  permission: 'case.close',
  body: closure,
  units: intakeUnitOf,
  possible: mustBeClosable,

  decide(input, state, context) {
    mustBeClosable(state, context)
    mustHaveFeedback(input, state)
    mustHaveReason(input, state)
    if (input.closureKind === 'solved' && state.visit?.solved === 'no') {
      const zh = '回访结果为“未解决”，不能按“已解决”办结。请退回重办，或改选其他办结方式。'
      refuse(
        'visit-says-unsolved',
        zh,
        'The citizen says that it is not solved. Order a rework, or close it otherwise.',
      )
    }
    const primary = primaryOf(state)
    const report = primary?.step === 'done' ? { acceptedReport: primary.id } : {}
    const { closureKind, reason } = input
    const because = reason === undefined ? {} : { reason }
    return [{ type: 'Closed', data: { closureKind, ...report, ...because, ...visitOrExemption(input, state) } }]
  },
})
