import type { TObject } from 'typebox'

import type { Command, Context } from '../kernel/command.ts'
import { Refusal } from '../kernel/refusal.ts'
import { caseCommands } from './commands.ts'
import type { CaseEvent } from './events.ts'
import { activeOf, concerns, focusedOn, type Case } from './state.ts'

type Name = keyof typeof caseCommands
type CaseCommand = Command<Case, CaseEvent, TObject>

/**
 * What can be asked of a case now, as far as its state and the actor decide. Besides, the permission is needed for one
 * of the units. Commands on an assignment appear once for each that is active.
 */
export type Action = {
  readonly command: Name
  readonly permission: string
  readonly units: readonly string[]
  readonly assignmentId?: string
  readonly refusal?: Refusal
}

function refusalOf(command: CaseCommand, state: Case, context: Context): { refusal?: Refusal } {
  try {
    command.possible?.(state, context)
    return {}
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error }
    throw error
  }
}

const names = (Object.keys(caseCommands) as Name[]).filter((name) => !(caseCommands[name] as CaseCommand).creates)

export function actionsOn(state: Case, context: Context): Action[] {
  return names.flatMap((name): Action[] => {
    const command = caseCommands[name] as CaseCommand
    const { permission } = command
    const units = command.units?.({}, state) ?? concerns(state)
    const assignments = 'assignmentId' in command.body.properties ? activeOf(state) : []
    if (assignments.length === 0) return [{ command: name, permission, units, ...refusalOf(command, state, context) }]
    return assignments.map(({ id }) => ({
      command: name,
      permission,
      units: command.units?.({ assignmentId: id }, state) ?? concerns(state),
      assignmentId: id,
      ...refusalOf(command, focusedOn(state, id), context),
    }))
  })
}
