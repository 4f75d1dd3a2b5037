import type { RecordedEvent } from '../kernel/eventStore.ts'
import { installationStream } from '../kernel/installation.ts'
import { carriedHash, type HashAlgorithm } from '../kernel/proof.ts'
import { ChainCheck } from './chainCheck.ts'
import { sealStream } from './events.ts'
import { isLeaf, leafOf } from './leaf.ts'
import { RootCheck, type LeafIndex } from './rootCheck.ts'
import { SealCheck } from './sealCheck.ts'
import type { ReadSeals } from './sealsFile.ts'
import { Problems, type Verdict } from './verdict.ts'

export type VerifyOptions = {
  /** Reads the file of seals: once before the log and, since the product may be running, once after. */
  readonly readSeals?: (() => ReadSeals | undefined) | undefined
  /** Public key that the seals must have (base64 SPKI); without one the first seal's. */
  readonly trusted?: string | undefined
  /** The notary's notes, so that removed and replaced events can be named. */
  readonly index?: LeafIndex | undefined
  /** Types that this version knows; others are counted. */
  readonly isKnown?: (type: string) => boolean
  readonly onProgress?: (events: number) => void
}

/** Checks a whole log, given in its order: every stream's chain, every seal, and that the seals' roots are those of the events. */
export async function verifyLog(
  batches: AsyncIterable<readonly RecordedEvent[]> | Iterable<readonly RecordedEvent[]>,
  options: VerifyOptions = {},
): Promise<Verdict> {
  const verification = new Verification(options)
  for await (const events of batches) {
    for (const event of events) verification.take(event)
    options.onProgress?.(verification.events)
  }
  return verification.finish()
}

/** What the first event and the seals say of whose log it is. */
type Whose = { readonly installation: string; readonly algorithm: HashAlgorithm }

function whose(first: RecordedEvent, seals: ReadSeals | undefined): Whose {
  const sealed = seals?.seals[0]
  if (sealed) return { installation: sealed.installation, algorithm: sealed.hashAlg }
  const algorithm = carriedHash(first.metadataText)?.algorithm ?? 'sha256'
  try {
    const { id } = JSON.parse(first.dataText) as { id?: unknown }
    return { installation: typeof id === 'string' ? id : '', algorithm }
  } catch {
    return { installation: '', algorithm }
  }
}

class Verification {
  readonly #options: VerifyOptions
  readonly #problems = new Problems()
  readonly #seals: SealCheck
  readonly #fileSeals: ReadSeals | undefined
  readonly #unknown: Record<string, number> = {}
  #chains: ChainCheck | undefined
  #roots: RootCheck | undefined

  constructor(options: VerifyOptions) {
    this.#options = options
    this.#fileSeals = options.readSeals?.()
    this.#seals = new SealCheck(this.#fileSeals, options.trusted, this.#problems)
  }

  get events(): number {
    return this.#roots?.count ?? 0
  }

  take(event: RecordedEvent): void {
    const { chains, roots } = this.#begun(event)
    const carried = carriedHash(event.metadataText)
    const hash = carried ? carried.hash : ''
    if (isLeaf(event)) {
      chains.check(event, roots.count, hash)
      roots.leaf(event, leafOf(this.#algorithm, event, carried))
    } else if (event.stream === sealStream) {
      chains.check(event, undefined, hash)
      const seal = this.#seals.event(event)
      if (seal) roots.promise(seal)
    }
    if (this.#options.isKnown?.(event.type) === false) this.#countUnknown(event.type)
  }

  #countUnknown(type: string): void {
    this.#unknown[type] = (this.#unknown[type] ?? 0) + 1
  }

  #algorithm: HashAlgorithm = 'sha256'

  #begun(event: RecordedEvent): { chains: ChainCheck; roots: RootCheck } {
    const { installation, algorithm } = this.#chains
      ? { installation: '', algorithm: this.#algorithm }
      : whose(event, this.#fileSeals)
    this.#algorithm = algorithm
    this.#chains ??= new ChainCheck(installation, this.#problems)
    this.#roots ??= new RootCheck(algorithm, this.#seals.good, this.#problems)
    return { chains: this.#chains, roots: this.#roots }
  }

  finish(): Verdict {
    const problems = this.#problems
    this.#chains?.finish()
    if (this.#chains && !this.#chains.has(installationStream)) {
      const words = {
        zh: '日志的第一个事件（installation-main）不在了。',
        en: 'The first event of the log (installation-main) is not there.',
      }
      problems.add({ kind: 'removed-event', stream: installationStream, revision: '0', words })
    }
    this.#seals.finish(this.#options.readSeals?.())
    const roots = this.#roots ?? new RootCheck(this.#algorithm, this.#seals.good, problems)
    roots.finish(this.#options.index, {
      stream: (stream) => this.#chains?.has(stream) ?? false,
      seal: (number) => this.#seals.inLog(number),
    })
    return {
      ok: problems.list.length === 0,
      events: roots.count,
      streams: this.#chains?.streams ?? 0,
      seals: this.#seals.count,
      sealedUpTo: roots.sealedUpTo,
      problems: problems.list,
      furtherProblems: problems.further,
      unknownTypes: this.#unknown,
      notes: this.#seals.notes,
      publicKey: this.#seals.trusted,
    }
  }
}
