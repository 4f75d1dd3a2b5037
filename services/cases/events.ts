import { Type } from 'typebox'

import { callerKinds, channels } from '../contacts/events.ts'
import { personal, type EventCatalogue, type EventsOf } from '../kernel/event.ts'
import * as words from './vocabulary.ts'

export * from './vocabulary.ts'

const clocks = Type.Array(words.dueSchema)
const length = Type.Integer()
/** Every fact about an assignment names its round too, so that rates per dispatch can be counted without folding. */
const assignment = { assignmentId: Type.String(), round: Type.Integer() }
const value = Type.Union([Type.String(), words.placeCodesSchema])

/** Every fact about a case: the contract with the rest of the house. Stream `case-<id>`. */
export const caseEvents = {
  CaseRegistered: {
    version: 1,
    data: Type.Object({
      contact: Type.Optional(Type.String()),
      caseNumber: Type.String(),
      type: Type.Enum(words.caseTypes),
      title: personal('text'),
      story: personal('text'),
      elements: Type.Optional(words.elementsSchema),
      callerKind: Type.Enum(callerKinds),
      identity: Type.Enum(words.identities),
      identityProtected: Type.Boolean(),
      /** Absent where an imported file does not say. */
      replyWanted: Type.Optional(Type.Boolean()),
      replyChannel: Type.Optional(Type.Enum(words.replyChannels)),
      publishConsent: Type.Optional(Type.Boolean()),
      peopleAffected: Type.Optional(Type.Integer()),
      party: Type.Optional(personal('party')),
      place: Type.Optional(words.placeSchema),
      category: words.categorySchema,
      urgency: words.urgencySchema,
      language: Type.String(),
      lengths: Type.Object({ title: length, story: length }),
      /** The unit that keeps the case: it dispatches, reviews, visits and closes. */
      intakeUnit: Type.String(),
      channel: Type.Enum(channels),
      /** What an imported file says beyond our own fields: numbers (likes, opposes) in clear, words sealed like the story. */
      sourceFields: Type.Optional(Type.Record(Type.String(), Type.Union([personal('text'), Type.Number()]))),
      clocks,
    }),
  },
  ImportedReply: {
    version: 1,
    data: Type.Object({ text: personal('text'), length, repliedAt: Type.Optional(Type.String()) }),
  },
  AnsweredDirectly: {
    version: 1,
    data: Type.Object({
      answer: personal('text'),
      length,
      source: Type.Optional(Type.Object({ entry: Type.String(), version: Type.String() })),
    }),
  },
  Dispatched: {
    version: 1,
    data: Type.Object({
      ...assignment,
      unit: Type.String(),
      kind: Type.Enum(words.assignmentKinds),
      /** The assignment under which this one was handed down (下派). */
      parent: Type.Optional(Type.String()),
      instruction: Type.Optional(personal('text')),
      clocks,
    }),
  },
  SignedFor: { version: 1, data: Type.Object(assignment) },
  ContactAttempted: {
    version: 1,
    data: Type.Object({
      ...assignment,
      at: Type.String(),
      way: Type.Enum(words.contactWays),
      outcome: Type.Enum(words.contactOutcomes),
      callReference: Type.Optional(Type.String()),
    }),
  },
  HandlingNoted: {
    version: 1,
    data: Type.Object({ assignmentId: Type.Optional(Type.String()), text: personal('text') }),
  },
  HandlingReported: {
    version: 1,
    data: Type.Object({
      ...assignment,
      claimTrue: Type.Enum(words.claims),
      withinDuties: Type.Boolean(),
      solved: Type.Enum(words.solvedClaims),
      reasonCode: Type.Optional(Type.String()),
      internalMeasure: personal('text'),
      publicAnswer: personal('text'),
      lengths: Type.Object({ internalMeasure: length, publicAnswer: length }),
      clocks,
    }),
  },
  ReportAccepted: { version: 1, data: Type.Object({ ...assignment, clocks }) },
  /** Rework by the reviewer: `round` is the new one. */
  ReportRejected: { version: 1, data: Type.Object({ ...assignment, reason: personal('text'), clocks }) },
  /** Rework after a return visit or a reopening: `round` is the new one, and the unit signs again. */
  ReworkOrdered: { version: 1, data: Type.Object({ ...assignment, reason: personal('text'), clocks }) },
  ReturnRequested: {
    version: 1,
    data: Type.Object({
      ...assignment,
      /** Its decision names it. */
      request: Type.String(),
      reasonCode: Type.Enum(words.returnReasons),
      evidence: personal('text'),
      proposedUnit: Type.Optional(Type.String()),
    }),
  },
  /** `clocks` run where the case waits for a new primary unit. */
  ReturnApproved: {
    version: 1,
    data: Type.Object({ ...assignment, request: Type.String(), reason: Type.Optional(personal('text')), clocks }),
  },
  ReturnRejected: {
    version: 1,
    data: Type.Object({ ...assignment, request: Type.String(), reason: personal('text') }),
  },
  CallbackAttempted: {
    version: 1,
    data: Type.Object({
      channel: Type.Enum(words.callbackChannels),
      contact: Type.Optional(Type.String()),
      outcome: Type.Enum(words.contactOutcomes),
    }),
  },
  CallbackRecorded: {
    version: 1,
    data: Type.Object({
      valid: Type.Boolean(),
      whyNot: Type.Optional(Type.Enum(words.invalidVisitReasons)),
      contacted: Type.Enum(words.visitAnswers),
      solved: Type.Enum(words.visitAnswers),
      satisfied: Type.Enum(words.satisfactions),
      scaleVersion: Type.Integer(),
      questionVersion: Type.Optional(Type.Integer()),
      remark: Type.Optional(personal('text')),
    }),
  },
  Closed: {
    version: 1,
    data: Type.Object({
      closureKind: Type.Enum(words.closureKinds),
      /** Assignment whose accepted report is the feedback. */
      acceptedReport: Type.Optional(Type.String()),
      reason: Type.Optional(personal('text')),
      visitExemption: Type.Optional(
        Type.Object({ code: Type.Enum(words.visitExemptions), reason: Type.Optional(personal('text')) }),
      ),
      /** When it was closed, where that is not `occurredAt`: an imported reply's own time. */
      closedAt: Type.Optional(Type.String()),
    }),
  },
  Reopened: { version: 1, data: Type.Object({ reason: personal('text'), round: Type.Integer(), clocks }) },
  /** `from` and `to`: a code, for `place` an object of codes and coordinates. */
  CaseReclassified: {
    version: 1,
    data: Type.Object({
      field: Type.Enum(words.reclassifiable),
      from: Type.Optional(value),
      to: value,
      reason: personal('text'),
    }),
  },
  CaseCorrected: {
    version: 1,
    data: Type.Object({
      field: Type.Enum(words.correctable),
      /** What stood on the clerk's screen; the proof is `previous`. */
      from: Type.Optional(personal('text')),
      to: personal('text'),
      reason: personal('text'),
      /** Revision of the event that said it before; absent where nothing was said. */
      previous: Type.Optional(Type.String()),
    }),
  },
  NoteAdded: { version: 1, data: Type.Object({ text: personal('text'), about: Type.Optional(Type.String()) }) },
  ContactLinked: {
    version: 1,
    data: Type.Object({
      contact: Type.String(),
      as: Type.Enum(words.linkKinds),
      text: Type.Optional(personal('text')),
    }),
  },
} satisfies EventCatalogue

export type CaseEvent = EventsOf<typeof caseEvents>
