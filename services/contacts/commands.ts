import { disposeContact } from './commands/disposeContact.ts'
import { receiveContact } from './commands/receiveContact.ts'

export const contactCommands = { receiveContact, disposeContact }
