import { Value } from 'typebox/value'

import { ChainCheck } from '../chainCheck.ts'
import { isSignedBy } from '../seal.ts'
import { Problems, type Problem, type Verdict } from '../verdict.ts'
import {
  bundle as schema,
  endOf,
  recorded,
  statementBytes,
  type EvidenceBundle,
  type EvidenceStream,
} from './bundle.ts'
import { checkInclusion, unproven } from './inclusion.ts'

/** The file is no bundle: nothing can be said about it. */
export class NoBundle extends Error {
  override readonly name = 'NoBundle'
}

/** @throws NoBundle */
export function parseBundle(text: string): EvidenceBundle {
  let value: unknown
  try {
    // Editors like to put a byte order mark before what they save; it changes no event.
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new NoBundle(`不是 JSON，或文件不完整。This is no JSON, or not all of it: ${(error as Error).message}`, {
      cause: error,
    })
  }
  if (Value.Check(schema, value)) return value
  const [first] = Value.Errors(schema, value)
  const what = [first?.instancePath, first?.message].filter(Boolean).join(' ')
  throw new NoBundle(`不是证据包。This is no evidence bundle: ${what}`)
}

/** Checks a bundle by itself: no server, no data folder. `trusted` is the installation's published key, where it is known. */
export function verifyBundle(bundle: EvidenceBundle, trusted: string = bundle.head.publicKey): Verdict {
  const problems = new Problems()
  checkHead(bundle, trusted, problems)
  checkStreams(bundle, problems)
  const { covered, bare } = checkInclusion(bundle, trusted, problems)
  const events = bundle.streams.reduce((sum, stream) => sum + stream.events.length, 0)
  return {
    ok: problems.list.length === 0,
    events,
    streams: bundle.streams.length,
    seals: bundle.seal ? 1 : 0,
    sealedUpTo: covered,
    problems: problems.list,
    furtherProblems: problems.further,
    unknownTypes: {},
    notes: bare > 0 ? [unproven(bare)] : [],
    publicKey: bundle.head.publicKey,
  }
}

function checkStreams(bundle: EvidenceBundle, problems: Problems): void {
  const chains = new ChainCheck(bundle.installation.id, problems)
  for (const { stream, events } of bundle.streams) {
    for (const event of events) chains.check(recorded(stream, event))
  }
  chains.finish()
  for (const stream of bundle.streams) checkEnd(bundle, stream, problems)
  for (const { stream } of bundle.head.streams) {
    if (!bundle.streams.some((one) => one.stream === stream)) problems.add(streamGone(stream))
  }
}

function checkHead(bundle: EvidenceBundle, trusted: string, problems: Problems): void {
  const { publicKey, signature } = bundle.head
  if (publicKey !== trusted) {
    problems.add(headProblem('由另一把密钥签署（伪造）', 'was signed by another key: it is forged'))
  } else if (!isSignedBy(trusted, statementBytes(bundle), signature)) {
    problems.add(headProblem('签名不成立：声明被改动', 'has a signature that is wrong: the statement was changed'))
  }
}

const headProblem = (zh: string, en: string): Problem => ({
  kind: 'wrong-signature',
  words: { zh: `导出声明${zh}。`, en: `The statement of the export ${en}.` },
})

/** How far its numbers go: an event that is there twice makes up for none that was cut off. */
const reachOf = ({ events }: EvidenceStream): number =>
  events.reduce((most, { revision }) => Math.max(most, Number(revision) + 1), 0)

/** A stream has to end as it was stated: as far as then, with the same last hash. */
function checkEnd(bundle: EvidenceBundle, stream: EvidenceStream, problems: Problems): void {
  const name = stream.stream
  const stated = bundle.head.streams.find((end) => end.stream === name)
  const reach = reachOf(stream)
  if (!stated) problems.add({ kind: 'inserted-event', stream: name, words: notStated(name) })
  else if (reach < stated.count) problems.add(cut(name, reach, stated.count))
  else if (isBroken(problems, name)) return
  else if (reach > stated.count) problems.add(added(name, stated.count, reach))
  else if (endOf(stream).hash !== stated.hash) problems.add(replaced(name))
}

const isBroken = (problems: Problems, stream: string) => problems.list.some((problem) => problem.stream === stream)

const notStated = (stream: string) => ({
  zh: `${stream} 不在导出声明之中，是事后加入的。`,
  en: `${stream} is not in the statement of the export; it was put in later.`,
})

/** Numbers as people count: the first event is 1, as on the auditor's page. */
function fromTo(from: number, end: number) {
  const isOne = from + 1 === end
  return {
    zh: isOne ? `第 ${end} 条` : `第 ${from + 1} 至 ${end} 条`,
    en: isOne ? `event ${end}` : `events ${from + 1} to ${end}`,
    is: isOne ? 'is' : 'are',
    was: isOne ? 'was' : 'were',
  }
}

function cut(stream: string, from: number, end: number): Problem {
  const { zh, en, is } = fromTo(from, end)
  const words = {
    zh: `${stream} 的末尾被截断：缺少${zh}。`,
    en: `The end of ${stream} was cut off: ${en} ${is} missing.`,
  }
  return { kind: 'cut-tail', stream, revision: from.toString(), words }
}

function added(stream: string, from: number, end: number): Problem {
  const { zh, en, was } = fromTo(from, end)
  const words = {
    zh: `${stream} 的末尾多出${zh}，不在导出声明之中，是事后加入的。`,
    en: `The end of ${stream} has more than was exported: ${en} ${was} put in later.`,
  }
  return { kind: 'inserted-event', stream, revision: from.toString(), words }
}

const replaced = (stream: string): Problem => ({
  kind: 'rechained',
  stream,
  words: {
    zh: `${stream} 的结尾与导出声明不符：有事件被替换并重新计算了哈希。`,
    en: `${stream} does not end as stated at the export: events were replaced and hashed anew.`,
  },
})

const streamGone = (stream: string): Problem => ({
  kind: 'removed-stream',
  stream,
  words: { zh: `流 ${stream} 被整体移除。`, en: `The whole stream ${stream} was removed.` },
})
