import { addNote, correctCase, linkContact, reclassify } from './changing.ts'
import { answerDirectly, approveReturn, dispatchCase, rejectReturn, requestReturn } from './dispatching.ts'
import {
  acceptReport,
  closeCase,
  orderRework,
  recordCallback,
  recordCallbackAttempt,
  rejectReport,
  reopenCase,
} from './finishing.ts'
import type { ActionForm, CommandName } from './form.ts'
import { noteHandling, recordContactAttempt, reportHandling, signFor } from './handling.ts'

/** A form for every command on a case; one that is added there does not compile until it has a form here. */
export const forms: Readonly<Record<CommandName, ActionForm>> = {
  dispatchCase,
  answerDirectly,
  signFor,
  recordContactAttempt,
  noteHandling,
  reportHandling,
  requestReturn,
  approveReturn,
  rejectReturn,
  acceptReport,
  rejectReport,
  orderRework,
  recordCallbackAttempt,
  recordCallback,
  closeCase,
  reopenCase,
  reclassify,
  correctCase,
  addNote,
  linkContact,
}

export const isKnown = (command: string): command is CommandName => command in forms
