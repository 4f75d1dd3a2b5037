import type { Static } from 'typebox'

import type { caseCommands } from '../../services/cases/commands.ts'
import type { disposeContact } from '../../services/contacts/commands/disposeContact.ts'
import type { receiveContact } from '../../services/contacts/commands/receiveContact.ts'

/** What a command takes, from its own schema: a field that it does not know does not compile here. */
export type CaseBody<Name extends keyof typeof caseCommands> = Static<(typeof caseCommands)[Name]['body']>
export type ReceiveContactBody = Static<(typeof receiveContact)['body']>
export type DisposeContactBody = Static<(typeof disposeContact)['body']>
