import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import {
  RevisionConflict,
  type Batch,
  type EventStore,
  type RecordedEvent,
  type Revision,
  type SealedEvent,
} from '../kernel/eventStore.ts'
import type { Installation } from '../kernel/installation.ts'
import { carriedHash, sealEvents } from '../kernel/proof.ts'
import type { Vault } from '../kernel/vault.ts'
import { indexFolder, Notary } from './notary.ts'
import { NotaryIndex } from './notaryIndex.ts'
import { readSeals } from './sealsFile.ts'
import type { VerifyOptions } from './verify.ts'

export const installation: Installation = {
  id: '6f2d8f0e-51c5-4a57-9d6d-8a4f6d1f0a11',
  kind: 'demo',
  timeZone: 'Asia/Shanghai',
  hashAlg: 'sha256',
}

/** A log in memory, that a test may tamper with. */
export class MemoryLog implements EventStore {
  events: RecordedEvent[] = []
  conflicts = 0
  /** How long an append is on its way: whoever has read the same log meanwhile meets it here. */
  wayMs = 0

  read(stream: string, { from = 0n }: { from?: bigint } = {}) {
    const events = this.events.filter((event) => event.stream === stream && event.revision >= from)
    return Promise.resolve({ events, revision: this.#revision(stream) })
  }

  readBackwards(stream: string, maxCount: number) {
    return Promise.resolve(
      this.events
        .filter((event) => event.stream === stream)
        .toReversed()
        .slice(0, maxCount),
    )
  }

  async append(stream: string, events: readonly SealedEvent[], expected: Revision) {
    if (this.wayMs > 0) await sleep(this.wayMs)
    const current = this.#revision(stream)
    if (current !== expected) {
      this.conflicts += 1
      throw new RevisionConflict(stream, expected)
    }
    let revision = current === 'none' ? -1n : current
    for (const event of events) {
      revision += 1n
      this.events.push({ ...event, stream, revision, position: this.#position() + 100n })
    }
    return { revision, position: this.#position() }
  }

  async *all({ after = -1n, signal }: { after?: bigint | undefined; signal: AbortSignal }): AsyncIterable<Batch> {
    let last = after
    while (!signal.aborted) {
      const events = this.events.filter(({ position }) => position > last)
      last = events.at(-1)?.position ?? last
      if (events.length > 0) yield { events, live: true }
      await sleep(2, undefined, { signal }).catch(() => undefined)
    }
  }

  head() {
    return Promise.resolve(this.events.length > 0 ? this.#position() : undefined)
  }

  close() {
    return Promise.resolve()
  }

  #position(): bigint {
    return this.events.at(-1)?.position ?? 0n
  }

  #revision(stream: string): Revision {
    return this.events.findLast((event) => event.stream === stream)?.revision ?? 'none'
  }
}

/** As much of a vault as signing needs. */
export function aSigner(): Vault {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const signer: Pick<Vault, 'sign' | 'publicKey' | 'getKeys' | 'putKeys'> = {
    sign: (bytes) => Promise.resolve(sign(null, bytes, privateKey)),
    publicKey: () => Promise.resolve(publicKey.export({ format: 'pem', type: 'spki' }).toString()),
    getKeys: () => Promise.resolve(new Map()),
    putKeys: () => Promise.resolve(),
  }
  return signer as Vault
}

const metadata = { schemaVersion: 1, recordedAt: '2026-01-01T00:00:00.000Z', actor: { kind: 'person', id: 'zhang' } }

/** Hashes an event's text anew for its place, as whoever knows the algorithm can. */
export function rehashed(event: RecordedEvent, previousHash: string): RecordedEvent {
  const { hash: _, hashAlg: __, ...bare } = JSON.parse(event.metadataText) as Record<string, unknown>
  const link = { installation: installation.id, stream: event.stream, revision: event.revision, previousHash }
  const { sealed } = sealEvents('sha256', link, [{ type: event.type, dataText: event.dataText, metadata: bare }])
  return { ...event, ...sealed[0] }
}

export async function write(log: MemoryLog, stream: string, type: string, data: object): Promise<void> {
  const [last] = await log.readBackwards(stream, 1)
  const revision = last ? last.revision + 1n : 0n
  const previousHash = last ? (carriedHash(last.metadataText)?.hash ?? '') : ''
  const link = { installation: installation.id, stream, revision, previousHash }
  const { sealed } = sealEvents('sha256', link, [{ type, dataText: JSON.stringify(data), metadata }])
  await log.append(stream, sealed, last ? last.revision : 'none')
}

export type ALog = {
  readonly log: MemoryLog
  readonly vault: Vault
  /** Folder of the seals. */
  readonly folder: string
}

/** An installation with 20 cases of 15 events each, sealed every 30 events by a real notary. */
export async function aLog(): Promise<ALog> {
  const log = new MemoryLog()
  const made = { log, vault: aSigner(), folder: mkdtempSync(join(tmpdir(), 'seals-')) }
  await write(log, 'installation-main', 'InstallationCreated', installation)
  for (let index = 0; index < 300; index += 1) {
    await write(log, `case-${index % 20}`, 'NoteAdded', { text: `第 ${index} 条`, index })
    if (index % 30 === 29) await sealed(made)
  }
  return made
}

/** Runs a notary until everything is sealed. */
export async function sealed({ log, vault, folder }: ALog): Promise<void> {
  const ending = new AbortController()
  const notary = new Notary({
    store: log,
    vault,
    installation,
    folder,
    now: () => new Date().toISOString(),
    pauseMs: 1,
  })
  const seals = () => log.events.filter(({ stream }) => stream === 'seal-log').length
  const before = seals()
  const running = notary.run(ending.signal)
  for (let wait = 0; wait < 500 && seals() === before; wait += 1) await Promise.race([sleep(2), running])
  ending.abort()
  await running
}

/** What `npm run verify` has at hand on the notary's own machine. */
export function withNotes({ folder }: ALog): VerifyOptions {
  return { readSeals: () => readSeals(folder), index: NotaryIndex.open(indexFolder(folder), 'sha256') }
}

/** What it has where only log and seals were kept. */
export const withoutNotes = ({ folder }: ALog): VerifyOptions => ({ readSeals: () => readSeals(folder) })
