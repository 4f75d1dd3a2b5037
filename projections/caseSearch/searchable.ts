import type { CaseEvent } from '../../services/cases/events.ts'
import { unchanged, type Envelope, type Fold, type Personal } from '../../services/kernel/event.ts'
import { keep, type Kept } from '../cases/kept.ts'

/** What of a case can be found by words: sealed here, plain in the index only. */
export type Searchable = {
  readonly caseNumber: string
  readonly identityProtected: boolean
  readonly texts: Readonly<Record<string, Kept>>
}

export const nothingSearchable: Searchable = { caseNumber: '', identityProtected: false, texts: {} }

function say(
  row: Searchable,
  name: string,
  value: Personal | undefined,
  [envelope, field]: [Envelope, string],
): Searchable {
  const kept = keep(value, envelope, field)
  return kept ? { ...row, texts: { ...row.texts, [name]: kept } } : row
}

export const searchableFold: Fold<Searchable, CaseEvent> = {
  CaseRegistered: (row, { caseNumber, identityProtected, title, story, place }, envelope) => {
    const titled = say({ ...row, caseNumber, identityProtected }, 'title', title, [envelope, 'title'])
    return say(say(titled, 'story', story, [envelope, 'story']), 'place.text', place?.text, [envelope, 'place.text'])
  },
  ImportedReply: (row, { text }, envelope) => say(row, 'reply', text, [envelope, 'text']),
  AnsweredDirectly: (row, { answer }, envelope) => say(row, 'answer', answer, [envelope, 'answer']),
  Dispatched: unchanged,
  SignedFor: unchanged,
  ContactAttempted: unchanged,
  HandlingNoted: unchanged,
  HandlingReported: (row, { assignmentId, publicAnswer }, envelope) =>
    say(row, `report ${assignmentId}`, publicAnswer, [envelope, 'publicAnswer']),
  ReportAccepted: unchanged,
  ReportRejected: unchanged,
  ReworkOrdered: unchanged,
  ReturnRequested: unchanged,
  ReturnApproved: unchanged,
  ReturnRejected: unchanged,
  CallbackAttempted: unchanged,
  CallbackRecorded: unchanged,
  Closed: unchanged,
  Reopened: unchanged,
  CaseReclassified: unchanged,
  CaseCorrected: (row, { field, to }, envelope) =>
    field === 'title' || field === 'story' || field === 'place.text' ? say(row, field, to, [envelope, 'to']) : row,
  NoteAdded: unchanged,
  ContactLinked: unchanged,
}
