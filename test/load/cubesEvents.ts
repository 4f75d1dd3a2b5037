import type { Batch, EventStore, RecordedEvent } from '../../services/kernel/eventStore.ts'
import { officeHours } from '../support/aCalendar.ts'
import { cityDictionaries } from '../support/aCityOfFacts.ts'

const begin = Date.parse('2024-01-01T00:00:00.000Z')
/** So many cases are worked at the same time: between two events of one case lie this many of others. */
const atOnce = 2_000
const steps = 8
const window = atOnce * steps
const apart = 600_000

const streets = ['east-1', 'east-2', 'west-1', 'west-2']
const leaves = ['010101', '010102', '010201', '020101', '020102', '020201']
const sealed = {
  $key: '6f1c0f6e-0d8b-4a55-9a39-1b1a4a3f2c01',
  $sealed: 'c2VhbGVkLXRleHQtb2Ytc29tZS1sZW5ndGg='.repeat(3),
}
const clock = (name: string, at: string) => ({
  clock: name,
  ruleId: `${name}-default`,
  policyVersion: 3,
  calendarVersion: 2,
  startedAt: at,
  amount: 5,
  unit: 'days',
  dueAt: new Date(Date.parse(at) + 432_000_000).toISOString(),
})

const registered = (number: number) => ({
  contact: `k${number}`,
  caseNumber: `2024${String(number).padStart(9, '0')}`,
  type: ['complaint', 'help', 'consultation'][number % 3],
  title: sealed,
  story: sealed,
  callerKind: number % 9 === 0 ? 'enterprise' : 'person',
  identity: 'real-name',
  identityProtected: false,
  place: { district: (streets[number % 4] ?? '').slice(0, 4), street: streets[number % 4], source: 'picked' },
  category: { code: leaves[number % 6], chosenBy: 'person' },
  urgency: { value: 'normal', chosenBy: 'person' },
  language: 'zh-CN',
  lengths: { title: 7, story: 31 },
  intakeUnit: 'hotline',
  channel: ['phone', 'web', 'app'][number % 3],
  clocks: [],
})

/** What the step of a case's life says. */
function said(number: number, step: number, at: string): readonly [type: string, data: object] {
  const assignment = { assignmentId: `a${number}`, round: 1 }
  const unit = streets[number % 4]
  const lengths = { internalMeasure: 4, publicAnswer: 11 }
  const report = { claimTrue: 'yes', withinDuties: true, solved: 'yes', internalMeasure: sealed, publicAnswer: sealed }
  const visit = {
    valid: number % 5 < 3,
    contacted: 'yes',
    solved: number % 3 === 0 ? 'no' : 'yes',
    satisfied: 'basically',
  }
  const life: ReadonlyArray<() => readonly [string, object]> = [
    () => ['CaseRegistered', registered(number)],
    () => ['Dispatched', { ...assignment, unit, kind: 'primary', clocks: [clock('sign', at), clock('handle', at)] }],
    () => ['SignedFor', assignment],
    () => ['ContactAttempted', { ...assignment, at, way: 'phone', outcome: 'reached' }],
    () => ['HandlingReported', { ...assignment, ...report, lengths, clocks: [] }],
    () => ['ReportAccepted', { ...assignment, clocks: [] }],
    () => ['CallbackRecorded', { ...visit, scaleVersion: 1 }],
    () => ['Closed', { closureKind: 'solved', acceptedReport: assignment.assignmentId }],
  ]
  return life[step]?.() ?? ['NoteAdded', { text: sealed }]
}

const actor = { kind: 'person', id: '0b9a2f5e-77aa-4a55-9a39-1b1a4a3f2c77', role: 'handler', unit: 'hotline' }
const metadata = (at: string, commandId: string) =>
  JSON.stringify({
    schemaVersion: 1,
    recordedAt: at,
    occurredAt: at,
    actor,
    origin: 'live',
    commandId,
    fingerprint: 'q'.repeat(22),
    versions: { organisation: 310, categories: 517, calendar: 2, policy: 3 },
    hashAlg: 'sha256',
    hash: 'a1b2c3d4'.repeat(8),
  })

const idOf = (index: number) => `00000000-0000-8000-8000-${index.toString(16).padStart(12, '0')}`

function firstEvents(): RecordedEvent[] {
  const at = new Date(begin).toISOString()
  const installation = { id: idOf(0), kind: 'demo', timeZone: 'Asia/Shanghai', hashAlg: 'sha256' }
  const first = { stream: 'installation-main', facts: [{ type: 'InstallationCreated', data: installation }] }
  const written = [first, ...cityDictionaries(at), officeHours(at, ['2024-02-10'])]
  return written.flatMap(({ stream, facts }) =>
    facts.map(({ type, data }, revision) => ({
      id: '',
      type,
      stream,
      revision: BigInt(revision),
      position: 0n,
      dataText: JSON.stringify(data),
      metadataText: metadata(at, 'seed'),
    })),
  )
}

/** A log of any length that is told while it is read: ten million events do not fit into memory. */
export class ToldLog implements EventStore {
  readonly length: number
  readonly #first = firstEvents().map((event, index) => ({
    ...event,
    id: idOf(index + 1),
    position: BigInt(index + 1) * 100n,
  }))

  constructor(events: number) {
    this.length = this.#first.length + Math.floor(events / window) * window
  }

  read() {
    return Promise.resolve({ events: this.#first.slice(0, 1), revision: 0n })
  }

  async *all({ after = 0n, signal }: { after?: bigint | undefined; signal: AbortSignal }): AsyncGenerator<Batch> {
    for (let next = Number(after / 100n); next < this.length && !signal.aborted;) {
      const events = next < this.#first.length ? this.#first.slice(next) : this.#told(next)
      next += events.length
      yield await Promise.resolve({ events, live: next === this.length })
    }
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }

  head() {
    return Promise.resolve(BigInt(this.length) * 100n)
  }

  readBackwards(): Promise<never> {
    return Promise.reject(new Error('a told log is only read forwards'))
  }

  append(): Promise<never> {
    return Promise.reject(new Error('a told log is only read'))
  }

  close() {
    return Promise.resolve()
  }

  /** The next thousand events; all of one thousand are of the same step. */
  #told(next: number): RecordedEvent[] {
    return Array.from({ length: Math.min(1_000, this.length - next) }, (_, offset) => this.#event(next + offset))
  }

  #event(index: number): RecordedEvent {
    const told = index - this.#first.length
    const [block, inBlock] = [Math.floor(told / window), told % window]
    const [step, number] = [Math.floor(inBlock / atOnce), block * atOnce + (inBlock % atOnce)]
    const at = new Date(begin + block * apart * steps + step * apart).toISOString()
    const [type, data] = said(number, step, at)
    return {
      id: idOf(index + 1),
      type,
      stream: `case-b${number}`,
      revision: BigInt(step),
      position: BigInt(index + 1) * 100n,
      dataText: JSON.stringify(data),
      metadataText: metadata(at, `command-${index}`),
    }
  }
}
