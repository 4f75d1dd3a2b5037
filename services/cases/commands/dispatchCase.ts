import { Type, type Static } from 'typebox'

import type { Context } from '../../kernel/command.ts'
import { body, choice, code, text } from '../../kernel/fields.ts'
import type { ReferenceData } from '../../kernel/reference.ts'
import { badField } from '../../kernel/refusal.ts'
import { caseCommand } from '../case.ts'
import { assignmentKinds, type CaseEvent } from '../events.ts'
import { intakeUnitOf, mustBeOpen, mustBeUnit, refuse, startClocks } from '../rules.ts'
import { activeOf, primaryOf, type Case } from '../state.ts'

const target = body({
  unit: code('承办单位', 'Unit'),
  kind: choice(assignmentKinds, '主办或协办', 'Primary or assisting'),
  instruction: Type.Optional(text('对该单位的交办意见', 'Instruction for this unit')),
})
type Target = Static<typeof target>

function mustBeDispatchable(state: Case): void {
  mustBeOpen(state)
  if (state.answered) {
    refuse(
      'already-answered',
      '该工单已直接答复。请办结；如需派单，请办结后重启。',
      'It is answered. Close it, or reopen it then.',
    )
  }
  if (primaryOf(state)?.step === 'done') {
    refuse(
      'report-accepted',
      '主办单位的办理结果已审核通过；如需继续办理，请先退回重办。',
      'The report is accepted. Order a rework.',
    )
  }
}

/** Units as people call them: a code means nothing to whoever reads the refusal. */
function namesOf(code: string, reference: ReferenceData): { zh: string; en: string } {
  const { name = code, nameEn = name } = reference.unit(code) ?? {}
  return { zh: name, en: nameEn }
}

function mustHaveOnePrimary(units: readonly Target[], state: Case, reference: ReferenceData): void {
  const primaries = units.filter(({ kind }) => kind === 'primary').length
  const present = primaryOf(state)
  if (present && primaries > 0) {
    const { zh, en } = namesOf(present.unit, reference)
    refuse(
      'second-primary',
      `工单已有主办单位“${zh}”，只能增派协办单位；如需改派，请先退单。`,
      `${en} is the primary unit. Add assisting units, or let it return the case first.`,
    )
  }
  if (!present && primaries !== 1) {
    const words = { zh: '请指定一个且仅一个主办单位。', en: 'Name exactly one primary unit.' }
    throw badField('units', words, 'one-primary')
  }
}

function mustBeAbleToHandle(unit: string, field: string, reference: ReferenceData): void {
  mustBeUnit(unit, field, reference)
  const found = reference.unit(unit)
  if (found && !found.handlesCases) {
    const { zh, en } = namesOf(unit, reference)
    throw badField(
      field,
      { zh: `“${zh}”不直接承办工单，请选择其下级单位。`, en: `${en} handles no cases itself. Choose a unit below it.` },
      'unit-handles-no-cases',
    )
  }
}

function mustBeNew(units: readonly Target[], state: Case, reference: ReferenceData): void {
  const taken = new Set(activeOf(state).map(({ unit }) => unit))
  for (const [index, { unit }] of units.entries()) {
    if (taken.has(unit)) {
      const { zh, en } = namesOf(unit, reference)
      const words = { zh: `“${zh}”已是该工单的承办单位，不能重复派单。`, en: `${en} has the case already.` }
      throw badField(`units[${index}].unit`, words, 'unit-already-assigned')
    }
    taken.add(unit)
  }
}

function clocksFor({ kind }: Target, state: Case, context: Context) {
  const calls = kind === 'primary' && state.reachable
  return calls
    ? startClocks(state, context, 'sign', 'firstContact', 'handle', 'returnWindow')
    : startClocks(state, context, 'sign', 'handle', 'returnWindow')
}

export const dispatchCase = caseCommand({
  summary: { zh: '派单', en: 'Hand the case to a primary unit and those who assist it' },
  permission: 'case.dispatch',
  body: body({
    units: Type.Array(target, { minItems: 1, maxItems: 20, title: '承办单位', description: 'Units' }),
    instruction: Type.Optional(text('交办意见', 'Instruction for all')),
  }),
  units: intakeUnitOf,
  possible: mustBeDispatchable,

  decide({ units, instruction: forAll }, state, context) {
    mustBeDispatchable(state)
    for (const [index, { unit }] of units.entries()) {
      mustBeAbleToHandle(unit, `units[${index}].unit`, context.reference)
    }
    mustBeNew(units, state, context.reference)
    mustHaveOnePrimary(units, state, context.reference)
    return units.map((unit): CaseEvent => {
      const instruction = unit.instruction ?? forAll
      const assignmentId = context.newId(`assignment ${unit.unit}`)
      const clocks = clocksFor(unit, state, context)
      const data = { assignmentId, round: state.round, unit: unit.unit, kind: unit.kind, clocks }
      return { type: 'Dispatched', data: instruction === undefined ? data : { ...data, instruction } }
    })
  },
})
