import {
  nearestClock,
  nearestClockOf,
  nextStepOf,
  primaryOf,
  turnsOf,
  type Part,
  type Progress,
} from '../cases/progress.ts'
import type { ListedFacts } from '../workList/listedFacts.ts'
import { maskText } from './masks.ts'
import { categoryNames, named, unitName, type Names } from './names.ts'
import { textOf, type Keys } from './opened.ts'
import type { FoundRow } from './workList.ts'

export const flagsOf = (urgency: string, { repeated, urged, round, withdrawalAsked }: Progress) => ({
  urgent: urgency !== 'normal',
  repeat: repeated,
  urged,
  rework: round > 1,
  withdrawal: withdrawalAsked,
})

function placeOf({ place }: ListedFacts, stream: string, keys: Keys) {
  if (!place) return null
  const text = textOf(place.text, stream, keys)
  return {
    ...(place.district === null ? {} : { district: place.district }),
    ...(place.street === null ? {} : { street: place.street }),
    ...(text === null ? {} : { text: maskText(text) }),
  }
}

function assignmentOf(part: Part, names: Names) {
  const { id, unit, kind, step, round, parent, dispatchedAt, signedAt, pendingReturn } = part
  const due = nearestClockOf(part)
  return {
    id,
    unit,
    unitName: unitName(names, unit),
    kind,
    step,
    round,
    parent,
    dispatchedAt,
    signedAt,
    returnRequested: pendingReturn !== null,
    dueAt: due?.dueAt ?? null,
    dueClock: due?.clock ?? null,
  }
}

export const assignmentsOf = ({ parts }: Progress, names: Names) => parts.map((part) => assignmentOf(part, names))

/** Of an imported message without a known outcome nobody has said whose it is. */
function whoseTurn(progress: Progress, names: Names) {
  const [turn] = nextStepOf(progress) === 'unknown' ? [] : turnsOf(progress)
  return turn === undefined ? null : named(names, turn)
}

/** What is due next and whose turn it is, as lists and pages say it. */
export function standingOf(progress: Progress, names: Names) {
  const due = nearestClock(progress)
  return {
    nextStep: nextStepOf(progress),
    whoseTurn: whoseTurn(progress, names),
    dueAt: due?.dueAt ?? null,
    dueClock: due?.clock ?? null,
    startedAt: due?.startedAt ?? null,
  }
}

/** `erased` says that the title is gone for good, not merely absent. */
function titleOf({ title }: ListedFacts, stream: string, keys: Keys) {
  const text = textOf(title, stream, keys)
  if (text !== null) return { title: maskText(text) }
  return title === null ? { title: null } : { title: null, erased: true }
}

/** A row as lists show it: titles opened, numbers in them hidden, names of units and categories as they are today. */
export function shownRow({ id, revision, row }: FoundRow, names: Names, keys: Keys) {
  const { facts, progress } = row
  const stream = `case-${id}`
  return {
    id,
    caseNumber: facts.caseNumber,
    ...titleOf(facts, stream, keys),
    type: facts.type,
    category: { code: facts.category, names: categoryNames(names, facts.category) },
    place: placeOf(facts, stream, keys),
    ...standingOf(progress, names),
    urgency: facts.urgency,
    flags: flagsOf(facts.urgency, progress),
    round: primaryOf(progress)?.round ?? progress.round,
    channel: facts.channel,
    registeredAt: facts.registeredAt,
    updatedAt: facts.updatedAt,
    origin: facts.origin,
    identityProtected: facts.identityProtected,
    revision: String(revision),
    assignments: assignmentsOf(progress, names),
  }
}
