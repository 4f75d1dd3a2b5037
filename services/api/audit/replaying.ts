import { actionsOn } from '../../cases/actions.ts'
import { cases } from '../../cases/case.ts'
import type { Correctable } from '../../cases/events.ts'
import type { Case } from '../../cases/state.ts'
import type { ReferenceBook } from '../../dictionaries/referenceData.ts'
import type { Snapshot } from '../../dictionaries/snapshot.ts'
import type { Metadata } from '../../kernel/event.ts'
import type { RecordedEvent } from '../../kernel/eventStore.ts'
import { commandNamespace, uuidv5 } from '../../kernel/ids.ts'
import { foldOn, nothingLoaded, type Loaded } from '../../kernel/loaded.ts'
import { openedData } from '../../kernel/opened.ts'
import type { Due } from '../../kernel/reference.ts'
import type { Words } from '../../kernel/refusal.ts'
import type { PlaceBook } from '../../places/placeBook.ts'
import { caseThen, type Beside, type CaseThen, type Said } from './caseThen.ts'

/** An event of a case with its personal texts opened. */
export type OpenedEvent = {
  readonly event: RecordedEvent
  readonly metadata: Metadata
  readonly data: Readonly<Record<string, unknown>>
}

type Offered = { readonly command: string; readonly assignmentId?: string }
type PossibleThen = {
  /** What could be done, as far as the case's state decides. */
  readonly possible: readonly Offered[]
  /** What could not, and why: places in the list of reasons. */
  readonly refused: readonly (Offered & { readonly why: number })[]
}
type Then = CaseThen & PossibleThen

/** What became different at one event. Laid over what was before, it is the whole state of then. */
export type ReplayStep = { readonly revision: string; readonly at: string; readonly changed: Partial<Then> }

/** Known: events in the order in which they were written. Happened: in the order in which things happened. */
export type Axes = { readonly known: readonly ReplayStep[]; readonly happened: readonly ReplayStep[] }

export type Replaying = {
  readonly id: string
  readonly book: Pick<ReferenceBook, 'snapshot'>
  readonly places: Pick<PlaceBook, 'snapshot'>
  readonly nameOf: (account: string) => string | undefined
  /** Present instant. */
  readonly now: string
}

export function opened(event: RecordedEvent, keys: ReadonlyMap<string, Buffer>): OpenedEvent {
  const metadata = JSON.parse(event.metadataText) as Metadata
  const place = { stream: event.stream, commandId: metadata.commandId }
  return { event, metadata, data: openedData(JSON.parse(event.dataText), place, keys) as OpenedEvent['data'] }
}

const isText = (value: unknown): value is Exclude<Said, null> =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && 'erased' in value)

function textAt({ data, event }: OpenedEvent, name: Correctable): Said {
  const path = event.type === 'CaseCorrected' ? ['to'] : name.split('.')
  const value = path.reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], data)
  return isText(value) ? value : null
}

const answers: Readonly<Record<string, string>> = {
  AnsweredDirectly: 'answer',
  HandlingReported: 'publicAnswer',
  ImportedReply: 'text',
}
const startsClocks = new Set(['CaseRegistered', 'ReturnApproved', 'Reopened'])

/** The texts and clocks that stand in the events folded so far. */
function besideOf(state: Case, folded: readonly OpenedEvent[], { nameOf }: Replaying): Beside {
  const answered = folded.findLast(({ event }) => answers[event.type])
  const answer = answered?.data[answers[answered.event.type] ?? '']
  const clocks = folded.findLast(({ event }) => startsClocks.has(event.type))?.data['clocks']
  return {
    said(name) {
      const revision = state.said[name]
      const where = folded.find(({ event }) => event.revision.toString() === revision)
      return where ? textAt(where, name) : null
    },
    answer: isText(answer) ? answer : null,
    clocks: (clocks ?? []) as readonly Due[],
    nameOf: (account) => nameOf(account) ?? account,
  }
}

