import { createPerson } from './commands/createPerson.ts'
import { linkContacts } from './commands/linkContacts.ts'
import { linkContactToPerson } from './commands/linkContactToPerson.ts'
import { namePerson } from './commands/namePerson.ts'
import { unlinkContact } from './commands/unlinkContact.ts'

export const personCommands = { createPerson, namePerson, linkContactToPerson, linkContacts, unlinkContact }
