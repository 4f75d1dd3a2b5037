import { randomBytes } from 'node:crypto'

import type { Batch, EventStore, RecordedEvent } from '../../services/kernel/eventStore.ts'
import { sealValue } from '../../services/kernel/personal.ts'

export type Row = { what: string; goal: number; value: number; unit: string; ok: boolean }

/** One key for all: what is measured is reading and folding, not the vault. */
export const benchKey = { id: '6f1c0f6e-0d8b-4a55-9a39-1b1a4a3f2c01', key: randomBytes(32) }
export const benchVault = {
  getKeys: () => Promise.resolve(new Map([[benchKey.id, benchKey.key]])),
  secret: () => Promise.resolve(benchKey.key),
}

const clock = (name: string, at: string) => ({
  clock: name,
  ruleId: `${name}-default`,
  policyVersion: 3,
  calendarVersion: 2,
  startedAt: at,
  amount: 5,
  unit: 'working-days',
  dueAt: new Date(Date.parse(at) + 432_000_000).toISOString(),
})

type Said = { readonly type: string; readonly data: object }
type Seal = (plain: string, field: string, commandId: string) => object

const registered = (number: number, at: string, seal: Seal): Said => ({
  type: 'CaseRegistered',
  data: {
    contact: `k${number}`,
    caseNumber: `20261124${String(number % 1_000_000).padStart(6, '0')}4`,
    type: ['complaint', 'help', 'consultation'][number % 3],
    title: seal('柳园路路灯不亮', 'title', 'command-0'),
    story: seal('柳园路三盏路灯已经一周不亮，老人晚上出行不便，请尽快派人修理。', 'story', 'command-0'),
    callerKind: 'person',
    identity: 'real-name',
    identityProtected: false,
    replyWanted: true,
    place: { district: `d${number % 12}`, street: `s${number % 90}`, source: 'picked', lon: 117.1, lat: 36.6 },
    category: { code: `c${number % 200}`, chosenBy: 'person' },
    urgency: { value: 'normal', chosenBy: 'person' },
    language: 'zh-CN',
    lengths: { title: 7, story: 31 },
    intakeUnit: 'hotline',
    channel: 'phone',
    clocks: [clock('dispatch', at)],
  },
})

const reported = (assignment: object, at: string, seal: Seal): Said => ({
  type: 'HandlingReported',
  data: {
    ...assignment,
    claimTrue: 'yes',
    withinDuties: true,
    solved: 'yes',
    internalMeasure: seal('更换灯泡', 'internalMeasure', 'command-4'),
    publicAnswer: seal('已更换灯泡，恢复照明。', 'publicAnswer', 'command-4'),
    lengths: { internalMeasure: 4, publicAnswer: 11 },
    clocks: [clock('review', at)],
  },
})

/** A life of eight events as the write side records it; texts sealed where a reader opens them. */
function lifeOf(number: number, at: string): Said[] {
  const stream = `case-b${number}`
  const seal: Seal = (plain, field, commandId) => sealValue(plain, benchKey, { stream, commandId, field })
  const assignment = { assignmentId: `a${number}`, round: 1 }
  const clocks = ['sign', 'firstContact', 'handle'].map((name) => clock(name, at))
  const answers = { contacted: 'yes', solved: 'yes', satisfied: 'satisfied' }
  return [
    registered(number, at, seal),
    { type: 'Dispatched', data: { ...assignment, unit: `unit-${number % 300}`, kind: 'primary', clocks } },
    { type: 'SignedFor', data: assignment },
    { type: 'ContactAttempted', data: { ...assignment, at, way: 'phone', outcome: 'reached' } },
    reported(assignment, at, seal),
    { type: 'ReportAccepted', data: { ...assignment, clocks: [clock('visit', at)] } },
    { type: 'CallbackRecorded', data: { valid: true, ...answers, scaleVersion: 1 } },
    { type: 'Closed', data: { closureKind: 'solved', acceptedReport: assignment.assignmentId } },
  ]
}

const steps = 8
/** So many cases are worked at the same time: between two events of one case lie this many of others. */
const atOnce = 2_000

function metadataOf(step: number, at: string): string {
  const hash = 'a1b2c3d4'.repeat(8)
  const actor = { kind: 'person', id: '0b9a2f5e-77aa-4a55-9a39-1b1a4a3f2c77', role: 'handler', unit: 'hotline' }
  const versions = { organisation: 310, categories: 517, calendar: 2, policy: 3 }
  const about = {
    schemaVersion: 1,
    recordedAt: at,
    occurredAt: at,
    actor,
    origin: 'live',
    commandId: `command-${step}`,
  }
  return JSON.stringify({ ...about, fingerprint: 'q'.repeat(22), versions, hashAlg: 'sha256', hash })
}

/** A log of that many events in memory, made before anything is measured. */
export function benchEvents(count: number): RecordedEvent[] {
  const events: RecordedEvent[] = []
  for (let first = 0; events.length < count; first += atOnce) {
    const at = new Date(Date.parse('2026-01-01T00:00:00.000Z') + first * 1_000).toISOString()
    const lives = Array.from({ length: Math.min(atOnce, Math.ceil((count - events.length) / steps)) }, (_, index) =>
      lifeOf(first + index, at).map(({ type, data }) => ({ type, dataText: JSON.stringify(data) })),
    )
    for (let step = 0; step < steps; step += 1) {
      const metadataText = metadataOf(step, at)
      for (const [index, life] of lives.entries()) {
        const { type = '', dataText = '' } = life[step] ?? {}
        const position = BigInt(events.length + 1) * 100n
        const stream = `case-b${first + index}`
        events.push({ id: '', type, stream, revision: BigInt(step), position, dataText, metadataText })
      }
    }
  }
  return events
}

const window = 1_000

/** Gives them in batches, as the door to the log does. */
export const logOf = (events: readonly RecordedEvent[]): Pick<EventStore, 'all' | 'head'> => ({
  async *all({ after = 0n, signal }): AsyncGenerator<Batch> {
    for (let next = Number(after / 100n); next < events.length && !signal.aborted; next += window) {
      const batch = events.slice(next, next + window)
      yield await Promise.resolve({ events: batch, live: next + batch.length === events.length })
    }
    if (signal.aborted) return
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  },
  head: () => Promise.resolve(events.at(-1)?.position),
})
