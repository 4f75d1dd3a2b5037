import { closeSync, ftruncateSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'

import type { HashAlgorithm } from '../kernel/proof.ts'
import { Peaks } from './merkle.ts'

const recordBytes = 32

/** Set bits of a whole number below 2^53. */
function bits(value: number): number {
  let count = 0
  for (let rest = value; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2
  return count
}

/** Nodes are kept in the order in which they are completed: this many of them after `count` leaves. */
const nodesAfter = (count: number) => 2 * count - bits(count)

/** Where the complete subtree of 2^level leaves with that index lies: just above the last leaf that completed it. */
const placeOf = (level: number, index: number) => nodesAfter((index + 1) * 2 ** level - 1) + level

/** The largest count of leaves whose nodes are all there. */
function leavesIn(records: number): number {
  let count = Math.floor(records / 2) + 64
  while (count > 0 && nodesAfter(count) > records) count -= 1
  return count
}

/**
 * All nodes of the tree in one flat file of 32-byte records, so that a proof is twenty small reads. Derived: it can be
 * thrown away and made again from the log, and whatever is read from it counts only if it leads to a signed root.
 */
export class TreeFile {
  readonly #handle: number
  readonly #algorithm: HashAlgorithm
  #peaks: Peaks

  constructor(file: string, algorithm: HashAlgorithm, mode: 'write' | 'read') {
    this.#handle = openSync(file, mode === 'read' ? 'r' : 'a+', 0o600)
    this.#algorithm = algorithm
    const count = leavesIn(Math.floor(fstatSync(this.#handle).size / recordBytes))
    this.#peaks = Peaks.of(algorithm, count, this.node)
    if (mode === 'write') this.truncate(count)
  }

  get count(): number {
    return this.#peaks.count
  }

  add(leaves: readonly Buffer[]): void {
    const nodes = leaves.flatMap((leaf) => this.#peaks.add(leaf))
    if (nodes.length > 0) writeSync(this.#handle, Buffer.concat(nodes))
  }

  /** Keeps the first leaves only. */
  truncate(count: number): void {
    ftruncateSync(this.#handle, nodesAfter(count) * recordBytes)
    this.#peaks = Peaks.of(this.#algorithm, count, this.node)
  }

  readonly node = (level: number, index: number): Buffer => {
    const record = Buffer.alloc(recordBytes)
    const read = readSync(this.#handle, record, 0, recordBytes, placeOf(level, index) * recordBytes)
    if (read !== recordBytes) throw new RangeError(`the tree has no node ${index} at level ${level}`)
    return record
  }

  rootAt(count: number): Buffer {
    return count === this.count ? this.#peaks.root() : Peaks.of(this.#algorithm, count, this.node).root()
  }

  close(): void {
    closeSync(this.#handle)
  }
}
