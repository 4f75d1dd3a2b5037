import type { CommandName } from './actions/form.ts'

/** A key for what is done often; the next step has Enter besides. The first three are those of the work list. */
export const actionKeys: Readonly<Partial<Record<CommandName, string>>> = {
  signFor: 's',
  recordContactAttempt: 'c',
  reportHandling: 'r',
  noteHandling: 'p',
  requestReturn: 't',
  approveReturn: 'y',
  rejectReturn: 'f',
  dispatchCase: 'd',
  acceptReport: 'a',
  rejectReport: 'x',
  recordCallback: 'v',
  recordCallbackAttempt: 'o',
  orderRework: 'w',
  closeCase: 'e',
  addNote: 'm',
  linkContact: 'l',
}
