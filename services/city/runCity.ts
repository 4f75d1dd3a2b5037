import type { Refusal } from '../kernel/refusal.ts'
import { Acting, type Counts, type Dispatch } from './act.ts'
import { hourMs, iso, minuteMs } from './hours.ts'
import type { City, TimedCommand } from './life.ts'
import { generateLives, type Wanted } from './lives.ts'
import { Pace, type CityState } from './pace.ts'
import { freshMs, situationsAgain } from './situations.ts'

export type Running = {
  readonly city: City
  readonly wanted: Wanted
  readonly dispatch: Dispatch
  readonly signal: AbortSignal
  /** Where an earlier run stopped; 0 at first. */
  readonly doneUpTo: number
  readonly counts: Counts
  readonly now: () => number
  readonly onRefusal?: (command: TimedCommand, refusal: Refusal) => void
  /** Told now and then, and at the end. */
  readonly report: (told: Told) => void
}

export type Told = {
  readonly state: CityState
  readonly share: number
  readonly doneUpTo: number
  readonly counts: Counts
}

/** Held back of history, and played while the first visitors look around. */
const heldBackMs = 3 * hourMs
/** At a later start: what is prepared anew is there at once. */
const heldBackLaterMs = hourMs
const playMs = 5 * minuteMs
const width = 64
/** So far may history be out of order between streams: "known then" is asked by the day, not by the second. */
export const windowMs = 12 * hourMs
/** Commands after which others of this process get a turn. */
const breath = 64

const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Fills the year, plays its last hours and lives on until the signal says stop. */
export async function runCity(running: Running): Promise<void> {
  const { wanted, city, signal, doneUpTo, now } = running
  const present = now()
  const fillUntil = historyUntil(running, present)
  const pace = new Pace({ fillUntil, playMs: Math.max(1000, (playMs * (present - fillUntil)) / heldBackMs) })
  const acting = new Acting({ ...running, width, windowMs })
  const began = Date.parse(wanted.until) - wanted.days * 24 * hourMs
  const tell = () => {
    const done = Math.max(doneUpTo, acting.doneUpTo)
    const share = pace.state === 'filling' ? Math.min(1, Math.max(0, (done - began) / (fillUntil - began))) : 1
    running.report({ state: pace.state, share, doneUpTo: done, counts: acting.counts })
  }
  const telling = setInterval(tell, 500)
  try {
    let count = 0
    for (const command of withSituations(running, generateLives({ ...wanted, endless: true }, city))) {
      if (signal.aborted) break
      if (command.at <= doneUpTo) continue
      if (!pace.isHistory(command.at) && pace.state === 'filling') {
        await acting.settled()
        pace.play()
        tell()
      }
      await pace.until(command.at, signal)
      if (signal.aborted) break
      await acting.begin(command)
      if (++count % breath === 0) await pause()
    }
    await acting.settled()
  } finally {
    clearInterval(telling)
    tell()
  }
}

/** Started again, so late that what was prepared has passed. */
const isLater = ({ doneUpTo, wanted }: Running, present: number): boolean =>
  Math.max(doneUpTo, Date.parse(wanted.until)) < present - freshMs - 6 * minuteMs

/** Of the hours that are held back, a restart plays only what was not played before. */
function historyUntil(running: Running, present: number): number {
  const heldBack = isLater(running, present) ? heldBackLaterMs : heldBackMs
  return Math.max(present - heldBack, Math.min(running.doneUpTo, present))
}

/** A city that is started again later has prepared situations of that day too. */
function* withSituations(running: Running, lives: Generator<TimedCommand>): Generator<TimedCommand> {
  const present = running.now()
  const fresh = isLater(running, present) ? [...situationsAgain(running.city, present)] : []
  for (const command of lives) {
    while (fresh[0] && fresh[0].at <= command.at) yield fresh.shift() as TimedCommand
    yield command
  }
}

export const presentOf = (beganAt: string, days: number): string => iso(Date.parse(beganAt) + days * 24 * hourMs)
