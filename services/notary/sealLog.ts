import { noTail, sealFacts, tailAfter, type Tail } from '../kernel/envelope.ts'
import { noDictionaries, type Metadata } from '../kernel/event.ts'
import { RevisionConflict, type EventStore, type RecordedEvent } from '../kernel/eventStore.ts'
import type { Installation } from '../kernel/installation.ts'
import type { Vault } from '../kernel/vault.ts'
import { badFile, fileAhead, noSeal } from './disagreement.ts'
import { notaryEvents, sealStream, type Seal } from './events.ts'
import { signSeal, spkiOf } from './seal.ts'
import { parseSeal } from './sealCheck.ts'
import { SealsFile } from './sealsFile.ts'

export type SealLogWiring = {
  readonly store: EventStore
  readonly vault: Vault
  readonly installation: Installation
  readonly folder: string
}

/** The seals in both their places. The log comes first: the file never has what the log lacks, unless somebody cut the log. */
export class SealLog {
  readonly #wiring: SealLogWiring
  readonly #file: SealsFile
  #last: Seal | undefined
  #tail: Tail = noTail

  constructor(wiring: SealLogWiring) {
    this.#wiring = wiring
    this.#file = opened(wiring.folder)
  }

  get last(): Seal | undefined {
    return this.#last
  }

  /** Events covered by the last seal. */
  get count(): number {
    return Number(this.#last?.count ?? 0)
  }

  /**
   * Learns the last seal from the log, and gives the file those that it lacks. Never takes anything away from either.
   * @throws Disagreement when the file has another seal or one more
   */
  async takeUp(): Promise<void> {
    const inFile = this.#file.last
    const { events } = await this.#wiring.store.read(sealStream, { from: BigInt(inFile?.number ?? 0) })
    const seals = events.map(sealOf)
    if (inFile && seals[0]?.seal !== inFile.seal) throw fileAhead(inFile, seals[0])
    this.#file.append(inFile ? seals.slice(1) : seals)
    const last = events.at(-1)
    if (last) this.#tail = tailAfter(noTail, last, JSON.parse(last.metadataText) as Metadata)
    this.#last = seals.at(-1)
  }

  /** Signs that the first `count` events have this root, in the log and then in the file. */
  async append(count: number, root: string, sealedAt: string): Promise<void> {
    const { installation, vault } = this.#wiring
    const number = this.#tail.revision === 'none' ? 0n : this.#tail.revision + 1n
    const unsigned = {
      installation: installation.id,
      hashAlg: installation.hashAlg,
      number: number.toString(),
      count: count.toString(),
      root,
      previousSeal: this.#last?.seal ?? '',
      sealedAt,
      publicKey: spkiOf(await vault.publicKey()),
    }
    const seal = await signSeal(unsigned, (bytes) => vault.sign(bytes))
    try {
      await this.#record(seal)
      this.#file.append([seal])
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error
      await this.takeUp() // another notary was faster; what is new since is sealed next time
    }
  }

  async #record(seal: Seal): Promise<void> {
    const { store, vault, installation } = this.#wiring
    const about = {
      now: seal.sealedAt,
      occurredAt: seal.sealedAt,
      actor: { kind: 'automation', id: 'notary' },
      origin: 'live',
      commandId: `seal-${seal.number}`,
      versions: noDictionaries,
    } as const
    const writing = { installation, vault, catalogue: notaryEvents, stream: sealStream, tail: this.#tail }
    for (const sealed of await sealFacts([{ type: 'Sealed', data: seal }], about, writing)) {
      const { revision, position } = await store.append(sealStream, [sealed], this.#tail.revision)
      const recorded = { ...sealed, stream: sealStream, revision, position }
      this.#tail = tailAfter(this.#tail, recorded, JSON.parse(sealed.metadataText) as Metadata)
      this.#last = seal
    }
  }

  close(): void {
    this.#file.close()
  }
}

function opened(folder: string): SealsFile {
  try {
    return new SealsFile(folder)
  } catch (error) {
    throw badFile(error as Error)
  }
}

function sealOf(event: RecordedEvent): Seal {
  const seal = parseSeal(event.dataText)
  if (seal) return seal
  throw noSeal(event.revision)
}
