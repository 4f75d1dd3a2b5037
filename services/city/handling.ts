import { unsolvedReasons } from '../cases/events.ts'
import { afterOfficeTime, isOfficeTime, minuteMs } from './hours.ts'
import type { ActsAs, Life } from './life.ts'
import { cityRoot, intakeUnit } from './units.ts'
import type { Manner } from './world.ts'

/** One unit's part of a case, as the life sees it. */
export type Task = {
  readonly unit: string
  readonly assignment: string
  readonly handler: ActsAs
  readonly manner: Manner
  readonly from: number
  readonly due: number
  readonly assisting?: { readonly unit: string; readonly assignment: string }
}

/** The unit in whose duties the matter lies; teams take a part of their office's cases. */
export function responsibleUnit(life: Life): string {
  const { start, district, city, chance } = life
  const { unit } = start.matter
  if (unit === 'street') return localOffice(life)
  if (unit === 'urban-heat' && chance.happens(0.7))
    return Number(district.code) % 2 === 0 ? `${unit}-west` : `${unit}-east`
  if (chance.happens(0.06)) return district.code
  const crew = `${unit}-crew`
  return city.world.hasUnit(crew) && chance.happens(0.25) ? crew : unit
}

function localOffice({ start, street, city, chance }: Life): string {
  const { code } = start.community
  return city.world.hasUnit(code) && chance.happens(0.3) ? code : street.code
}

/** A unit that has nothing to do with it. */
export function wrongUnit(life: Life, right: string): string {
  const others = life.city.world.units.filter(
    ({ code, parent }) => parent !== cityRoot && code !== right && !code.startsWith('hotline'),
  )
  return life.chance.pick(others).code
}

function assistant(life: Life, unit: string): string | undefined {
  if (!life.chance.happens(0.1)) return undefined
  const other =
    unit === life.street.code
      ? life.chance.pick(['urban-law', 'police-security', 'housing-property'])
      : life.street.code
  return other === unit ? undefined : other
}

/** Hands the case to the unit, sometimes with another one that assists. */
export function dispatches(life: Life, unit: string, alone = false): Task {
  const { chance, city } = life
  const dispatcher = life.somebody('dispatcher', intakeUnit)
  life.at += chance.around(life.pressing ? 4 : 11, 0.5) * minuteMs
  const other = alone ? undefined : assistant(life, unit)
  const units = [{ unit, kind: 'primary' }, ...(other === undefined ? [] : [{ unit: other, kind: 'assisting' }])]
  const instructed = chance.happens(0.55)
  const key = life.onCase('dispatchCase', dispatcher, (text) =>
    instructed ? { units, instruction: text.instruction() } : { units },
  )
  const assignmentOf = (code: string) => city.ids.assignment(life.caseId, key, code)
  return {
    unit,
    assignment: assignmentOf(unit),
    handler: life.somebody('handler', unit),
    manner: city.world.mannerOf(unit),
    from: life.at,
    due: life.dueFrom(life.at),
    ...(other !== undefined && { assisting: { unit: other, assignment: assignmentOf(other) } }),
  }
}

export function signs(life: Life, { assignment, handler }: Task): void {
  const from = life.at
  life.onDuty(life.pressing ? 9 : 42)
  if (life.chance.happens(0.9)) life.at = Math.min(life.at, from + 225 * minuteMs)
  life.onCase('signFor', handler, () => ({ assignmentId: assignment }))
}

function outcomeOf(luck: number, lastTry: boolean): string {
  if (luck < 0.11 && !lastTry) return 'no-answer'
  if (luck > 0.985) return 'wrong-number'
  return luck > 0.975 ? 'refused' : 'reached'
}

/** Calls the citizen until somebody answers, three times at most. Nobody is called who wants to stay anonymous. */
export function contacts(life: Life, { assignment, handler }: Task): void {
  if (life.start.anonymous) return
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    life.later(attempt === 1 ? 75 : 130)
    const outcome = outcomeOf(life.chance.next(), attempt === 3)
    const way = life.chance.happens(0.12) ? 'visit' : 'phone'
    life.onCase('recordContactAttempt', handler, () => ({ assignmentId: assignment, way, outcome }))
    if (outcome !== 'no-answer') return
  }
}

export function notes(life: Life, { assignment, handler }: Task): void {
  life.later(60)
  life.onCase('noteHandling', handler, (text) => ({ assignmentId: assignment, text: text.note() }))
}

/** When the unit reports: early enough for the review and the return visit to be in time too, or too late. */
function reportTime(life: Life, { manner, from, due }: Task): number {
  const { chance, at } = life
  const earliest = at + 8 * minuteMs
  if (chance.happens(manner.late)) return Math.max(earliest, due + chance.around((due - from) * 0.1, 0.8))
  const share = Math.min(life.brisk ? 0.42 : 0.5, chance.around(manner.pace * 0.8, 0.45))
  const wanted = Math.max(earliest, from + share * (due - from))
  return life.brisk || isOfficeTime(wanted) ? wanted : afterOfficeTime(wanted, chance.between(5, 100) * minuteMs)
}

export function reports(life: Life, task: Task, at = reportTime(life, task)): void {
  const { chance, start } = life
  life.at = at
  const good = chance.happens(task.manner.solved + 0.08)
  const solved = good ? 'yes' : chance.pick(['partly', 'partly', 'no'] as const)
  const claimTrue = chance.weighted(
    ['yes', 'partly', 'no', 'unverifiable'] as const,
    (claim) => ({ yes: 78, partly: 12, no: 6, unverifiable: 4 })[claim],
  )
  const reason = chance.pick(unsolvedReasons)
  life.onCase('reportHandling', task.handler, (text) => ({
    assignmentId: task.assignment,
    claimTrue,
    withinDuties: true,
    solved: start.type === 'praise' ? 'yes' : solved,
    ...(solved === 'no' && start.type !== 'praise' && { reasonCode: reason }),
    internalMeasure: text.measure(),
    publicAnswer: text.publicAnswer(),
  }))
}

/** The hotline reads the report; what is thin goes back to the unit once or twice. */
export function reviews(life: Life, task: Task): void {
  const reviewer = life.somebody('reviewer', intakeUnit)
  const { assignment } = task
  for (let round = 1; round <= 2; round += 1) {
    life.later(life.pressing ? 12 : 70)
    if (!life.chance.happens(task.manner.rejected)) break
    life.onCase('rejectReport', reviewer, (text) => ({ assignmentId: assignment, reason: text.rejection() }))
    reports(life, task, life.againAfter(5))
    life.later(60)
  }
  life.onCase('acceptReport', reviewer, () => ({ assignmentId: assignment }))
  if (task.assisting) assists(life, task, reviewer)
}

/** The assisting unit signs, reports and is accepted while the primary one works. */
function assists(life: Life, { from, assisting }: Task, reviewer: ActsAs): void {
  if (!assisting) return
  const { unit, assignment } = assisting
  const handler = life.somebody('handler', unit)
  const until = life.at
  const [signed, reported] = [from + 0.15 * (until - from), from + 0.7 * (until - from)]
  life.onCase('signFor', handler, () => ({ assignmentId: assignment }), signed)
  const body = { assignmentId: assignment, claimTrue: 'yes', withinDuties: true, solved: 'yes' }
  life.onCase(
    'reportHandling',
    handler,
    (text) => ({ ...body, internalMeasure: text.measure(), publicAnswer: text.publicAnswer() }),
    reported,
  )
  life.onCase('acceptReport', reviewer, () => ({ assignmentId: assignment }), until + 30_000)
}
