import {
  contacts,
  dispatches,
  notes,
  reports,
  responsibleUnit,
  reviews,
  signs,
  wrongUnit,
  type Task,
} from './handling.ts'
import { dayMs, hourMs, minuteMs } from './hours.ts'
import { answers, callsAgain, intake } from './intake.ts'
import { Life, type City, type TimedCommand } from './life.ts'
import { doorUnit } from './staff.ts'
import type { Start } from './starts.ts'
import { intakeUnit } from './units.ts'
import { refuses, reopens, visitsAndCloses, withdraws } from './visits.ts'
import { suspiciousUnit } from './world.ts'

/** Share of each type that is answered while the citizen is on the line. */
const answeredAtOnce: Readonly<Record<string, number>> = {
  consultation: 0.96,
  praise: 0.92,
  suggestion: 0.6,
  complaint: 0.46,
  help: 0.43,
  report: 0.16,
}

/** All that happens to one case, from the call to its end; some never end. */
export function livesThrough(start: Start, city: City): readonly TimedCommand[] {
  const life = new Life(start, city)
  const agent = intake(life)
  const calm = start.urgency === 'normal' && start.estate === undefined
  if (calm && life.chance.happens(answeredAtOnce[start.type] ?? 0.3)) answers(life, agent)
  else if (calm && life.chance.happens(0.025)) refuses(life)
  else worked(life)
  return life.finished()
}

function worked(life: Life): void {
  const { chance } = life
  if (chance.happens(0.03)) resorted(life)
  const task = reachesUnit(life)
  signs(life, task)
  if (chance.happens(0.015)) return withdraws(life)
  contacts(life, task)
  if (chance.happens(0.24)) notes(life, task)
  const since = life.at
  if (isForgotten(life, task)) return
  reports(life, task)
  asksMeanwhile(life, since)
  if (task.unit === suspiciousUnit) softened(life, since)
  reviews(life, task)
  visitsAndCloses(life, task)
  if (chance.happens(0.02)) again(life, task.unit)
}

/** Some cases lie where they are and the clock runs out, a few of them for good. Not behind the handler's door: it opens on today. */
function isForgotten(life: Life, { unit }: Task): boolean {
  const { chance } = life
  if (!chance.happens(0.006) || unit === doorUnit) return false
  life.at += chance.between(5, 40) * dayMs
  return chance.happens(0.1)
}

/** Case type and category are corrected before it goes to a unit. */
function resorted(life: Life): void {
  life.at += 4 * minuteMs
  const { code } = life.start.matter
  const first = `${code.slice(0, 4)}01`
  const to = code === first ? `${code.slice(0, 4)}02` : first
  if (!life.city.world.categories.some((category) => category.code === to)) return
  const dispatcher = life.somebody('dispatcher', intakeUnit)
  life.onCase('reclassify', dispatcher, (text) => ({ field: 'category', to, reason: text.reason() }))
}

/** Complaints about one unit become consultations while it works on them: the data-quality guards should notice. */
function softened(life: Life, since: number): void {
  if (life.start.type !== 'complaint' || !life.chance.happens(0.34)) return
  const [dispatcher] = life.city.world.working('dispatcher', intakeUnit)
  if (!dispatcher) return
  const by = life.as(dispatcher, 'dispatcher', intakeUnit)
  life.onCase(
    'reclassify',
    by,
    (text) => ({ field: 'type', to: 'consultation', reason: text.reason() }),
    (since + life.at) / 2,
  )
}

/** The right unit, at once or after a detour over one that gives it back. */
function reachesUnit(life: Life): Task {
  const right = responsibleUnit(life)
  const { returned } = life.city.world.mannerOf(right)
  if (life.start.urgency !== 'critical' && life.chance.happens(0.035)) {
    const task = dispatches(life, wrongUnit(life, right), true)
    life.onDuty(50)
    asksForReturn(life, task, right)
    decidesReturn(life, task, true)
    return dispatches(life, right)
  }
  const task = dispatches(life, right)
  if (life.start.urgency === 'normal' && life.chance.happens(returned)) {
    life.onDuty(40)
    asksForReturn(life, task, undefined)
    decidesReturn(life, task, false)
  }
  return task
}

export function asksForReturn(life: Life, { assignment, handler }: Task, proposedUnit: string | undefined): void {
  const reasonCode =
    proposedUnit === undefined
      ? life.chance.pick(['too-little-told', 'overlapping', 'other'])
      : life.chance.pick(['not-our-duty', 'not-our-area'])
  life.onCase('requestReturn', handler, (text) => ({
    assignmentId: assignment,
    reasonCode,
    evidence: text.returnEvidence(),
    ...(proposedUnit !== undefined && { proposedUnit }),
  }))
}

export function decidesReturn(life: Life, { assignment }: Task, agreed: boolean): void {
  life.later(80)
  const dispatcher = life.somebody('dispatcher', intakeUnit)
  const command = agreed ? 'approveReturn' : 'rejectReturn'
  life.onCase(command, dispatcher, (text) => ({ assignmentId: assignment, reason: text.returnDecision(agreed) }))
}

/** Citizens who wait ask how far it is, add something, or urge. */
function asksMeanwhile(life: Life, since: number): void {
  const waited = life.at - since
  if (life.start.anonymous || waited < 6 * hourMs || !life.chance.happens(0.085)) return
  const as = life.chance.weighted(
    ['progress', 'urge', 'supplement'] as const,
    (kind) => ({ progress: 4, urge: 4, supplement: 2 })[kind],
  )
  callsAgain(life, as, since + life.chance.between(0.3, 0.95) * waited)
}

function again(life: Life, unit: string): void {
  reopens(life)
  const task = dispatches(life, unit, true)
  signs(life, task)
  contacts(life, task)
  reports(life, task)
  reviews(life, task)
  visitsAndCloses(life, task)
}
