import { contacts, reports, reviews, signs, type Task } from './handling.ts'
import { afterOfficeTime, dayMs, hourMs, minuteMs } from './hours.ts'
import { callsAgain, receives } from './intake.ts'
import type { ActsAs, Life } from './life.ts'
import { intakeUnit } from './units.ts'

type Outcome = { readonly solved: boolean; readonly valid: boolean }

const visitor = (life: Life): ActsAs => life.somebody('visitor', intakeUnit)

/** Tries to reach the citizen; what was in vain is recorded too. Answers whether somebody answered. */
function tries(life: Life, by: ActsAs): boolean {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    life.whenAwake(attempt === 1 ? 120 : 160)
    if (life.chance.happens(0.8)) return true
    life.onCase('recordCallbackAttempt', by, () => ({ channel: 'phone', outcome: 'no-answer' }))
  }
  return false
}

function inVain(life: Life, by: ActsAs): Outcome {
  const whyNot = life.chance.happens(0.8) ? 'unreachable' : 'refused'
  life.onCase('recordCallback', by, () => ({ valid: false, whyNot }))
  return { valid: false, solved: false }
}

/** What people say who are helped, and who are not. */
function satisfaction({ chance }: Life, likes: number): string {
  const luck = chance.next()
  if (luck > 0.985) return 'no-answer'
  if (luck < likes) return 'satisfied'
  return luck < likes + (1 - likes) * 0.5 ? 'basically' : 'dissatisfied'
}

/** Asks the citizen how it went. Units differ in what they hear. */
function asks(life: Life, { manner }: Task, by: ActsAs, second: boolean): Outcome {
  if (!tries(life, by)) return inVain(life, by)
  const { chance } = life
  const contacted = chance.happens(manner.contacted) ? 'yes' : 'no'
  const solved = chance.happens(second ? manner.solved + 0.08 : manner.solved)
  const satisfied = satisfaction(life, solved ? manner.satisfied + 0.14 : manner.satisfied - 0.5)
  const remarked = chance.happens(0.25)
  life.onCase('recordCallback', by, (text) => ({
    valid: true,
    contacted,
    solved: solved ? 'yes' : 'no',
    satisfied,
    ...(remarked && { remark: text.remark() }),
  }))
  return { valid: true, solved }
}

/** The return visit; whoever is not helped may get a rework. Then the end. */
export function visitsAndCloses(life: Life, task: Task): void {
  if (life.start.anonymous || !life.start.replyWanted)
    return closes(life, life.somebody('reviewer', intakeUnit), 'explained')
  const by = visitor(life)
  let outcome = asks(life, task, by, false)
  if (outcome.valid && !outcome.solved && life.chance.happens(0.36)) {
    reworks(life, task, by)
    outcome = asks(life, task, by, true)
  }
  closes(life, by, outcome.solved ? 'solved' : life.chance.pick(['explained', 'explained', 'unsolvable']))
}

function reworks(life: Life, task: Task, by: ActsAs): void {
  const { assignment } = task
  life.at += life.chance.around(12) * minuteMs
  life.onCase('orderRework', by, (text) => ({ assignmentId: assignment, reason: text.rework() }))
  signs(life, task)
  contacts(life, task)
  const { assisting: _done, ...alone } = task
  reports(life, alone, life.againAfter(9))
  reviews(life, alone)
}

function closes(life: Life, by: ActsAs, closureKind: string): void {
  life.at += life.chance.around(14) * minuteMs
  life.onCase('closeCase', by, () => ({ closureKind }))
}

/** The citizen comes back weeks later, and it begins anew. */
export function reopens(life: Life): void {
  life.at = afterOfficeTime(life.at + life.chance.between(3, 20) * dayMs, life.chance.between(0, 6) * hourMs)
  const agent = life.somebody('agent', intakeUnit)
  const contact = receives(life, agent, life.at)
  life.onCase('linkContact', agent, (text) => ({ contact, as: 'supplement', text: text.laterContact('supplement') }))
  life.at += 20 * minuteMs
  life.onCase('reopenCase', life.somebody('dispatcher', intakeUnit), (text) => ({ reason: text.reopening() }))
}

/** The citizen asks for nothing any more; a reviewer ends it. */
export function withdraws(life: Life): void {
  life.at = afterOfficeTime(life.at, life.chance.around(6) * hourMs)
  callsAgain(life, 'withdrawal', life.at)
  life.at += 25 * minuteMs
  const reviewer = life.somebody('reviewer', intakeUnit)
  life.onCase('closeCase', reviewer, (text) => ({ closureKind: 'withdrawn', reason: text.laterContact('withdrawal') }))
}

/** Not for the hotline: refused with a reason, minutes after it was registered. */
export function refuses(life: Life): void {
  life.at += life.chance.around(40) * minuteMs
  const supervisor = life.somebody('supervisor', intakeUnit)
  life.onCase('closeCase', supervisor, (text) => ({ closureKind: 'refused', reason: text.refusal() }))
}
