import type { CaseEvent } from '../../services/cases/events.ts'
import type { ContactEvent } from '../../services/contacts/events.ts'
import type { Actor } from '../../services/kernel/event.ts'
import type { ClockName } from '../../services/kernel/reference.ts'
import { dueIn } from './aReference.ts'
import { now, under } from './given.ts'

type Of<Type extends CaseEvent['type']> = Extract<CaseEvent, { type: Type }>

export const theAgent: Actor = { kind: 'person', id: 'agent-1', role: 'agent', unit: 'hotline' }
export const theHandler: Actor = { kind: 'person', id: 'handler-1', role: 'handler', unit: 'lamps' }
export const theReviewer: Actor = { kind: 'person', id: 'reviewer-1', role: 'reviewer', unit: 'hotline' }

/** Clocks that start at the tests' fixed time, by the tests' trivial policy. */
export const clocks = (...names: ClockName[]) => names.map((name) => dueIn(name, 'normal', now))

export const aCall: Extract<ContactEvent, { type: 'ContactReceived' }> = {
  type: 'ContactReceived',
  data: {
    channel: 'phone',
    unit: 'hotline',
    line: '12345',
    language: 'zh-CN',
    receivedAt: now,
    agent: 'agent-1',
    callerName: '王小明',
    callerNumber: '13800000000',
    callerKind: 'person',
  },
}

export const streetLightOut: Of<'CaseRegistered'> = {
  type: 'CaseRegistered',
  data: {
    contact: 'call-1',
    caseNumber: '202603020000017',
    type: 'complaint',
    title: '柳园路路灯不亮',
    story: '柳园路三盏路灯已经一周不亮，老人晚上出行不便。',
    elements: { time: '一周前', place: '柳园路' },
    callerKind: 'person',
    identity: 'real-name',
    identityProtected: false,
    replyWanted: true,
    publishConsent: false,
    place: { district: 'north', street: 'north-lake', source: 'said', text: '柳园路 12 号门前' },
    category: { code: 'urban-light-out', chosenBy: 'person' },
    urgency: { value: 'normal', chosenBy: 'person' },
    language: 'zh-CN',
    lengths: { title: 7, story: 23 },
    intakeUnit: 'hotline',
    channel: 'phone',
    clocks: clocks('dispatch'),
  },
}

/** The same, told by somebody who does not want to be known. */
export const anonymousTip: Of<'CaseRegistered'> = {
  type: 'CaseRegistered',
  data: { ...streetLightOut.data, type: 'report', identity: 'anonymous', identityProtected: true },
}

const { contact: _contact, replyWanted: _wanted, publishConsent: _consent, ...stated } = streetLightOut.data
/** A message from a file: nobody known, nothing more than what the file says. */
export const importedMessage: Of<'CaseRegistered'> = under(
  { origin: 'import', actor: { kind: 'import', id: 'import-1' } },
  {
    type: 'CaseRegistered',
    data: { ...stated, type: 'unstated', callerKind: 'unstated', identity: 'unstated', channel: 'import', clocks: [] },
  },
)

export const dispatched: Of<'Dispatched'> = {
  type: 'Dispatched',
  data: {
    assignmentId: 'to-lamps',
    round: 1,
    unit: 'lamps',
    kind: 'primary',
    instruction: '请三日内修复。',
    clocks: clocks('sign', 'firstContact', 'handle', 'returnWindow'),
  },
}
export const assisted: Of<'Dispatched'> = {
  type: 'Dispatched',
  data: {
    assignmentId: 'to-street',
    round: 1,
    unit: 'north-lake',
    kind: 'assisting',
    clocks: clocks('sign', 'handle', 'returnWindow'),
  },
}

const lamps = { assignmentId: 'to-lamps', round: 1 }
const byHandler = { actor: theHandler }
export const signed: Of<'SignedFor'> = under(byHandler, { type: 'SignedFor', data: lamps })
export const contacted: Of<'ContactAttempted'> = under(byHandler, {
  type: 'ContactAttempted',
  data: { ...lamps, at: now, way: 'phone', outcome: 'reached' },
})
export const reported: Of<'HandlingReported'> = under(byHandler, {
  type: 'HandlingReported',
  data: {
    ...lamps,
    claimTrue: 'yes',
    withinDuties: true,
    solved: 'yes',
    internalMeasure: '更换三只灯泡。',
    publicAnswer: '您好，路灯已修复。',
    lengths: { internalMeasure: 7, publicAnswer: 9 },
    clocks: clocks('review'),
  },
})
export const accepted: Of<'ReportAccepted'> = under(
  { actor: theReviewer },
  { type: 'ReportAccepted', data: { ...lamps, clocks: clocks('visit') } },
)
export const returnRequested: Of<'ReturnRequested'> = under(byHandler, {
  type: 'ReturnRequested',
  data: { ...lamps, request: 'return-1', reasonCode: 'not-our-area', evidence: '柳园路由北城区管养。' },
})
export const returnApproved: Of<'ReturnApproved'> = {
  type: 'ReturnApproved',
  data: { ...lamps, request: 'return-1', clocks: clocks('dispatch') },
}
export const visited: Of<'CallbackRecorded'> = {
  type: 'CallbackRecorded',
  data: { valid: true, contacted: 'yes', solved: 'yes', satisfied: 'satisfied', scaleVersion: 1 },
}
export const visitedInVain: Of<'CallbackRecorded'> = {
  type: 'CallbackRecorded',
  data: { ...visited.data, solved: 'no', satisfied: 'dissatisfied' },
}
export const answered: Of<'AnsweredDirectly'> = {
  type: 'AnsweredDirectly',
  data: { answer: '请到湖滨街道办事处办理。', length: 12 },
}
export const closed: Of<'Closed'> = { type: 'Closed', data: { closureKind: 'solved', acceptedReport: 'to-lamps' } }
export const reopened: Of<'Reopened'> = {
  type: 'Reopened',
  data: { reason: '路灯又坏了。', round: 2, clocks: clocks('dispatch') },
}

export const aDispatchedCase: readonly CaseEvent[] = [streetLightOut, dispatched]
export const aCaseInHand: readonly CaseEvent[] = [...aDispatchedCase, signed, contacted]
export const aReportedCase: readonly CaseEvent[] = [...aCaseInHand, reported]
export const anAcceptedCase: readonly CaseEvent[] = [...aReportedCase, accepted]
export const aVisitedCase: readonly CaseEvent[] = [...anAcceptedCase, visited]
export const aClosedCase: readonly CaseEvent[] = [...aVisitedCase, closed]
