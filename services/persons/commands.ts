import { createPerson } from './commands/createPerson.ts'
import { linkContactToPerson } from './commands/linkContactToPerson.ts'
import { unlinkContact } from './commands/unlinkContact.ts'

export const personCommands = { createPerson, linkContactToPerson, unlinkContact }
