import { beforeAll, describe, expect, it } from 'vitest'

import { carriedHash } from '../../kernel/proof.ts'
import { aLog, aSigner, installation, rehashed, sealed, write } from '../aLog.fixture.ts'
import { indexFolder } from '../notary.ts'
import { NotaryIndex } from '../notaryIndex.ts'
import { spkiOf } from '../seal.ts'
import { statementBytes, type EvidenceBundle, type EvidenceEvent } from './bundle.ts'
import { evidenceFor } from './evidenceFor.ts'
import { NoBundle, parseBundle, verifyBundle } from './verifyBundle.ts'

const now = () => '2026-03-02T01:00:00.000Z'

/** The bundle of a case of 17 events with its contact, exported from a log with 300 others. */
async function aBundle({ isSealed = true } = {}): Promise<EvidenceBundle> {
  const made = await aLog()
  const { log: store, vault } = made
  await write(store, 'contact-c1', 'ContactReceived', { channel: 'phone' })
  await write(store, 'case-7', 'ContactLinked', { contact: 'c1', as: 'supplement' })
  if (isSealed) await sealed(made)
  const openIndex = () => NotaryIndex.open(indexFolder(made.folder), 'sha256')
  const wiring = { store, vault, installation, openIndex, now, patienceMs: 50 }
  return evidenceFor(wiring, { caseId: '7', exportedBy: 'auditor-1' })
}

let good: EvidenceBundle
beforeAll(async () => {
  good = await aBundle()
})

type Tamper = (events: EvidenceEvent[]) => EvidenceEvent[]

/** The bundle with the case's events tampered with. */
const tampered = (how: Tamper): EvidenceBundle => ({
  ...good,
  streams: good.streams.map((one) => (one.stream === 'case-7' ? { ...one, events: how([...one.events]) } : one)),
})

const problems = (bundle: EvidenceBundle, trusted?: string) =>
  verifyBundle(bundle, trusted).problems.map(({ kind, stream, revision }) =>
    [kind, stream, revision].filter(Boolean).join(' '),
  )

/** An attacker who recomputes every later hash. */
function rechain(events: readonly EvidenceEvent[]): EvidenceEvent[] {
  let previous = ''
  return events.map((event, index) => {
    const { ordinal, proof } = event
    const place = { stream: 'case-7', revision: BigInt(index), position: 0n }
    const again = rehashed({ ...event, ...place }, previous)
    previous = carriedHash(again.metadataText)?.hash ?? ''
    const { id, type, dataText, metadataText } = again
    return { id, type, dataText, metadataText, revision: `${index}`, ...(proof && ordinal && { ordinal, proof }) }
  })
}

/** Without a proof of being sealed. */
const bare: Tamper = (events) =>
  events.map(({ id, type, revision, dataText, metadataText }) => ({ id, type, revision, dataText, metadataText }))

const falsified: Tamper = (events) =>
  events.map((event) => (event.revision === '4' ? { ...event, dataText: event.dataText.replace('条', '款') } : event))

describe('a bundle', () => {
  it('survives being a file, and is found good by itself', () => {
    const read = parseBundle(JSON.stringify(good))
    const verdict = verifyBundle(read)
    expect(verdict).toMatchObject({ ok: true, events: 17, streams: 2, seals: 1, sealedUpTo: 17, notes: [] })
  })

  it('says which events were not sealed yet', async () => {
    const verdict = verifyBundle(await aBundle({ isSealed: false }))
    expect(verdict).toMatchObject({
      ok: true,
      events: 17,
      sealedUpTo: 15,
      notes: [{ en: expect.stringContaining('2 events') }],
    })
  })

  it('says what carries no proof of a seal, without claiming to know why', () => {
    const verdict = verifyBundle(tampered(bare))
    expect(verdict).toMatchObject({
      ok: true,
      sealedUpTo: 1,
      notes: [{ en: expect.stringContaining('16 events carry no') }],
    })
    expect(verdict.notes[0]?.zh).toContain('或证明后来被去掉')
  })

  it('counts every event that is sealed, though the proof of one was changed', () => {
    const other: Tamper = (events) => events.map((event) => (event.revision === '4' ? { ...event, ordinal: 0 } : event))
    const { ok, sealedUpTo, notes } = verifyBundle(tampered(other))
    expect([ok, sealedUpTo, notes]).toEqual([false, 16, []])
  })

  it('is read with the byte order mark of an editor', () => {
    expect(verifyBundle(parseBundle(`\uFEFF${JSON.stringify(good)}`)).ok).toBe(true)
  })

  it('is refused when it is none', () => {
    expect(() => parseBundle('hello')).toThrow(NoBundle)
    expect(() => parseBundle('{"format":"minsheng-evidence/1"}')).toThrow(NoBundle)
  })
})

