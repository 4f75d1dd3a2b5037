import { caseEvents } from '../../services/cases/events.ts'
import type { DictionaryEvent } from '../../services/dictionaries/events.ts'
import type { Envelope, EventCatalogue, Metadata } from '../../services/kernel/event.ts'
import type { RecordedEvent } from '../../services/kernel/eventStore.ts'
import type { CaseFact } from './caseFact.ts'
import { rowOf, stamp, type KnownCase } from './caseRow.ts'
import { evolveFact } from './evolveFact.ts'
import type { Batch, Learnt, Mark } from './feederState.ts'
import type { Definition, Paths } from './paths.ts'
import { rawRow } from './rawRow.ts'

/** What the feeder remembers of everything before the batch. */
export type Memory = { readonly known: (caseId: string) => KnownCase | undefined; readonly paths: Paths }

type Step = (fact: CaseFact | undefined, data: unknown, envelope: Envelope) => CaseFact | undefined
type Data = Record<string, unknown>

const steps = evolveFact as unknown as Readonly<Record<string, Step | undefined>>
const catalogue: EventCatalogue = caseEvents
const casePrefix = 'case-'

/** Undefined for a type or version that this release does not know: it is kept as a raw event and changes no fact. */
function stepOf(type: string, version: number): Step | undefined {
  if (!Object.hasOwn(catalogue, type) || version > (catalogue[type]?.version ?? 0)) return undefined
  return steps[type]
}

const defined: Readonly<Record<string, Definition['dictionary'] | undefined>> = {
  UnitDefined: 'organisation',
  CategoryDefined: 'categories',
} satisfies Partial<Record<DictionaryEvent['type'], Definition['dictionary']>>

type Row = Readonly<Record<string, unknown>>

/** Rows as arrays under one line of names, which is kept with them: a later release may know other columns. */
class Lines {
  readonly #lines: string[] = []
  #names: readonly string[] | undefined

  get count(): number {
    return this.#lines.length
  }

  add(row: Row): void {
    const names = (this.#names ??= Object.keys(row))
    this.#lines.push(JSON.stringify(names.map((name) => row[name])))
  }

  bytes(): Buffer {
    return this.#names ? Buffer.from(`${JSON.stringify(this.#names)}\n${this.#lines.join('\n')}`) : Buffer.alloc(0)
  }
}

class Batching {
  readonly #memory: Memory
  readonly #raw = new Lines()
  readonly #changes = new Lines()
  readonly #cases = new Map<string, KnownCase>()
  readonly #definitions: Definition[] = []
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
    if (metadata.recordedAt > this.#knownAt) this.#knownAt = metadata.recordedAt
    const at = { ordinal: this.#ordinal, knownAt: this.#knownAt }
    this.#raw.add(rawRow(event, data, metadata, at))
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
    return { batch, learnt: { cases: this.#cases, definitions: this.#definitions } }
  }

  #changeCase(event: RecordedEvent, data: Data, metadata: Metadata): void {
    const step = stepOf(event.type, metadata.schemaVersion)
    if (!step) return
    const caseId = event.stream.slice(casePrefix.length)
    const before = this.#cases.get(caseId) ?? this.#memory.known(caseId)
    const fact = step(before?.fact, data, { ...event, metadata })
    if (!fact || fact === before?.fact) return
    const row = rowOf(caseId, fact, before, { paths: this.#memory.paths, at: metadata.occurredAt })
    if (before) this.#change(-1, before)
    const known = { fact, row }
    this.#change(1, known)
    this.#cases.set(caseId, known)
  }

  #change(sign: 1 | -1, { row }: KnownCase): void {
    this.#changes.add({ sign, ordinal: this.#ordinal, known_at: stamp(this.#knownAt), ...row })
  }

  #define(event: RecordedEvent, data: Data): void {
    const dictionary = defined[event.type]
    if (!dictionary) return
    const { code, parent, inForceFrom } = data as { code: string; parent: string | null; inForceFrom: string }
    const definition = { dictionary, code, parent, inForceFrom }
    this.#memory.paths.define(definition)
    this.#definitions.push(definition)
  }
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
