import { fingerprintOf } from '../services/notary/seal.ts'
import type { Problem, Verdict } from '../services/notary/verdict.ts'

const placed = ({ kind, ordinal, words }: Problem) =>
  `${kind}${ordinal === undefined ? '' : ` (event ${ordinal + 1} of the log)`}: ${words.en} ${words.zh}`

const count = (of: number, one: string) => `${of} ${one}${of === 1 ? '' : 's'}`

/** What the verifier prints, line by line; the last line is the outcome. */
export function outcomeLines(verdict: Verdict): string[] {
  const { events, streams, seals, sealedUpTo, problems, furtherProblems, notes, unknownTypes, publicKey } = verdict
  const unknown = Object.entries(unknownTypes).map(([type, times]) => `${type} (${times})`)
  const failed = problems.length + furtherProblems
  const summary = `verified ${count(events, 'event')} in ${count(streams, 'stream')}, ${count(seals, 'seal')}`
  return [
    ...problems.map(placed),
    ...(furtherProblems > 0 ? [`… and ${count(furtherProblems, 'further problem')}`] : []),
    ...notes.map(({ zh, en }) => `note: ${en} ${zh}`),
    ...(unknown.length > 0 ? [`note: event types that this version does not know: ${unknown.join(', ')}`] : []),
    ...(publicKey ? [`sealed: ${sealedUpTo} of ${events}, by the key ${fingerprintOf(publicKey)}`] : []),
    failed === 0 ? `${summary}: ok` : `${summary}: ${count(failed, 'problem')}`,
  ]
}
