import { setTimeout as sleep } from 'node:timers/promises'

import type { EventStore, RecordedEvent } from '../../kernel/eventStore.ts'
import type { Installation } from '../../kernel/installation.ts'
import type { Vault } from '../../kernel/vault.ts'
import { sealStream, type Seal } from '../events.ts'
import type { NotaryIndex } from '../notaryIndex.ts'
import { spkiOf } from '../seal.ts'
import { parseSeal } from '../sealCheck.ts'
import { bundleFormat, endOf, statementBytes, type EvidenceBundle, type EvidenceStream } from './bundle.ts'

export type EvidenceWiring = {
  readonly store: EventStore
  readonly vault: Vault
  readonly installation: Installation
  /** `() => NotaryIndex.open(indexFolder(join(dataDir, 'seals')), installation.hashAlg)` */
  readonly openIndex: () => NotaryIndex | undefined
  readonly now: () => string
  /** How long to wait for the notary to seal the newest events. */
  readonly patienceMs?: number
}

type Streams = ReadonlyMap<string, readonly RecordedEvent[]>

/** The case's bundle: its stream and those of its contacts. Events that are not sealed in time come without a proof. */
export async function evidenceFor(
  wiring: EvidenceWiring,
  { caseId, exportedBy }: { caseId: string; exportedBy: string },
): Promise<EvidenceBundle> {
  const { vault, installation, now } = wiring
  const subject = `case-${caseId}`
  const { seal, streams } = await proven(await streamsOf(wiring.store, subject), wiring)
  const unsigned = {
    format: bundleFormat,
    installation: { id: installation.id, hashAlg: installation.hashAlg },
    subject,
    streams,
    seal,
    head: {
      exportedAt: now(),
      exportedBy,
      streams: streams.map(endOf),
      publicKey: spkiOf(await vault.publicKey()),
    },
  } as const
  const signature = (await vault.sign(statementBytes(unsigned))).toString('base64')
  return { ...unsigned, head: { ...unsigned.head, signature } }
}

async function streamsOf(store: EventStore, subject: string): Promise<Streams> {
  const { events } = await store.read(subject)
  const streams = new Map([[subject, events]])
  for (const { dataText } of events) {
    const { contact } = JSON.parse(dataText) as { contact?: unknown }
    const name = `contact-${String(contact)}`
    if (typeof contact === 'string' && !streams.has(name)) streams.set(name, (await store.read(name)).events)
  }
  return streams
}

/** Waits until a seal covers all of it, or patience ends; then proves what is covered. */
async function proven(streams: Streams, wiring: EvidenceWiring) {
  const until = Date.now() + (wiring.patienceMs ?? 3_000)
  for (;;) {
    const seal = await lastSeal(wiring.store)
    const index = wiring.openIndex()
    try {
      const covered = coveredBy(streams, seal, index)
      if (covered.complete || Date.now() >= until) return { seal: seal ?? null, streams: covered.streams }
    } finally {
      index?.close()
    }
    await sleep(100)
  }
}

async function lastSeal(store: EventStore): Promise<Seal | undefined> {
  const [event] = await store.readBackwards(sealStream, 1)
  return event && parseSeal(event.dataText)
}

function coveredBy(streams: Streams, seal: Seal | undefined, index: NotaryIndex | undefined) {
  const count = Math.min(Number(seal?.count ?? 0), index?.count ?? 0)
  let complete = true
  const all = [...streams].map(([stream, events]): EvidenceStream => {
    const ordinals = index?.ordinalsOf(stream)
    const listed = events.map(({ id, type, revision, dataText, metadataText }) => {
      const event = { id, type, revision: revision.toString(), dataText, metadataText }
      const ordinal = ordinals?.get(revision)
      if (!index || !seal || ordinal === undefined || ordinal >= count) {
        complete = false
        return event
      }
      const proof = index.inclusionProof(ordinal, Number(seal.count)).map((hash) => hash.toString('base64'))
      return { ...event, ordinal, proof }
    })
    return { stream, events: listed }
  })
  return { complete, streams: all }
}
