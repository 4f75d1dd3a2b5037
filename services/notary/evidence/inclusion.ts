import type { Words } from '../../kernel/refusal.ts'
import { atEvent } from '../chainCheck.ts'
import type { Seal } from '../events.ts'
import { leafOf } from '../leaf.ts'
import { rootFromInclusion } from '../merkle.ts'
import { checkSeal } from '../seal.ts'
import type { Problem, Problems } from '../verdict.ts'
import { recorded, type EvidenceBundle, type EvidenceEvent, type EvidenceStream } from './bundle.ts'

const sealWords = {
  'changed-seal': { zh: '封存被改动。', en: 'The seal was changed.' },
  'wrong-signature': { zh: '封存的签名不成立。', en: 'The signature of the seal is wrong.' },
  'foreign-key': { zh: '封存由另一把密钥签署（伪造）。', en: 'The seal was signed by another key: it is forged.' },
} as const

/** How many events lead to a good seal, and how many do not say that they do. */
export type Coverage = { readonly covered: number; readonly bare: number }

type Counts = Record<'good' | 'bad' | 'bare', number>

/** Every event that carries a proof has to lead to the seal's root. */
export function checkInclusion(bundle: EvidenceBundle, trusted: string, problems: Problems): Coverage {
  const { seal, streams } = bundle
  if (!seal) return { covered: 0, bare: streams.reduce((sum, { events }) => sum + events.length, 0) }
  const flaw = checkSeal(seal, trusted)
  if (flaw) problems.add({ kind: flaw === 'changed-seal' ? flaw : 'wrong-signature', words: sealWords[flaw] })
  const counts: Counts = { good: 0, bad: 0, bare: 0 }
  for (const stream of streams) {
    const found = stream.events.map((event) => proofOf(event, { bundle, seal, stream: stream.stream }))
    for (const each of found) counts[each] += 1
    const missed = found.indexOf('bad')
    // Behind the first that is not the sealed one, a re-chained tail has none that is: one problem, not thousands.
    if (missed >= 0) problems.add(notIncluded(stream, missed))
  }
  return { covered: flaw ? 0 : counts.good, bare: counts.bare }
}

type Place = { readonly bundle: EvidenceBundle; readonly seal: Seal; readonly stream: string }

function proofOf(event: EvidenceEvent, { bundle, seal, stream }: Place): keyof Counts {
  const { hashAlg: algorithm } = bundle.installation
  const { ordinal, proof } = event
  if (ordinal === undefined || proof === undefined) return 'bare'
  const root = rootFromInclusion({
    algorithm,
    leaf: leafOf(algorithm, recorded(stream, event)),
    index: ordinal,
    count: Number(seal.count),
    proof: proof.map((hash) => Buffer.from(hash, 'base64')),
  })
  return root?.toString('hex') === seal.root ? 'good' : 'bad'
}

function notIncluded({ stream, events }: EvidenceStream, index: number): Problem {
  const revision = BigInt(events[index]?.revision ?? 0)
  const words = {
    zh: `${stream}@${revision}：该事件不是封存时的那一个：被替换并重新计算了哈希，或其证明被改动。`,
    en: `${stream}@${revision}: this is not the event that was sealed: it was replaced and hashed anew, or its proof changed.`,
  }
  return { ...atEvent('rechained', { stream, revision }), words }
}

/** What is said of events without a proof: whether there never was one, or it was taken out, cannot be told. */
export const unproven = (count: number): Words => ({
  zh: `${count} 条事件不带封存证明（导出时尚未封存，或证明后来被去掉），仅由导出声明的签名证明。`,
  en: `${count === 1 ? '1 event carries' : `${count} events carry`} no proof of a seal (not yet sealed at the export, or taken out since); only the signature of the export proves them.`,
})
