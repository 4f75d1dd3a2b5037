import type { Metadata } from '../../services/kernel/event.ts'
import type { RecordedEvent } from '../../services/kernel/eventStore.ts'
import { cityCategories, cityUnits } from './aCityOfFacts.ts'

type Told = {
  readonly type: string
  readonly at: string
  readonly origin: string
  readonly data: Record<string, unknown>
}
type Clock = { clock: string; dueAt: string }

/** A case as somebody would read it off its events with a pencil; shares no code with the cubes. */
export type Read = {
  readonly id: string
  readonly origin: string
  readonly type: string
  readonly category: readonly string[]
  readonly categoryRegistered: readonly string[]
  readonly district: string
  readonly street: string
  readonly unit: readonly string[]
  readonly concerns: ReadonlySet<string>
  readonly channel: string
  readonly protected: boolean
  readonly registered: string
  readonly dispatched: string | undefined
  readonly closed: string | undefined
  readonly due: string | undefined
  readonly open: boolean
  readonly answered: boolean
  readonly urgency: string
  readonly urged: boolean
  readonly round: number
  readonly signedInTime: number
  readonly times: (type: string) => number
  readonly visit: Record<string, unknown> | undefined
}

const parents = new Map([...cityUnits, ...cityCategories])
function path(code: string): string[] {
  const parent = parents.get(code)
  return parent ? [...path(parent), code] : [code]
}

const lastOf = (told: readonly Told[], ...types: string[]) => told.findLastIndex(({ type }) => types.includes(type))
const clocksOf = ({ data }: Told) => (data['clocks'] as Clock[] | undefined) ?? []

/** The handling clock that runs: the last one said about a primary unit since nobody had the case. */
function dueOf(told: readonly Told[], isPrimary: (one: Told) => boolean): string | undefined {
  const since = told.slice(lastOf(told, 'ReturnApproved', 'Reopened') + 1)
  const saying = since.filter(
    (one) => ['Dispatched', 'ReportRejected', 'ReworkOrdered'].includes(one.type) && isPrimary(one),
  )
  return saying.flatMap(clocksOf).findLast(({ clock }) => clock === 'handle')?.dueAt
}

function unitOf(told: readonly Told[], intake: string): string {
  const last = told.findLast(
    ({ type, data }) =>
      ['ReturnApproved', 'Reopened'].includes(type) || (type === 'Dispatched' && data['kind'] === 'primary'),
  )
  return last?.type === 'Dispatched' ? String(last.data['unit']) : intake
}

function changed(told: readonly Told[], field: string): unknown {
  return told.findLast(({ type, data }) => type === 'CaseReclassified' && data['field'] === field)?.data['to']
}

type Said = {
  type: string
  category: { code: string }
  urgency: { value: string }
  place?: Place
  channel: string
  intakeUnit: string
  identityProtected: boolean
}
type Place = { district?: string; street?: string }

const isPrimary = ({ type, data }: Told) => type === 'Dispatched' && data['kind'] === 'primary'

function closedOf(told: readonly Told[]): string | undefined {
  const last = told[lastOf(told, 'Closed', 'Reopened')]
  if (last?.type !== 'Closed') return undefined
  return (last.data['closedAt'] as string | undefined) ?? last.at
}

function whereOf(told: readonly Told[], said: Said) {
  const { district = '', street = '' } = (changed(told, 'place') as Place | undefined) ?? said.place ?? {}
  const category = (changed(told, 'category') as string | undefined) ?? said.category.code
  return { district, street, category: path(category), categoryRegistered: path(said.category.code) }
}

function unitsOf(told: readonly Told[], { intakeUnit }: Said) {
  const units = told.filter(({ type }) => type === 'Dispatched').map(({ data }) => String(data['unit']))
  return { unit: path(unitOf(told, intakeUnit)), concerns: new Set([intakeUnit, ...units].flatMap(path)) }
}

function timesOf(told: readonly Told[], first: Told) {
  const primaries = new Set(told.filter(isPrimary).map(({ data }) => data['assignmentId']))
  const closed = closedOf(told)
  const taken = first.origin !== 'import' || lastOf(told, 'Dispatched') >= 0
  return {
    registered: first.at,
    dispatched: told.find(isPrimary)?.at,
    closed,
    due: dueOf(told, ({ data }) => primaries.has(data['assignmentId'])),
    open: closed === undefined && taken,
  }
}

const rounds = ['ReportRejected', 'ReworkOrdered', 'Reopened']

/** Signatures by the sign-for limit that their dispatch gave them. */
function signedInTime(told: readonly Told[]): number {
  const limitOf = ({ data }: Told) =>
    told
      .filter((one) => one.type === 'Dispatched' && one.data['assignmentId'] === data['assignmentId'])
      .flatMap(clocksOf)
      .find(({ clock }) => clock === 'sign')?.dueAt ?? ''
  return told.filter((one) => one.type === 'SignedFor' && one.at <= limitOf(one)).length
}

function read(id: string, first: Told, told: readonly Told[]): Read {
  const said = first.data as Said
  const visits = told.slice(lastOf(told, ...rounds) + 1)
  return {
    id,
    origin: first.origin,
    type: said.type,
    channel: said.channel,
    protected: said.identityProtected,
    ...whereOf(told, said),
    ...unitsOf(told, said),
    ...timesOf(told, first),
    answered: lastOf(told, 'AnsweredDirectly') >= 0,
    urgency: (changed(told, 'urgency') as string | undefined) ?? said.urgency.value,
    urged: told.some(({ type, data }) => type === 'ContactLinked' && data['as'] === 'urge'),
    round: Math.max(1, ...told.filter(({ type }) => rounds.includes(type)).map(({ data }) => Number(data['round']))),
    signedInTime: signedInTime(told),
    times: (type) => told.filter((one) => one.type === type).length,
    visit: visits.findLast(({ type }) => type === 'CallbackRecorded')?.data,
  }
}

/** Every case as the first `ordinal` events of the log tell it. */
export function readCases(events: readonly RecordedEvent[], ordinal = events.length): Read[] {
  const streams = new Map<string, Told[]>()
  for (const event of events.slice(0, ordinal)) {
    if (!event.stream.startsWith('case-')) continue
    const { occurredAt: at, origin } = JSON.parse(event.metadataText) as Metadata
    const told = streams.get(event.stream) ?? []
    told.push({ type: event.type, at, origin, data: JSON.parse(event.dataText) as Record<string, unknown> })
    streams.set(event.stream, told)
  }
  return [...streams].flatMap(([stream, told]) => (told[0] ? [read(stream.slice('case-'.length), told[0], told)] : []))
}
