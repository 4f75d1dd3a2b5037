import type { CaseView } from '../../api/caseView.ts'
import { kebab } from '../../api/sendCommand.ts'
import type { Action, Step } from '../../api/types.ts'
import type { CommandName } from './actions/form.ts'
import { isKnown } from './actions/forms.ts'

export type PlacedAction = Omit<Action, 'command'> & { readonly command: CommandName; readonly key: string }

/** What moves the case on from each step, the usual way first. */
const wayOn: Readonly<Record<Step, readonly CommandName[]>> = {
  dispatch: ['dispatchCase', 'answerDirectly'],
  sign: ['signFor', 'requestReturn'],
  contact: ['recordContactAttempt', 'requestReturn'],
  report: ['reportHandling', 'noteHandling'],
  'decide-return': ['approveReturn', 'rejectReturn'],
  review: ['acceptReport', 'rejectReport'],
  visit: ['recordCallback', 'recordCallbackAttempt'],
  close: ['closeCase', 'orderRework'],
  none: [],
  unknown: ['dispatchCase'],
}

const camel = (name: string) => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** The way on of a part comes after the case's own, and what leads nowhere comes last. */
const afterTheCase = 10
const last = 20

export type Placed = {
  readonly primary: PlacedAction | undefined
  readonly others: readonly PlacedAction[]
  readonly refused: readonly PlacedAction[]
}

const isStep = (step: string): step is Step => step in wayOn

/** What an action would move on: its own unit's part, which an assisting unit has beside the case's, or else the case. */
function stepOf({ case: { nextStep }, assignments }: CaseView, { assignmentId }: PlacedAction): Step {
  const part = assignments.find(({ id }) => id === assignmentId)
  if (part?.returnRequested) return 'decide-return'
  return part && isStep(part.step) ? part.step : nextStep
}

/** Sorts the actions by what the page makes of them: one to do next, others possible, others not now and why. */
export function placeActions(view: CaseView, may: (permission: string) => boolean): Placed {
  const known = view.actions.flatMap((action): PlacedAction[] => {
    const command = camel(action.command)
    return isKnown(command) ? [{ ...action, command, key: `${command} ${action.assignmentId ?? ''}` }] : []
  })
  const rank = (action: PlacedAction) => {
    const step = stepOf(view, action)
    const at = wayOn[step].indexOf(action.command)
    if (at < 0) return last
    return step === view.case.nextStep ? at : at + afterTheCase
  }
  const allowed = known.filter((action) => action.allowed).sort((a, b) => rank(a) - rank(b))
  const primary = allowed.find((action) => rank(action) < last)
  return {
    primary,
    others: allowed.filter((action) => action !== primary),
    refused: known.filter((action) => !action.allowed && may(action.permission) && action.refusal),
  }
}

export const nameKey = (command: CommandName) => `actions.name.${kebab(command)}`
