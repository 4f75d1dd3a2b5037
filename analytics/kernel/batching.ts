import { caseEvents } from '../../services/cases/events.ts'
import type { DictionaryEvent } from '../../services/dictionaries/events.ts'
import type { Envelope, EventCatalogue, Metadata } from '../../services/kernel/event.ts'
import type { RecordedEvent } from '../../services/kernel/eventStore.ts'
import type { CaseFact } from './caseFact.ts'
import { caseColumns, knownCase, stamp, type KnownCase, type World } from './caseRow.ts'
import { evolveFact } from './evolveFact.ts'
import type { Batch, Gap, Learnt, Mark, Told } from './feederState.ts'
import type { Definition } from './paths.ts'
import { rawColumns, rawLine } from './rawRow.ts'

/** What the feeder remembers of everything before the batch. */
export type Memory = World & {
  readonly known: (caseId: string) => KnownCase | undefined
  /** Events of a stream so far, which is the revision of its next one. */
  readonly length: (stream: string) => number
}

type Step = (fact: CaseFact | undefined, data: unknown, envelope: Envelope) => CaseFact | undefined
type Data = Record<string, unknown>

const steps = evolveFact as unknown as Readonly<Record<string, Step | undefined>>
const catalogue: EventCatalogue = caseEvents
const casePrefix = 'case-'

/**
 * When something became known of cases: only their own events move it. Seals, looks and reservations are recorded on the machine's
 * clock while a synthetic city or an import may still be telling of the past, and would make it look unknown until today.
 */
const knownAfter = ({ stream }: RecordedEvent, { recordedAt }: Metadata, before: string) =>
  stream.startsWith(casePrefix) && recordedAt > before ? recordedAt : before

/** Undefined for a type or version that this release does not know: it is kept as a raw event and changes no fact. */
function stepOf(type: string, version: number): Step | undefined {
  if (!Object.hasOwn(catalogue, type) || version > (catalogue[type]?.version ?? 0)) return undefined
  return steps[type]
}

const defined: Readonly<Record<string, Definition['dictionary'] | undefined>> = {
  UnitDefined: 'organisation',
  CategoryDefined: 'categories',
} satisfies Partial<Record<DictionaryEvent['type'], Definition['dictionary']>>

/** Rows as arrays under one line of names, which is kept with them: a later release may know other columns. */
class Lines {
  readonly #names: readonly string[]
  readonly #lines: string[] = []

  constructor(names: readonly string[]) {
    this.#names = names
  }

  get count(): number {
    return this.#lines.length
  }

  add(line: string): void {
    this.#lines.push(line)
  }

  bytes(): Buffer {
    if (this.#lines.length === 0) return Buffer.alloc(0)
    return Buffer.from(`${JSON.stringify(this.#names)}\n${this.#lines.join('\n')}`)
  }
}

class Batching {
  readonly #memory: Memory
  readonly #raw = new Lines(rawColumns)
  readonly #changes = new Lines(['sign', 'ordinal', 'known_at', ...caseColumns])
  readonly #cases = new Map<string, KnownCase>()
  readonly #told: Told[] = []
  readonly #lengths = new Map<string, number>()
  readonly #gaps: Gap[] = []
  #ordinal: number
  #knownAt: string

  constructor(mark: Mark, memory: Memory) {
    this.#memory = memory
    this.#ordinal = mark.ordinal
    this.#knownAt = mark.knownAt
  }

  take(event: RecordedEvent): void {
    const metadata = JSON.parse(event.metadataText) as Metadata
    const data = JSON.parse(event.dataText) as Data
    this.#ordinal += 1
    this.#count(event)
    this.#knownAt = knownAfter(event, metadata, this.#knownAt)
    const at = { ordinal: this.#ordinal, knownAt: this.#knownAt }
    this.#raw.add(rawLine(event, data, metadata, at))
    if (event.stream.startsWith(casePrefix)) this.#changeCase(event, data, metadata)
    else if (event.stream.startsWith('dictionary-')) this.#define(event, data)
  }

  end(mark: Mark, position: bigint): { batch: Batch; learnt: Learnt } {
    const batch = {
      from: mark.ordinal + 1,
      to: this.#ordinal,
      position: position.toString(),
      knownAt: this.#knownAt,
      raw: this.#raw.bytes(),
      changes: this.#changes.bytes(),
      changeCount: mark.changeCount + this.#changes.count,
    }
    return { batch, learnt: { cases: this.#cases, told: this.#told, lengths: this.#lengths, gaps: this.#gaps } }
  }

  #changeCase(event: RecordedEvent, data: Data, metadata: Metadata): void {
    const step = stepOf(event.type, metadata.schemaVersion)
    if (!step) return
    const caseId = event.stream.slice(casePrefix.length)
    const before = this.#cases.get(caseId) ?? this.#memory.known(caseId)
    const fact = step(before?.fact, data, { ...event, metadata })
    if (!fact || fact === before?.fact) return
    if (before) this.#change(-1, before)
    const known = knownCase(caseId, fact, before, { ...this.#memory, at: metadata.occurredAt })
    this.#change(1, known)
    this.#cases.set(caseId, known)
  }

  #change(sign: 1 | -1, { line }: KnownCase): void {
    this.#changes.add(`[${sign},${this.#ordinal},"${stamp(this.#knownAt)}",${line}]`)
  }

  /** Streams have no holes: an event that the log holds and does not deliver shows here. */
  #count({ stream, revision }: RecordedEvent): void {
    const due = this.#lengths.get(stream) ?? this.#memory.length(stream)
    if (Number(revision) !== due) this.#gaps.push({ stream, due, came: Number(revision), ordinal: this.#ordinal })
    this.#lengths.set(stream, Number(revision) + 1)
  }

  #define({ type }: RecordedEvent, data: Data): void {
    const dictionary = defined[type]
    if (dictionary) {
      const { code, parent, inForceFrom } = data as { code: string; parent: string | null; inForceFrom: string }
      this.#tell({ dictionary, code, parent, inForceFrom })
    } else if (type === 'CalendarDaysSet') this.#tell({ dictionary: 'calendar', days: data as never })
    else if (type === 'CalendarHoursSet') this.#tell({ dictionary: 'calendar', hours: data as never })
  }

  #tell(told: Told): void {
    learn(this.#memory, told)
    this.#told.push(told)
  }
}

/** Takes in what a dictionary said. */
export function learn({ paths, working }: World, told: Told): void {
  if (told.dictionary === 'calendar') working.learn(told)
  else paths.define(told)
}

/** Turns the next events of the log into rows: nothing but the events and what came before them decides the bytes. */
export function batchOf(
  events: readonly RecordedEvent[],
  mark: Mark,
  memory: Memory,
): { batch: Batch; learnt: Learnt } {
  const batching = new Batching(mark, memory)
  for (const event of events) batching.take(event)
  return batching.end(mark, events.at(-1)?.position ?? 0n)
}
