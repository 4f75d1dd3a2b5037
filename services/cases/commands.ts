import { acceptReport } from './commands/acceptReport.ts'
import { addNote } from './commands/addNote.ts'
import { answerDirectly } from './commands/answerDirectly.ts'
import { approveReturn } from './commands/approveReturn.ts'
import { closeCase } from './commands/closeCase.ts'
import { correctCase } from './commands/correctCase.ts'
import { dispatchCase } from './commands/dispatchCase.ts'
import { importCase } from './commands/importCase.ts'
import { linkContact } from './commands/linkContact.ts'
import { noteHandling } from './commands/noteHandling.ts'
import { orderRework } from './commands/orderRework.ts'
import { reclassify } from './commands/reclassify.ts'
import { recordCallback } from './commands/recordCallback.ts'
import { recordCallbackAttempt } from './commands/recordCallbackAttempt.ts'
import { recordContactAttempt } from './commands/recordContactAttempt.ts'
import { registerCase } from './commands/registerCase.ts'
import { rejectReport } from './commands/rejectReport.ts'
import { rejectReturn } from './commands/rejectReturn.ts'
import { reopenCase } from './commands/reopenCase.ts'
import { reportHandling } from './commands/reportHandling.ts'
import { requestReturn } from './commands/requestReturn.ts'
import { signFor } from './commands/signFor.ts'

export const caseCommands = {
  registerCase,
  importCase,
  answerDirectly,
  dispatchCase,
  signFor,
  recordContactAttempt,
  noteHandling,
  reportHandling,
  acceptReport,
  rejectReport,
  orderRework,
  requestReturn,
  approveReturn,
  rejectReturn,
  recordCallbackAttempt,
  recordCallback,
  closeCase,
  reopenCase,
  reclassify,
  correctCase,
  addNote,
  linkContact,
}
