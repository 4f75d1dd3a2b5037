import type { TObject } from 'typebox'

import type { Command, Context } from '../kernel/command.ts'
import { Refusal } from '../kernel/refusal.ts'
import { personCommands } from './commands.ts'
import type { PersonEvent } from './events.ts'
import type { Person } from './person.ts'

type Name = keyof typeof personCommands
type PersonCommand = Command<Person, PersonEvent, TObject>

export type PersonAction = { readonly command: Name; readonly permission: string; readonly refusal?: Refusal }

function refusalOf(command: PersonCommand, state: Person, context: Context): { refusal?: Refusal } {
  try {
    command.possible?.(state, context)
    return {}
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error }
    throw error
  }
}

const names = (Object.keys(personCommands) as Name[]).filter((name) => !(personCommands[name] as PersonCommand).creates)

/** What can be asked of a person's record now, as far as its state decides; the permission is needed besides. */
export const actionsOnPerson = (state: Person, context: Context): PersonAction[] =>
  names.map((name) => {
    const command = personCommands[name] as PersonCommand
    return { command: name, permission: command.permission, ...refusalOf(command, state, context) }
  })
