import type { Metadata } from '../../services/kernel/event.ts'
import type { RecordedEvent } from '../../services/kernel/eventStore.ts'
import { stamp } from './caseRow.ts'

/** Streams whose names are random ids or dictionaries' names; others could be somebody's (`login-…`). */
const named = new Set(['case', 'contact', 'dictionary', 'installation', 'import', 'erasure', 'numberblock'])

/** A code, a number as text, an instant, an id: nothing that a person could have written as a sentence or a name. */
const codeLike = /^[\w.:+/-]{1,64}$/
const deepest = 4

const leftOut = new Set(['sourceFields', 'lon', 'lat'])

/** What an event says in codes, numbers and instants. Sealed values, free text and whatever an import brought are left out. */
function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return codeLike.test(value) ? value : undefined
  if (typeof value === 'object' && value !== null) return plainObject(value, depth + 1)
  return value ?? undefined
}

function plainObject(value: object, depth: number): unknown {
  if (depth > deepest || '$sealed' in value) return undefined
  if (Array.isArray(value)) return value.map((inner) => plain(inner, depth)).filter((inner) => inner !== undefined)
  const kept = Object.entries(value).filter(([name]) => !leftOut.has(name))
  return Object.fromEntries(kept.map(([name, inner]) => [name, plain(inner, depth)]))
}

export const rawColumns: readonly string[] = [
  'ordinal',
  'known_at',
  'recorded_at',
  'occurred_at',
  'id',
  'type',
  'category',
  'stream',
  'revision',
  'origin',
  'actor_kind',
  'actor_role',
  'actor_unit',
  'facts',
]

/** An event as a line of `events_raw_v1`: the values of `rawColumns` as JSON. */
export function rawLine(
  event: RecordedEvent,
  data: unknown,
  metadata: Metadata,
  { ordinal, knownAt }: { ordinal: number; knownAt: string },
): string {
  const [category = ''] = event.stream.split('-', 1)
  const ours = named.has(category)
  const { recordedAt, occurredAt, origin, actor } = metadata
  const facts = ours ? JSON.stringify(plain(data, 0)) : '{}'
  const instants = [knownAt, recordedAt, occurredAt].map(stamp)
  const who = [actor.kind, actor.role ?? '', actor.unit ?? '']
  const stream = ours ? event.stream : ''
  const said = [event.id, event.type, category, stream, Number(event.revision), origin]
  return JSON.stringify([ordinal, ...instants, ...said, ...who, facts])
}