/** Folds a growing set of events, each set in the order of the log. */
class Growing {
  #loaded: Loaded<Case> = nothingLoaded(cases.initial)
  #folded: OpenedEvent[] = []

  add(next: OpenedEvent): { state: Case; folded: readonly OpenedEvent[] } {
    const last = this.#folded.at(-1)
    if (last && last.event.revision > next.event.revision) {
      this.#folded = [...this.#folded, next].sort((a, b) => Number(a.event.revision - b.event.revision))
      this.#loaded = foldOn(
        cases,
        nothingLoaded(cases.initial),
        this.#folded.map(({ event }) => event),
      )
    } else {
      this.#folded = [...this.#folded, next]
      this.#loaded = foldOn(cases, this.#loaded, [next.event])
    }
    return { state: this.#loaded.state, folded: this.#folded }
  }
}

/** What could be done by somebody who had not handled the case, with every permission. */
function possibleAt(state: Case, reference: Snapshot, id: string, why: (words: Words) => number): PossibleThen {
  const actions = actionsOn(state, {
    id,
    now: reference.at,
    occurredAt: reference.at,
    actor: { kind: 'person', id: '' },
    origin: 'live',
    commandId: 'what-was-possible',
    reference,
    newId: (name) => uuidv5(commandNamespace, name),
  })
  const possible: Offered[] = []
  const refused: (Offered & { why: number })[] = []
  for (const { command, assignmentId, refusal } of actions) {
    const offered = { command, ...(assignmentId !== undefined && { assignmentId }) }
    if (refusal) refused.push({ ...offered, why: why(refusal.words) })
    else possible.push(offered)
  }
  return { possible, refused }
}

function differences(before: Partial<Then>, after: Then): Partial<Then> {
  const names = Object.keys(after) as (keyof Then)[]
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  return Object.fromEntries(changed.map((name) => [name, after[name]]))
}

type Axis = { readonly at: (event: OpenedEvent) => string; readonly knownThen: boolean }

function stepsAlong(events: readonly OpenedEvent[], axis: Axis, replaying: Replaying, why: (words: Words) => number) {
  const growing = new Growing()
  const { book, places, now } = replaying
  const later = book.snapshot(now)
  const placesNow = places.snapshot(now)
  let before: Partial<Then> = {}
  return events.map((next): ReplayStep => {
    const at = axis.at(next)
    const { state, folded } = growing.add(next)
    const placesThen = places.snapshot(at)
    const names = {
      atThatTime: axis.knownThen ? book.snapshot(at, at) : book.snapshot(at),
      later,
      place: (code: string) => (placesThen.place(code) ?? placesNow.place(code))?.name,
    }
    const shown = caseThen(state, besideOf(state, folded, replaying), names)
    const after = { ...shown, ...possibleAt(state, names.atThatTime, replaying.id, why) }
    const changed = differences(before, after)
    before = after
    return { revision: next.event.revision.toString(), at, changed }
  })
}

const recordedAt = ({ metadata }: OpenedEvent) => metadata.recordedAt
const occurredAt = ({ metadata }: OpenedEvent) => metadata.occurredAt
const byOccurrence = (a: OpenedEvent, b: OpenedEvent) =>
  occurredAt(a) < occurredAt(b) ? -1 : Number(occurredAt(a) > occurredAt(b))

/**
 * The case at each of its events, on both axes: as known then (what had been written, by the dictionaries as known
 * then) and as it had happened then (by what is known today). Folded by the very code that decides.
 */
export function replay(
  events: readonly OpenedEvent[],
  replaying: Replaying,
): { axes: Axes; reasons: readonly Words[] } {
  const reasons: Words[] = []
  const places = new Map<string, number>()
  const why = (words: Words) => {
    const place = places.get(words.en) ?? reasons.push(words) - 1
    places.set(words.en, place)
    return place
  }
  const known = stepsAlong(events, { at: recordedAt, knownThen: true }, replaying, why)
  const happened = stepsAlong(events.toSorted(byOccurrence), { at: occurredAt, knownThen: false }, replaying, why)
  return { axes: { known, happened }, reasons }
}
