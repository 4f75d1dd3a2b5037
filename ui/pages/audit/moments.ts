import type { Look, Replay, ReplayEvent, SealOver, AxisName, Looks } from './replay.ts'

export const lanes = ['event', 'look', 'seal'] as const
export type Lane = (typeof lanes)[number]

/** One stop of the time line. `after` says how many events of the axis lie at or before it. */
export type Moment = { readonly key: string; readonly at: string; readonly after: number } & (
  | { readonly lane: 'event'; readonly event: ReplayEvent }
  | { readonly lane: 'look'; readonly look: Merged }
  | { readonly lane: 'seal'; readonly seal: SealOver }
)

/** What one person did within a moment is one look: a page asks for several things at once. */
export type Merged = Omit<Look, 'subject'> & { readonly subjects: readonly string[] }

const together = 5_000
const union = (one: readonly string[], two: readonly string[]) => [...new Set([...one, ...two])]

const belongs = (last: Merged, next: Look): boolean =>
  last.type === next.type &&
  last.account.id === next.account.id &&
  last.purpose === next.purpose &&
  Date.parse(next.at) - Date.parse(last.at) < together

/** @param rows newest first, as the server tells them */
export function mergedLooks({ rows }: Looks): Merged[] {
  const merged: Merged[] = []
  for (const { subject, ...look } of rows.toReversed()) {
    const last = merged.at(-1)
    if (last && belongs(last, { subject, ...look })) {
      const both = { subjects: union(last.subjects, [subject]), fields: union(last.fields, look.fields) }
      merged[merged.length - 1] = { ...last, ...both }
    } else merged.push({ ...look, subjects: [subject] })
  }
  return merged
}

const rank: Readonly<Record<Lane, number>> = { event: 0, look: 1, seal: 2 }
type Bare = Moment extends infer One ? (One extends Moment ? Omit<One, 'after'> : never) : never

function inOrder(a: Bare, b: Bare): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return rank[a.lane] - rank[b.lane]
}

/** Everything that happened to the case and to the knowledge of it, in the order of one axis of time. */
export function momentsOf(replay: Replay, looks: readonly Merged[], axis: AxisName): Moment[] {
  const events = new Map(replay.events.map((event) => [event.revision, event]))
  const steps = replay.axes[axis].flatMap(({ revision, at }): Bare[] => {
    const event = events.get(revision)
    return event ? [{ key: `event ${revision}`, lane: 'event', at, event }] : []
  })
  const others: Bare[] = [
    ...looks.map((look, n): Bare => ({ key: `look ${n}`, lane: 'look', at: look.at, look })),
    ...replay.seals.map((seal): Bare => ({ key: `seal ${seal.number}`, lane: 'seal', at: seal.sealedAt, seal })),
  ]
  let after = 0
  return [...steps, ...others].sort(inOrder).map((moment): Moment => {
    if (moment.lane === 'event') after += 1
    return { ...moment, after }
  })
}
