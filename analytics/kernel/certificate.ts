import { Type } from 'typebox'

import { shortfall } from './completeness.ts'
import { cubesDigest, type CubesDigest } from './digest.ts'
import type { Filling } from './feed.ts'
import type { FeederState, Gap } from './feederState.ts'

const n = Type.Integer()
const counted = Type.Object({ rows: n, different: n, last: n })

/** What can be said of one filling without trusting whoever filled it. */
export type Proof = CubesDigest & {
  readonly ordinal: number
  readonly position: string
  /** Streams that have told something, and the events that their revisions promise. */
  readonly streams: { readonly count: number; readonly events: number }
  readonly gaps: readonly Gap[]
  /** Empty: every event of the log is there once, in tables and roll-ups. */
  readonly problems: readonly string[]
}

export async function proofOf({ cubes }: Filling, state: FeederState): Promise<Proof> {
  const mark = state.mark()
  const [lack, [events = { rows: 0, different: 0, last: 0 }], digest] = [
    await shortfall(cubes, mark),
    await cubes.ask(
      `SELECT count() AS rows, uniqExact(ordinal) AS different, max(ordinal) AS last FROM events_raw_v1
       SETTINGS max_execution_time = 0`,
      {},
      counted,
    ),
    await cubesDigest(cubes),
  ]
  const streams = state.streams()
  const gaps = state.gaps()
  const whole = events.rows === events.different && events.rows === events.last
  const problems = [
    ...(lack === undefined ? [] : [lack]),
    ...(whole ? [] : [`${events.rows} rows and ${events.different} different events where ${events.last} are due`]),
    ...gaps.map(({ stream, due, came }) => `the log delivered event ${came} of ${stream} where ${due} was due`),
    ...(streams.events === mark.ordinal
      ? []
      : [`the streams' revisions promise ${streams.events} events, ${mark.ordinal} came`]),
  ]
  return { ...digest, ordinal: mark.ordinal, position: mark.position ?? '', streams, gaps, problems }
}

/** What a rebuild has shown. */
export type Certificate = {
  readonly order: string
  readonly at: string
  /** The new cubes hold every event of the log once; they are read now. */
  readonly ok: boolean
  readonly proof: Proof
  /** Of the cubes that were read until then, at the same event. */
  readonly before: Pick<Proof, 'digest' | 'ordinal' | 'problems'>
  /** Tables in which old and new differ: the old ones were wrong, or another release filled them. */
  readonly different: readonly string[]
  readonly seconds: number
  /** How long nothing was fed while both were compared; reading went on. */
  readonly pausedSeconds: number
}

/** Of two passes over the same log the one with fewer events has missed one, were it the last of its stream. */
function missed(fresh: Proof, old: Proof): readonly string[] {
  if (fresh.ordinal >= old.ordinal) return []
  return [`${fresh.ordinal} events came up to a position up to which the old cubes have ${old.ordinal}`]
}

export function compared(fresh: Proof, old: Proof): Pick<Certificate, 'ok' | 'proof' | 'before' | 'different'> {
  const problems = [...fresh.problems, ...missed(fresh, old)]
  return {
    ok: problems.length === 0,
    proof: { ...fresh, problems },
    before: { digest: old.digest, ordinal: old.ordinal, problems: old.problems },
    different: Object.keys(fresh.tables).filter((name) => fresh.tables[name] !== old.tables[name]),
  }
}
