import type { Metadata } from '../../kernel/event.ts'
import type { RecordedEvent } from '../../kernel/eventStore.ts'

type Data = Readonly<Record<string, unknown>>

/** One change of an entry: who wrote it when, from when it holds, and what held there before. */
export type Change = {
  readonly revision: string
  readonly type: string
  readonly recordedAt: string
  readonly actor: Metadata['actor']
  readonly origin: Metadata['origin']
  /** What is changed: a code, a rule; empty for calendars. */
  readonly entry: string
  /** When it begins to hold, or ends; null for what holds at once. */
  readonly from: string | null
  readonly data: Data
  /** What would have held then without it; null where there was nothing. */
  readonly before: Data | null
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const entryOf = (data: Data) => text(data['code']) || text(data['ruleId'])
const fromOf = (data: Data) => text(data['inForceFrom']) || text(data['until']) || null

/** Days add up, so no entry replaces the one before. */
const addsUp = new Set(['CalendarDaysSet'])

function whatHeld(
  earlier: readonly Change[],
  { from, entry, type }: Pick<Change, 'from' | 'entry' | 'type'>,
): Data | null {
  if (addsUp.has(type) || from === null) return null
  const held = earlier
    .filter((one) => one.entry === entry && one.data['inForceFrom'] !== undefined && (one.from ?? '') <= from)
    .filter((one) => entry !== '' || one.type === type)
  const latest = held.reduce<Change | undefined>(
    (last, one) => ((last?.from ?? '') <= (one.from ?? '') ? one : last),
    undefined,
  )
  return latest?.data ?? null
}

/** The events of a dictionary or an account as changes, oldest first. */
export function changesIn(events: readonly RecordedEvent[]): Change[] {
  const byEntry = new Map<string, Change[]>()
  return events.map((event): Change => {
    const { recordedAt, actor, origin } = JSON.parse(event.metadataText) as Metadata
    const data = JSON.parse(event.dataText) as Data
    const [entry, from] = [entryOf(data), fromOf(data)]
    const earlier = byEntry.get(entry) ?? []
    const before = whatHeld(earlier, { from, entry, type: event.type })
    const { type } = event
    const change = { revision: event.revision.toString(), type, recordedAt, actor, origin, entry, from, data, before }
    byEntry.set(entry, [...earlier, change])
    return change
  })
}

/** What has been decided and does not hold yet, soonest first; of two about the same entry and instant the later word. */
export function comingIn(changes: readonly Change[], now: string): Change[] {
  const latest = new Map<string, Change>()
  for (const change of changes) {
    if (change.from === null || change.from <= now) continue
    const kind = 'until' in change.data ? 'ends' : 'begins'
    const name = change.entry || `${change.type} ${addsUp.has(change.type) ? change.revision : ''}`
    latest.set(`${name} ${kind} ${change.from}`, change)
  }
  return [...latest.values()].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
}
