import { Value } from 'typebox/value'

import type { RecordedEvent } from '../../kernel/eventStore.ts'
import { atEvent, ChainCheck } from '../chainCheck.ts'
import type { Seal } from '../events.ts'
import { leafOf } from '../leaf.ts'
import { rootFromInclusion } from '../merkle.ts'
import { checkSeal, isSignedBy } from '../seal.ts'
import { Problems, type Problem, type Verdict } from '../verdict.ts'
import { bundle as schema, endOf, statementBytes, type EvidenceBundle, type EvidenceStream } from './bundle.ts'

/** The file is no bundle: nothing can be said about it. */
export class NoBundle extends Error {
  override readonly name = 'NoBundle'
}

/** @throws NoBundle */
export function parseBundle(text: string): EvidenceBundle {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new NoBundle(`This is no JSON: ${(error as Error).message}`, { cause: error })
  }
  if (Value.Check(schema, value)) return value
  const [first] = Value.Errors(schema, value)
  throw new NoBundle(`This is no evidence bundle: ${first?.instancePath ?? ''} ${first?.message ?? ''}`)
}

/** Checks a bundle by itself: no server, no data folder. `trusted` is the installation's published key, where it is known. */
export function verifyBundle(bundle: EvidenceBundle, trusted: string = bundle.head.publicKey): Verdict {
  const problems = new Problems()
  checkHead(bundle, trusted, problems)
  checkStreams(bundle, problems)
  const covered = bundle.seal ? checkInclusion(bundle, bundle.seal, trusted, problems) : 0
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
    notes: covered < events ? [unsealed(events - covered)] : [],
    publicKey: bundle.head.publicKey,
  }
}

function checkStreams(bundle: EvidenceBundle, problems: Problems): void {
  const chains = new ChainCheck(bundle.installation.id, problems)
  for (const stream of bundle.streams) for (const event of recorded(stream)) chains.check(event)
  chains.finish()
  for (const stream of bundle.streams) checkEnd(bundle, stream, problems)
  for (const { stream } of bundle.head.streams) {
    if (!bundle.streams.some((one) => one.stream === stream)) problems.add(streamGone(stream))
  }
}

const recorded = ({ stream, events }: EvidenceStream): RecordedEvent[] =>
  events.map((event, index) => ({ ...event, stream, revision: BigInt(event.revision), position: BigInt(index) }))

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

/** A stream has to end as it was stated: the same number of events, the same last hash. */
function checkEnd(bundle: EvidenceBundle, stream: EvidenceStream, problems: Problems): void {
  const stated = bundle.head.streams.find((end) => end.stream === stream.stream)
  const now = endOf(stream)
  if (!stated) {
    problems.add({ kind: 'inserted-event', stream: stream.stream, words: notStated(stream.stream) })
  } else if (now.count < stated.count && !isBroken(problems, stream.stream)) {
    problems.add(cut(stream.stream, now.count, stated.count))
  } else if (now.hash !== stated.hash && !isBroken(problems, stream.stream)) {
    problems.add(replaced(stream.stream))
  }
}

const isBroken = (problems: Problems, stream: string) => problems.list.some((problem) => problem.stream === stream)

const notStated = (stream: string) => ({
  zh: `${stream} 不在导出声明之中，是事后加入的。`,
  en: `${stream} is not in the statement of the export; it was put in later.`,
})

const cut = (stream: string, from: number, end: number): Problem => ({
  kind: 'cut-tail',
  stream,
  revision: from.toString(),
  words: {
    zh: `${stream} 的末尾被截断：缺少第 ${from} 至 ${end - 1} 号事件。`,
    en: `The end of ${stream} was cut off: events ${from} to ${end - 1} are missing.`,
  },
})

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

const unsealed = (count: number) => ({
  zh: `${count} 个事件在导出时尚未封印，仅由导出声明的签名证明。`,
  en: `${count} events were not yet sealed at the export; only the signature of the export proves them.`,
})

const sealWords = {
  'changed-seal': { zh: '封印被改动。', en: 'The seal was changed.' },
  'wrong-signature': { zh: '封印的签名不成立。', en: 'The signature of the seal is wrong.' },
  'foreign-key': { zh: '封印由另一把密钥签署（伪造）。', en: 'The seal was signed by another key: it is forged.' },
} as const

/** Every event that carries a proof has to lead to the seal's root. Answers how many do. */
function checkInclusion(bundle: EvidenceBundle, seal: Seal, trusted: string, problems: Problems): number {
  const flaw = checkSeal(seal, trusted)
  if (flaw) problems.add({ kind: flaw === 'changed-seal' ? flaw : 'wrong-signature', words: sealWords[flaw] })
  let covered = 0
  for (const stream of bundle.streams) {
    const missed = recorded(stream).findIndex((event, index) => {
      const { ordinal, proof } = stream.events[index] ?? {}
      if (ordinal === undefined || proof === undefined) return false
      covered += 1
      const given = {
        algorithm: bundle.installation.hashAlg,
        leaf: leafOf(bundle.installation.hashAlg, event),
        index: ordinal,
        count: Number(seal.count),
        proof: proof.map((hash) => Buffer.from(hash, 'base64')),
      }
      return rootFromInclusion(given)?.toString('hex') !== seal.root
    })
    if (missed >= 0) problems.add(notIncluded(stream, missed))
  }
  return covered
}

function notIncluded({ stream, events }: EvidenceStream, index: number): Problem {
  const revision = BigInt(events[index]?.revision ?? 0)
  const words = {
    zh: `${stream}@${revision}：该事件不是封印时的那一个：被替换并重新计算了哈希，或其证明被改动。`,
    en: `${stream}@${revision}: this is not the event that was sealed: it was replaced and hashed anew, or its proof changed.`,
  }
  return { ...atEvent('rechained', { stream, revision }), words }
}
