import { hash } from 'node:crypto'

import type { HashAlgorithm } from '../kernel/proof.ts'

/** RFC 6962 §2.1: a leaf and an inner node never share their bytes. */
const leafMark = Buffer.of(0)
const nodeMark = Buffer.of(1)

/** Gives the hash of the complete subtree of 2^level leaves that begins at leaf index · 2^level. */
export type NodeOf = (level: number, index: number) => Buffer

export const leafHash = (algorithm: HashAlgorithm, eventHash: Buffer): Buffer =>
  hash(algorithm, Buffer.concat([leafMark, eventHash]), 'buffer')

export const nodeHash = (algorithm: HashAlgorithm, left: Buffer, right: Buffer): Buffer =>
  hash(algorithm, Buffer.concat([nodeMark, left, right]), 'buffer')

/** The right edge of a growing tree: one complete subtree per set bit of the count. A million leaves cost 20 hashes of memory. */
export class Peaks {
  readonly #algorithm: HashAlgorithm
  /** By level; only those whose bit is set in the count. */
  readonly #peaks = new Map<number, Buffer>()
  #count = 0

  constructor(algorithm: HashAlgorithm) {
    this.#algorithm = algorithm
  }

  /** The edge of a tree whose nodes are kept elsewhere. */
  static of(algorithm: HashAlgorithm, count: number, node: NodeOf): Peaks {
    const peaks = new Peaks(algorithm)
    peaks.#count = count
    for (const [level, start] of completeSubtrees(0, count)) peaks.#peaks.set(level, node(level, start / 2 ** level))
    return peaks
  }

  get count(): number {
    return this.#count
  }

  copy(): Peaks {
    const peaks = new Peaks(this.#algorithm)
    peaks.#count = this.#count
    for (const [level, peak] of this.#peaks) peaks.#peaks.set(level, peak)
    return peaks
  }

  /** Adds a leaf hash; answers the nodes that it completed, leaf first, lower levels before higher ones. */
  add(leaf: Buffer): Buffer[] {
    const completed = [leaf]
    let node = leaf
    let level = 0
    for (let left = this.#peaks.get(level); left; left = this.#peaks.get(level)) {
      this.#peaks.delete(level)
      node = nodeHash(this.#algorithm, left, node)
      completed.push(node)
      level += 1
    }
    this.#peaks.set(level, node)
    this.#count += 1
    return completed
  }

  root(): Buffer {
    const lowestFirst = [...this.#peaks.entries()].sort(([a], [b]) => a - b).map(([, peak]) => peak)
    const [last, ...higher] = lowestFirst
    if (!last) return hash(this.#algorithm, Buffer.alloc(0), 'buffer')
    return higher.reduce((right, left) => nodeHash(this.#algorithm, left, right), last)
  }
}

/** Cuts leaves `start` to `end` (aligned as RFC 6962 splits them) into complete subtrees: [level, first leaf]. */
function completeSubtrees(start: number, end: number): [level: number, start: number][] {
  const found: [number, number][] = []
  let at = start
  while (at < end) {
    const level = Math.floor(Math.log2(end - at))
    found.push([level, at])
    at += 2 ** level
  }
  return found
}

/** The largest power of two below n. */
export function split(n: number): number {
  const level = Math.floor(Math.log2(n))
  return 2 ** level === n ? n / 2 : 2 ** level
}

export function subtreeHash(algorithm: HashAlgorithm, [start, end]: readonly [number, number], node: NodeOf): Buffer {
  const hashes = completeSubtrees(start, end).map(([level, at]) => node(level, at / 2 ** level))
  return hashes.reduceRight((right, left) => nodeHash(algorithm, left, right))
}

/** Sibling hashes from the leaf up (RFC 6962 §2.1.1). */
export function inclusionProof(algorithm: HashAlgorithm, leaf: number, count: number, node: NodeOf): Buffer[] {
  const path: Buffer[] = []
  let [start, end] = [0, count]
  while (end - start > 1) {
    const middle = start + split(end - start)
    if (leaf < middle) {
      path.push(subtreeHash(algorithm, [middle, end], node))
      end = middle
    } else {
      path.push(subtreeHash(algorithm, [start, middle], node))
      start = middle
    }
  }
  return path.reverse()
}

export type Inclusion = {
  readonly algorithm: HashAlgorithm
  readonly leaf: Buffer
  readonly index: number
  readonly count: number
  readonly proof: readonly Buffer[]
}

/** The root that an inclusion proof leads to; undefined when it has the wrong number of hashes. */
export function rootFromInclusion({ algorithm, leaf, index, count, proof }: Inclusion): Buffer | undefined {
  const sibling = proof.at(-1)
  if (index >= count || (count === 1) !== (sibling === undefined)) return undefined
  if (!sibling) return leaf
  const middle = split(count)
  const below = { algorithm, leaf, proof: proof.slice(0, -1) }
  if (index < middle) {
    const left = rootFromInclusion({ ...below, index, count: middle })
    return left && nodeHash(algorithm, left, sibling)
  }
  const right = rootFromInclusion({ ...below, index: index - middle, count: count - middle })
  return right && nodeHash(algorithm, sibling, right)
}
