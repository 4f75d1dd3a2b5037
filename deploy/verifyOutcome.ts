import { fingerprintOf } from '../services/notary/seal.ts'
import type { Problem, Verdict } from '../services/notary/verdict.ts'

/** Where it is, as people count; the words of a problem carry the log's own numbers, which begin at 0. */
function place({ ordinal, revision }: Problem): string {
  const inLog = ordinal === undefined ? [] : [`event ${ordinal + 1} of the log`]
  const inStream = revision === undefined ? [] : [`event ${BigInt(revision) + 1n} of its stream`]
  const places = [...inLog, ...inStream]
  return places.length > 0 ? ` (${places.join(', ')})` : ''
}

const placed = (problem: Problem) => `${problem.kind}${place(problem)}: ${problem.words.en} ${problem.words.zh}`

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
    `核验了 ${events} 条事件、${streams} 条流、${seals} 次封存：${failed === 0 ? '通过' : `发现 ${failed} 处问题`}`,
    failed === 0 ? `${summary}: ok` : `${summary}: ${count(failed, 'problem')}`,
  ]
}
