import type { Due } from '../../services/kernel/reference.ts'
import type { Fact } from './factLog.ts'
import { day, hour, iso, type Life } from './life.ts'

const leaves = ['010101', '010102', '010201', '020101', '020102', '020201']
const streets = ['east-1', 'east-2', 'west-1', 'west-2']

const clock = (name: Due['clock'], from: number, ms: number): Due => ({
  clock: name,
  ruleId: `rule-${name}`,
  policyVersion: 0,
  calendarVersion: 0,
  startedAt: iso(from),
  amount: ms / hour,
  unit: 'hours',
  dueAt: iso(from + ms),
})

function registration(life: Life, number: number, imported: boolean): Fact {
  const street = life.chance(0.1) ? undefined : life.pick(streets)
  const channel = imported ? 'import' : life.pick(['phone', 'web', 'app', 'wechat'])
  const place = street && {
    district: street.slice(0, 4),
    street,
    lon: 117.1234 + street.length / 100,
    lat: 36.5,
    source: 'picked',
  }
  const data = {
    caseNumber: `2024${String(number).padStart(8, '0')}`,
    type: life.pick(['complaint', 'consultation', 'help']),
    title: '路灯不亮',
    story: '小区门口的路灯坏了，张三 13800000000',
    callerKind: life.pick(['person', 'person', 'enterprise']),
    identity: 'real-name',
    identityProtected: life.chance(0.05),
    category: { code: life.pick(leaves), chosenBy: 'person' },
    urgency: { value: life.pick(['normal', 'normal', 'urgent']), chosenBy: 'person' },
    language: 'zh-CN',
    lengths: { title: 4, story: 26 },
    intakeUnit: 'hotline',
    channel,
    clocks: [],
    ...(place && { place }),
  }
  return { type: 'CaseRegistered', data }
}

function reclassified(life: Life): void {
  const change = life.chance(0.5)
    ? { field: 'category', from: '010101', to: life.pick(leaves) }
    : { field: 'place', to: { district: 'west', street: 'west-2', source: 'picked' } }
  life.wait(hour).happens({ type: 'CaseReclassified', data: { ...change, reason: '更正' } })
}

function dispatched(life: Life, assignmentId: string): void {
  life.wait(2 * hour)
  const clocks = [clock('sign', life.at, 4 * hour), clock('handle', life.at, 5 * day)]
  life.happens({
    type: 'Dispatched',
    data: { assignmentId, round: 1, unit: life.pick(streets), kind: 'primary', clocks },
  })
  if (life.chance(0.2)) {
    const assisting = {
      assignmentId: `${assignmentId}-2`,
      round: 1,
      unit: life.pick(streets),
      kind: 'assisting',
      clocks,
    }
    life.happens({ type: 'Dispatched', data: assisting })
  }
}

function returned(life: Life, id: string): string {
  const assignment = { assignmentId: id, round: 1, request: `request-${id}` }
  life
    .wait(day)
    .happens({ type: 'ReturnRequested', data: { ...assignment, reasonCode: 'not-our-duty', evidence: '不属于' } })
  if (life.chance(0.4)) {
    life.wait(hour).happens({ type: 'ReturnRejected', data: { ...assignment, reason: '属于' } })
    return id
  }
  life.wait(hour).happens({ type: 'ReturnApproved', data: { ...assignment, clocks: [] } })
  dispatched(life, `${id}-b`)
  return `${id}-b`
}

const answers = ['yes', 'yes', 'no', 'not-asked'] as const

function visited(life: Life): void {
  const satisfied = life.pick(['satisfied', 'satisfied', 'basically', 'dissatisfied', 'no-answer'])
  const said = { contacted: life.pick(answers), solved: life.pick(answers), satisfied, scaleVersion: 1 }
  life.wait(day).happens({ type: 'CallbackAttempted', data: { channel: 'phone', outcome: 'reached' } })
  life.wait(hour).happens({ type: 'CallbackRecorded', data: { valid: life.chance(0.8), ...said } })
}

function handled(life: Life, assignmentId: string): void {
  const assignment = { assignmentId, round: 1 }
  life.wait(8 * hour).happens({ type: 'SignedFor', data: assignment })
  life.wait(day).happens({
    type: 'ContactAttempted',
    data: { ...assignment, at: iso(life.at), way: 'phone', outcome: life.pick(['reached', 'no-answer']) },
  })
  const report = {
    claimTrue: 'yes',
    withinDuties: true,
    solved: 'yes',
    internalMeasure: '修',
    publicAnswer: '已修',
    clocks: [],
  }
  const reported = () =>
    life.wait(7 * day).happens({
      type: 'HandlingReported',
      data: { ...assignment, ...report, lengths: { internalMeasure: 1, publicAnswer: 2 } },
    })
  reported()
  if (life.chance(0.15)) {
    life.wait(hour).happens({
      type: 'ReportRejected',
      data: { ...assignment, round: 2, reason: '重办', clocks: [clock('handle', life.at, 3 * day)] },
    })
    reported()
  }
  life.wait(day).happens({ type: 'ReportAccepted', data: { ...assignment, clocks: [] } })
}

function workedUntilClosed(life: Life, id: string): void {
  dispatched(life, id)
  if (life.chance(0.1)) return
  const assignment = life.chance(0.15) ? returned(life, id) : id
  if (life.chance(0.1)) return
  handled(life, assignment)
  if (life.chance(0.9)) visited(life)
  life
    .wait(hour)
    .happens({ type: 'Closed', data: { closureKind: life.pick(['solved', 'explained']), acceptedReport: assignment } })
}

function reopened(life: Life, number: number): void {
  if (life.written.at(-1)?.facts.at(-1)?.type !== 'Closed' || !life.chance(0.15)) return
  life.wait(5 * day).happens({ type: 'Reopened', data: { reason: '又坏了', round: 2, clocks: [] } })
  if (life.chance(0.6)) workedUntilClosed(life, `b${number}`)
}

export function live(life: Life, number: number): void {
  life.happens(registration(life, number, false))
  if (life.chance(0.1)) reclassified(life)
  if (life.chance(0.3)) {
    life
      .wait(hour)
      .happens(
        { type: 'AnsweredDirectly', data: { answer: '答', length: 1 } },
        { type: 'Closed', data: { closureKind: 'answered' } },
      )
    return
  }
  workedUntilClosed(life, `a${number}`)
  if (life.chance(0.1))
    life.wait(day).happens({ type: 'ContactLinked', data: { contact: 'contact-2', as: 'urge', text: '快' } })
  reopened(life, number)
}

export function imported(life: Life, number: number): void {
  life.happens(registration(life, number, true))
  if (!life.chance(0.7)) return
  const closedAt = iso(life.at + day)
  life.happens(
    { type: 'ImportedReply', data: { text: '复', length: 1, repliedAt: closedAt } },
    { type: 'Closed', data: { closureKind: 'imported', closedAt } },
  )
}