describe('in a bundle is named', () => {
  it('a changed text', () => {
    expect(problems(tampered(falsified))).toEqual(['changed-event case-7 4'])
  })

  it('a removed event', () => {
    expect(problems(tampered((events) => events.toSpliced(4, 1)))).toEqual(['removed-event case-7 4'])
  })

  it('a doubled event', () => {
    expect(problems(tampered((events) => events.toSpliced(4, 0, ...events.slice(4, 5))))).toEqual([
      'doubled-event case-7 4',
    ])
  })

  it('two events that changed places', () => {
    const swap: Tamper = (events) => [...events.slice(0, 4), ...events.slice(4, 6).toReversed(), ...events.slice(6)]
    expect(problems(tampered(swap))).toEqual(['reordered-event case-7 4'])
  })

  it('an end that was cut off', () => {
    const bundle = tampered((events) => events.slice(0, 9))
    expect(problems(bundle)).toEqual(['cut-tail case-7 9'])
    expect(verifyBundle(bundle).problems[0]?.words.zh).toContain('缺少第 10 至 16 条')
    const last = verifyBundle(tampered((events) => events.slice(0, -1))).problems[0]
    expect([last?.words.zh, last?.words.en]).toEqual([
      expect.stringContaining('缺少第 16 条。'),
      expect.stringContaining('event 16 is missing'),
    ])
  })

  it('an end that was cut off behind a changed text, or made up for by an event that is there twice', () => {
    expect(problems(tampered((events) => falsified(events).slice(0, 9)))).toEqual([
      'changed-event case-7 4',
      'cut-tail case-7 9',
    ])
    expect(problems(tampered((events) => [...events.slice(0, 5), ...events.slice(4, -1)]))).toEqual([
      'doubled-event case-7 4',
      'cut-tail case-7 15',
    ])
  })

  it('an event that was put in behind the end, hashed as it should be', () => {
    const more: Tamper = (events) => {
      const one = { ...(events.at(-1) as EvidenceEvent), revision: `${events.length}` }
      return [...events, ...bare(rechain([...events, one]).slice(-1))]
    }
    const [problem] = verifyBundle(tampered(more)).problems
    expect(problem).toMatchObject({ kind: 'inserted-event', revision: '16' })
    expect(problem?.words.zh).toContain('末尾多出第 17 条')
  })

  it('a removed stream', () => {
    const bundle = { ...good, streams: good.streams.filter(({ stream }) => stream === 'case-7') }
    expect(problems(bundle)).toEqual(['removed-stream contact-c1'])
  })

  it('a re-chained tail', () => {
    expect(problems(tampered((events) => rechain(falsified(events))))).toEqual([
      'rechained case-7',
      'rechained case-7 4',
    ])
  })

  it('a re-chained tail without proofs', () => {
    expect(problems(tampered((events) => bare(rechain(falsified(events)))))).toEqual(['rechained case-7'])
  })

  it('a statement that was changed to fit', () => {
    const streams = good.head.streams.map((end) => (end.stream === 'case-7' ? { ...end, count: 9 } : end))
    expect(problems({ ...good, head: { ...good.head, streams } })).toContain('wrong-signature')
  })

  it('a changed seal', () => {
    const bundle = { ...good, seal: good.seal && { ...good.seal, count: '302' } }
    expect(problems(bundle)).toContain('changed-seal')
    expect(verifyBundle(bundle).sealedUpTo).toBe(0)
  })

  it('a bundle signed anew with another key, once the right key is known', async () => {
    const forger = aSigner()
    const publicKey = spkiOf(await forger.publicKey())
    const bundle = { ...tampered((events) => rechain(falsified(events))), seal: null }
    const head = { ...bundle.head, publicKey }
    const signature = (await forger.sign(statementBytes({ ...bundle, head }))).toString('base64')
    const forged = { ...bundle, head: { ...head, signature } }
    expect(problems(forged, good.head.publicKey)).toContain('wrong-signature')
  })
})
