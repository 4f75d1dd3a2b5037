import type { RecordedEvent } from '../kernel/eventStore.ts'
import type { HashAlgorithm } from '../kernel/proof.ts'
import { cutTail, nameDifference, type Found, type Place } from './difference.ts'
import type { Seal } from './events.ts'
import { Peaks } from './merkle.ts'
import type { Problem, Problems } from './verdict.ts'

/** The notary's own notes of what it sealed. They count only where they lead to a signed root. */
export interface LeafIndex {
  readonly count: number
  rootAt(count: number): Buffer
  leaf(ordinal: number): Buffer
  placeOf(ordinal: number): Place | undefined
}

export type Holds = { readonly stream: (stream: string) => boolean; readonly seal: (number: string) => boolean }

type Waiting = Place & { readonly leaf: Buffer }

/** Recomputes the roots that seals promise, while the log's events pass by in order. */
export class RootCheck {
  readonly #problems: Problems
  #peaks: Peaks
  readonly #checked = new Map<number, string>()
  #promised: Seal[]
  /** Leaves since the last root that was right. */
  #waiting: Waiting[] = []
  /** First seal whose root is not what the events give. */
  #broken: Seal | undefined
  #best: Seal | undefined
  sealedUpTo = 0

  constructor(algorithm: HashAlgorithm, promised: readonly Seal[], problems: Problems) {
    this.#peaks = new Peaks(algorithm)
    this.#promised = promised.toSorted((a, b) => Number(a.count) - Number(b.count)).reverse()
    this.#problems = problems
    this.#best = promised.at(-1)
  }

  /** Events so far. */
  get count(): number {
    return this.#peaks.count + this.#waiting.length
  }

  leaf(event: RecordedEvent, leaf: Buffer): void {
    this.#waiting.push({ stream: event.stream, revision: event.revision, leaf })
    if (!this.#broken) this.#checkPromised()
  }

  /** One more seal, that the file of seals does not have. */
  promise(seal: Seal): void {
    if (Number(seal.count) > Number(this.#best?.count ?? 0)) this.#best = seal
    const at = Number(seal.count)
    if (at < this.#peaks.count) this.#recheck(seal, at)
    else this.#promised.push(seal)
    this.#promised.sort((a, b) => Number(b.count) - Number(a.count))
    if (!this.#broken) this.#checkPromised()
  }

  /** @param holds whether the log still has a stream, and a seal */
  finish(index: LeafIndex | undefined, holds: Holds): void {
    const best = this.#best
    if (!best || (!this.#broken && this.count >= Number(best.count))) return
    if (index && this.#leadsToSigned(index, best)) this.#nameExactly(index, Number(best.count), holds)
    else this.#nameVaguely(best, holds.seal(best.number))
  }

  #checkPromised(): void {
    for (let next = this.#promised.at(-1); next && Number(next.count) <= this.count; next = this.#promised.at(-1)) {
      this.#promised.pop()
      if (!this.#advance(next)) return
    }
  }

  /** Moves the right edge to a seal's count and compares; leaves all where it was when the root is another. */
  #advance(seal: Seal): boolean {
    const more = this.#waiting.slice(0, Number(seal.count) - this.#peaks.count)
    const trial = this.#peaks.copy()
    for (const { leaf } of more) trial.add(leaf)
    if (trial.root().toString('hex') !== seal.root) {
      this.#broken = seal
      return false
    }
    this.#peaks = trial
    this.#waiting = this.#waiting.slice(more.length)
    this.#checked.set(this.#peaks.count, seal.root)
    this.sealedUpTo = this.#peaks.count
    return true
  }

  /** A seal about a count that has passed: only comparable with another seal of the same count. */
  #recheck(seal: Seal, at: number): void {
    if (this.#checked.get(at) === seal.root) return
    this.#broken ??= seal
  }

  #leadsToSigned(index: LeafIndex, best: Seal): boolean {
    return index.count >= Number(best.count) && index.rootAt(Number(best.count)).toString('hex') === best.root
  }

  #nameExactly(index: LeafIndex, end: number, holds: Holds): void {
    const start = this.#peaks.count
    const sealed = Array.from({ length: end - start }, (_, offset) => index.leaf(start + offset).toString('hex'))
    const found = this.#waiting.map((event): Found => ({ ...event, leaf: event.leaf.toString('hex') }))
    const before = this.#problems.list.length
    nameDifference(
      { start, sealed, found, placeOf: (ordinal) => index.placeOf(ordinal), hasStream: holds.stream },
      this.#problems,
    )
    if (this.#problems.list.length === before && this.#broken) this.#nameVaguely(this.#broken, true)
  }

  /** A seal that is still there shows that what it covers was not simply cut off. */
  #nameVaguely(best: Seal, sealIsThere: boolean): void {
    const end = Number(best.count)
    if (!this.#broken && !sealIsThere) this.#problems.add(cutTail(this.count, end))
    else if (!this.#problems.has('removed-event', 'doubled-event', 'reordered-event', 'inserted-event')) {
      this.#problems.add(notAsSealed(this.#broken ?? best, this.#peaks.count, this.count < end))
    }
  }
}

function notAsSealed(seal: Seal, from: number, fewer: boolean): Problem {
  const range = `${from + 1}–${seal.count}`
  const what = fewer
    ? ['有事件或整个流被移除', 'events or a whole stream were removed']
    : ['有事件被替换并重新计算了哈希，或被调换次序', 'events were replaced and hashed anew, or moved']
  return {
    kind: fewer ? 'not-as-sealed' : 'rechained',
    ordinal: from,
    words: {
      zh: `第 ${range} 个事件与第 ${seal.number} 号封存不符：${what[0]}。`,
      en: `Events ${range} are not those of seal ${seal.number}: ${what[1]}.`,
    },
  }
}
