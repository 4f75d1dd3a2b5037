import { noDictionaries, type DictionaryVersions, type Envelope, type Metadata } from '../kernel/event.ts'
import type { RecordedEvent } from '../kernel/eventStore.ts'
import { zoneOf, type Zone } from '../kernel/zone.ts'
import { dictionaries, emptyDictionary, entriesOf, type Dictionary } from './dictionary.ts'
import { dictionaryNames, dictionaryStream, type DictionaryName } from './events.ts'
import { countUpTo, turningPoints } from './inForce.ts'
import { pictureAt, snapshotOf, type Entries, type Picture, type Snapshot } from './snapshot.ts'

type Step = (state: Dictionary, data: never, envelope: Envelope) => Dictionary
type Folded = { readonly state: Dictionary; readonly version: number }

const nameOf = new Map(dictionaryNames.map((name) => [dictionaryStream(name), name]))
const noFolded: Folded = { state: emptyDictionary, version: -1 }
const mostPictures = 256
/** `2026-05-02T09:00:00.000Z`: instants are compared as text. */
const canonicalLength = 24

/** Everything that was recorded up to `knownAt`, with a picture for each stretch of time that somebody asked about. */
class Known {
  readonly #entries: Entries
  readonly #points: readonly string[]
  readonly #versions: DictionaryVersions
  readonly #zone: Zone
  readonly #pictures = new Map<number, Picture>()
  #last: { from: string; to: string | undefined; picture: Picture } | undefined

  constructor(entries: Entries, versions: DictionaryVersions, zone: Zone) {
    this.#entries = entries
    this.#versions = versions
    this.#zone = zone
    const { units, categories, rules, days, hours, unitsRetired, categoriesRetired, rulesRetired } = entries
    const dated = [
      ...units,
      ...categories,
      ...rules,
      ...[...days, ...hours].map(({ inForceFrom }) => ({ code: '', inForceFrom })),
    ]
    this.#points = turningPoints(dated, [...unitsRetired, ...categoriesRetired, ...rulesRetired])
  }

  pictureAt(at: string): Picture {
    const last = this.#last
    if (last && last.from <= at && (last.to === undefined || at < last.to)) return last.picture
    const next = countUpTo(this.#points, at)
    const from = this.#points[next - 1] ?? ''
    const picture = this.#pictures.get(next) ?? pictureAt(this.#entries, this.#versions, this.#zone, at)
    if (this.#pictures.size >= mostPictures) this.#pictures.clear()
    this.#pictures.set(next, picture)
    this.#last = { from, to: this.#points[next], picture }
    return picture
  }
}

/**
 * The four dictionaries in memory. `snapshot(at)` answers what is in force at an instant; asking for the present is a
 * comparison of two strings, so `handle` may do it for every command.
 */
export class ReferenceBook {
  readonly #zone: Zone
  readonly #folded = new Map<DictionaryName, Folded>()
  #latest: Known | undefined
  readonly #earlier = new Map<number, Known>()
  /** When the events were recorded, in order. */
  readonly #recorded: string[] = []

  /** @throws RangeError for a name that is no IANA zone */
  constructor(timeZone: string) {
    this.#zone = zoneOf(timeZone)
  }

  /** Takes in one event; those of other streams, unknown types and events that were seen before change nothing. */
  apply(event: RecordedEvent): void {
    const name = nameOf.get(event.stream)
    if (!name) return
    const { state, version } = this.#folded.get(name) ?? noFolded
    if (Number(event.revision) <= version) return
    const metadata = JSON.parse(event.metadataText) as Metadata
    const evolve = dictionaries.evolve as unknown as Record<string, Step | undefined>
    const step = Object.hasOwn(evolve, event.type) ? evolve[event.type] : undefined
    const after = step ? step(state, JSON.parse(event.dataText) as never, { ...event, metadata }) : state
    this.#folded.set(name, { state: after, version: Number(event.revision) })
    this.#recorded.splice(countUpTo(this.#recorded, metadata.recordedAt), 0, metadata.recordedAt)
    this.#latest = undefined
    this.#earlier.clear()
  }

  /**
   * @param at the instant whose entries are asked for (ISO, UTC, milliseconds)
   * @param knownAt only what had been recorded by then; omitted: all that is known now. `versions` are the revisions
   *   of what was known, so that (versions, at) finds the same answer again for ever
   */
  snapshot(at: string, knownAt?: string): Snapshot {
    const instant = at.length === canonicalLength ? at : new Date(at).toISOString()
    return snapshotOf(this.#known(knownAt).pictureAt(instant), instant)
  }

  #known(knownAt: string | undefined): Known {
    if (knownAt === undefined) return (this.#latest ??= this.#knownBy(() => true))
    const count = countUpTo(this.#recorded, knownAt)
    const known = this.#earlier.get(count) ?? this.#knownBy(({ recordedAt }) => recordedAt <= knownAt)
    if (this.#earlier.size >= mostPictures) this.#earlier.clear()
    this.#earlier.set(count, known)
    return known
  }

  #knownBy(wanted: (entry: { recordedAt: string; revision: number }) => boolean): Known {
    const part = (name: DictionaryName) => this.#folded.get(name)?.state ?? emptyDictionary
    const [organisation, categories, calendar, policy] = [
      part('organisation'),
      part('categories'),
      part('calendar'),
      part('policy'),
    ]
    const entries: Entries = {
      units: entriesOf(organisation.units).filter(wanted),
      unitsRetired: entriesOf(organisation.retired).filter(wanted),
      categories: entriesOf(categories.categories).filter(wanted),
      categoriesRetired: entriesOf(categories.retired).filter(wanted),
      rules: entriesOf(policy.rules).filter(wanted),
      rulesRetired: entriesOf(policy.retired).filter(wanted),
      days: entriesOf(calendar.days).filter(wanted),
      hours: entriesOf(calendar.hours).filter(wanted),
    }
    return new Known(entries, versionsOf(entries), this.#zone)
  }
}

function versionsOf(entries: Entries): DictionaryVersions {
  const newest = (...lists: readonly (readonly { revision: number }[])[]) =>
    lists.flat().reduce((version, { revision }) => Math.max(version, revision), -1)
  return {
    ...noDictionaries,
    organisation: newest(entries.units, entries.unitsRetired),
    categories: newest(entries.categories, entries.categoriesRetired),
    calendar: newest(entries.days, entries.hours),
    policy: newest(entries.rules, entries.rulesRetired),
  }
}
