import type { CaseEvent } from '../../services/cases/events.ts'
import { unchanged, type Fold } from '../../services/kernel/event.ts'
import { isActive, type Part, type Progress } from './progress.ts'

const change = (progress: Progress, id: string, how: (part: Part) => Part): Progress => ({
  ...progress,
  parts: progress.parts.map((part) => (part.id === id ? how(part) : part)),
})

const ended = (part: Part): Part => (isActive(part) ? { ...part, pendingReturn: null, step: 'ended' } : part)

const rework = (progress: Progress, round: number): Progress => ({
  ...progress,
  visited: false,
  round: Math.max(progress.round, round),
})

export const progressFold: Fold<Progress, CaseEvent> = {
  CaseRegistered: (progress, { contact, identity, replyWanted, intakeUnit, clocks }, { metadata }) => {
    const reachable = contact !== undefined && identity !== 'anonymous'
    return {
      ...progress,
      status: 'open',
      imported: metadata.origin === 'import',
      intakeUnit,
      reachable,
      visitNeeded: reachable && replyWanted !== false,
      clocks,
    }
  },
  ImportedReply: unchanged,
  AnsweredDirectly: (progress) => ({ ...progress, answered: true }),
  Dispatched: (progress, { assignmentId: id, round, unit, kind, parent, clocks }, { metadata }) => {
    const { occurredAt: dispatchedAt } = metadata
    const start = { step: 'sign', dispatchedAt, signedAt: null, clocks, pendingReturn: null } as const
    const part: Part = { id, unit, kind, parent: parent ?? null, round, ...start }
    return { ...progress, parts: [...progress.parts.filter((other) => other.id !== id), part] }
  },
  SignedFor: (progress, { assignmentId }, { metadata }) =>
    change(progress, assignmentId, (part) => ({
      ...part,
      step: progress.reachable && part.kind === 'primary' ? 'contact' : 'report',
      signedAt: metadata.occurredAt,
    })),
  ContactAttempted: (progress, { assignmentId, outcome }) =>
    change(progress, assignmentId, (part) =>
      part.step === 'contact' && outcome !== 'no-answer' ? { ...part, step: 'report' } : part,
    ),
  HandlingNoted: unchanged,
  HandlingReported: (progress, { assignmentId, clocks }) =>
    change(progress, assignmentId, (part) => ({ ...part, step: 'review', clocks })),
  ReportAccepted: (progress, { assignmentId, clocks }) =>
    change(progress, assignmentId, (part) => ({ ...part, step: 'done', clocks })),
  ReportRejected: (progress, { assignmentId, round, clocks }) =>
    change(rework(progress, round), assignmentId, (part) => ({ ...part, step: 'report', round, clocks })),
  ReworkOrdered: (progress, { assignmentId, round, clocks }) =>
    change(rework(progress, round), assignmentId, (part) => ({ ...part, signedAt: null, step: 'sign', round, clocks })),
  ReturnRequested: (progress, { assignmentId, request }) =>
    change(progress, assignmentId, (part) => ({ ...part, pendingReturn: request })),
  ReturnApproved: (progress, { assignmentId, clocks }) =>
    change({ ...progress, clocks: clocks.length > 0 ? clocks : progress.clocks }, assignmentId, (part) => ({
      ...part,
      pendingReturn: null,
      step: 'returned',
    })),
  ReturnRejected: (progress, { assignmentId }) =>
    change(progress, assignmentId, (part) => ({ ...part, pendingReturn: null })),
  CallbackAttempted: unchanged,
  CallbackRecorded: (progress) => ({ ...progress, visited: true }),
  Closed: (progress, { closureKind }) => ({
    ...progress,
    parts: progress.parts.map((part) => (part.step === 'done' ? part : ended(part))),
    status: 'closed',
    closureKind,
    urged: false,
    withdrawalAsked: false,
  }),
  Reopened: (progress, { round, clocks }) => ({
    ...progress,
    parts: progress.parts.map(ended),
    status: 'open',
    closureKind: null,
    answered: false,
    visited: false,
    round,
    clocks,
  }),
  CaseReclassified: unchanged,
  CaseCorrected: unchanged,
  NoteAdded: unchanged,
  ContactLinked: (progress, { as }) => ({
    ...progress,
    repeated: true,
    urged: progress.urged || (as === 'urge' && progress.status === 'open'),
    withdrawalAsked: progress.withdrawalAsked || (as === 'withdrawal' && progress.status === 'open'),
  }),
}
