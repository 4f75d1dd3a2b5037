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

export type Placed = {
  readonly primary: PlacedAction | undefined
  readonly others: readonly PlacedAction[]
  readonly refused: readonly PlacedAction[]
}

/** Sorts the actions by what the page makes of them: one to do next, others possible, others not now and why. */
export function placeActions(view: CaseView, may: (permission: string) => boolean): Placed {
  const known = view.actions.flatMap((action): PlacedAction[] => {
    const command = camel(action.command)
    return isKnown(command) ? [{ ...action, command, key: `${command} ${action.assignmentId ?? ''}` }] : []
  })
  const order = wayOn[view.case.nextStep] ?? []
  const rank = ({ command }: PlacedAction) => (order.includes(command) ? order.indexOf(command) : order.length)
  const allowed = known.filter((action) => action.allowed).sort((a, b) => rank(a) - rank(b))
  const primary = allowed.find(({ command }) => order.includes(command))
  return {
    primary,
    others: allowed.filter((action) => action !== primary),
    refused: known.filter((action) => !action.allowed && may(action.permission) && action.refusal),
  }
}

export const nameKey = (command: CommandName) => `actions.name.${kebab(command)}`
