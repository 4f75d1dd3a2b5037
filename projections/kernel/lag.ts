import type { Views } from './views.ts'

export type Lag = {
  readonly name: string
  readonly position: string | null
  readonly events: number
  /** Events of types that this release does not know: put aside, and folded in by the release that does. */
  readonly unknown: number
  readonly behind: boolean
  /** 0 when level with the log; otherwise how long ago the last event was recorded that is in the rows. */
  readonly seconds: number
}

/** How far each view is behind the head of the log; a view that cannot be read is `null`. */
export function lagsOf(views: Views, head: bigint | undefined, now: number): Record<string, Lag | null> {
  const lagOf = (name: string): Lag | null => {
    try {
      const { position, events, unknown, recordedAt } = views.standing(name)
      const behind = (position ?? -1n) < (head ?? -1n)
      const seconds = behind && recordedAt ? Math.max(0, (now - Date.parse(recordedAt)) / 1000) : 0
      return { name, position: position?.toString() ?? null, events, unknown, behind, seconds }
    } catch {
      return null
    }
  }
  return Object.fromEntries(views.names.map((name) => [name, lagOf(name)]))
}
