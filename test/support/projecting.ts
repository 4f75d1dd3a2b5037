import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { projections as all } from '../../projections/all.ts'
import { digestOf } from '../../projections/kernel/digest.ts'
import type { Log } from '../../projections/kernel/logLine.ts'
import type { AnyProjection } from '../../projections/kernel/projection.ts'
import { Projector } from '../../projections/kernel/projector.ts'
import { openForReading } from '../../projections/kernel/sqlite.ts'
import { Views } from '../../projections/kernel/views.ts'
import type { Viewer } from '../../projections/queries/viewer.ts'
import { accessEvents } from '../../services/access/events.ts'
import { caseEvents } from '../../services/cases/events.ts'
import { contactEvents } from '../../services/contacts/events.ts'
import { dictionaryEvents } from '../../services/dictionaries/events.ts'
import { ReferenceBook } from '../../services/dictionaries/referenceData.ts'
import { erasureEvents } from '../../services/erasure/events.ts'
import { installationEvents } from '../../services/installation/events.ts'
import { noTail, sealFacts, tailAfter, type Tail } from '../../services/kernel/envelope.ts'
import { noDictionaries, type Actor, type EventCatalogue, type Metadata } from '../../services/kernel/event.ts'
import type { DataKey } from '../../services/kernel/vault.ts'
import { personEvents } from '../../services/persons/events.ts'
import { cityDictionaries } from './aCityOfFacts.ts'
import { testInstallation, type Circumstance, type Fact } from './factLog.ts'
import type { Written } from './life.ts'
import { MemoryEventStore } from './memoryEventStore.ts'

const catalogue: EventCatalogue = {
  ...installationEvents,
  ...dictionaryEvents,
  ...contactEvents,
  ...personEvents,
  ...accessEvents,
  ...caseEvents,
  ...erasureEvents,
}

/** Keys in memory; a destroyed one is gone. */
export class MemoryKeys {
  readonly known = new Map<string, Buffer>()

  async putKeys(keys: readonly DataKey[]): Promise<void> {
    for (const { id, key } of keys) this.known.set(id, key)
  }

  async getKeys(ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const found = new Map<string, Buffer>()
    for (const id of ids) {
      const key = this.known.get(id)
      if (key) found.set(id, key)
    }
    return found
  }

  /** The same in every run, so that two fillings may be compared. */
  async secret(name: string): Promise<Buffer> {
    return createHash('sha256').update(`secret ${name}`).digest()
  }
}

const someone: Actor = { kind: 'person', id: 'staff-1', role: 'agent', unit: 'hotline' }

/** Writes to a log in memory exactly as the kernel does: sealed values, hashes, metadata. */
export class Scribe {
  readonly store: MemoryEventStore
  readonly vault = new MemoryKeys()
  readonly tails = new Map<string, Tail>()
  #commands = 0

  constructor(store = new MemoryEventStore()) {
    this.store = store
  }

  async write(stream: string, facts: readonly Fact[], about: Circumstance, known = catalogue): Promise<bigint> {
    const { at, occurredAt = at, origin = 'live', actor = someone } = about
    const tail = this.tails.get(stream) ?? noTail
    const commandId = `command-${(this.#commands += 1)}`
    const circumstances = { now: at, occurredAt, actor, origin, commandId, versions: noDictionaries }
    const writing = { installation: testInstallation, vault: this.vault, catalogue: known, stream, tail }
    const sealed = await sealFacts(facts, circumstances, writing)
    const { revision, position } = await this.store.append(stream, sealed, tail.revision)
    for (const [index, event] of sealed.entries()) {
      const at = revision - BigInt(sealed.length - 1 - index)
      const recorded = { ...event, stream, revision: at, position }
      const before = this.tails.get(stream) ?? noTail
      this.tails.set(stream, tailAfter(before, recorded, JSON.parse(event.metadataText) as Metadata))
    }
    return position
  }

  async writeAll(written: readonly Written[]): Promise<void> {
    for (const { stream, facts, about } of written) await this.write(stream, facts, about)
  }
}

/** A projector and its readers over a log in memory and a folder of their own. */
export class Projecting {
  readonly scribe: Scribe
  readonly folder = mkdtempSync(join(tmpdir(), 'views-'))
  readonly views: Views
  readonly projections: readonly AnyProjection[]
  readonly logged: string[] = []
  projector: Projector | undefined
  #ending = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(scribe = new Scribe(), projections = all) {
    this.scribe = scribe
    this.projections = projections
    this.views = new Views(this.folder, projections)
  }

  start(projections = this.projections): void {
    this.#ending = new AbortController()
    const { store, vault } = this.scribe
    const log: Log = (level, message, about) => void this.logged.push(`${level} ${message} ${JSON.stringify(about)}`)
    const wiring = { store, vault, folder: this.folder, projections, signal: this.#ending.signal, log }
    this.projector = new Projector(wiring)
    this.#running = this.projector.run(this.projector.open())
  }

  async stop(): Promise<void> {
    this.#ending.abort()
    await this.#running
  }

  /** Until every view has everything that is in the log now. */
  async settled(): Promise<void> {
    const head = (await this.scribe.store.head()) ?? 0n
    const isLevel = (name: string) => {
      try {
        return (this.views.position(name) ?? 0n) >= head
      } catch {
        return false
      }
    }
    await Promise.race([this.#running, until(() => this.projections.every(({ name }) => isLevel(name)))])
  }

  async digests(): Promise<Record<string, string>> {
    const pairs = this.projections.map(async (one) => {
      const database = openForReading(this.fileOf(one.name))
      const digest = await digestOf(database, one)
      database.close()
      return [one.name, digest] as const
    })
    return Object.fromEntries(await Promise.all(pairs))
  }

  fileOf(name: string): string {
    return this.views.read(name).name
  }

  async remove(): Promise<void> {
    await this.stop().catch(() => undefined)
    this.views.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export async function until(holds: () => boolean, patienceMs = 20_000): Promise<void> {
  const end = Date.now() + patienceMs
  while (!holds()) {
    if (Date.now() > end) throw new Error(`it did not become true within ${patienceMs} ms: ${holds.toString()}`)
    await sleep(5)
  }
}

/** The dictionaries of `aCityOfFacts`. */
export async function cityReference() {
  const scribe = new Scribe()
  await scribe.writeAll(cityDictionaries('2024-01-01T00:00:00.000Z'))
  const book = new ReferenceBook('Asia/Shanghai')
  for (const event of scribe.store.events) book.apply(event)
  return book.snapshot('2026-01-01T00:00:00.000Z')
}

export const aViewer = (told: Partial<Viewer> = {}): Viewer => ({
  accountId: 'account-1',
  sessionId: 'session-1',
  units: ['city'],
  protected: true,
  permissions: ['case.view', 'case.sign', 'case.report', 'case.contact'],
  ...told,
})
