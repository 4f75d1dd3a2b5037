import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

import type { RecordedEvent } from '../kernel/eventStore.ts'
import type { HashAlgorithm } from '../kernel/proof.ts'
import type { Place } from './difference.ts'
import { isLeaf, leafOf } from './leaf.ts'
import { inclusionProof } from './merkle.ts'
import { Places } from './places.ts'
import type { LeafIndex } from './rootCheck.ts'
import { TreeFile } from './treeFile.ts'

const treeName = 'tree.bin'
const placesName = 'places.sqlite'

/**
 * The notary's notes of what it has read: tree and places. Derived from the log and checked against signed roots, so it
 * may be deleted; without it, the verifier still finds every fault but cannot name each removed event.
 */
export class NotaryIndex implements LeafIndex {
  readonly #algorithm: HashAlgorithm
  readonly #tree: TreeFile
  readonly #places: Places

  constructor(folder: string, algorithm: HashAlgorithm, mode: 'write' | 'read' = 'write') {
    if (mode === 'write') mkdirSync(folder, { recursive: true })
    this.#algorithm = algorithm
    this.#places = new Places(join(folder, placesName), mode)
    this.#tree = new TreeFile(join(folder, treeName), algorithm, mode)
    if (mode === 'write') this.#agree()
  }

  /** For reading beside the notary: what it has noted up to now. Undefined where there is nothing yet. */
  static open(folder: string, algorithm: HashAlgorithm): NotaryIndex | undefined {
    const there = [treeName, placesName].every((name) => existsSync(join(folder, name)))
    return there ? new NotaryIndex(folder, algorithm, 'read') : undefined
  }

  get count(): number {
    return this.#tree.count
  }

  /** Position of the last event read; undefined for a new index. */
  get position(): bigint | undefined {
    return this.#places.reached().position
  }

  /** Takes a batch of the log; events that are no leaves only move the position. */
  add(events: readonly RecordedEvent[]): void {
    const last = events.at(-1)
    if (!last) return
    const leaves = events.filter(isLeaf)
    const first = this.#tree.count
    this.#tree.add(leaves.map((event) => leafOf(this.#algorithm, event)))
    this.#places.add(leaves, first, last.position)
  }

  rootAt(count: number): Buffer {
    return this.#tree.rootAt(count)
  }

  leaf(ordinal: number): Buffer {
    return this.#tree.node(0, ordinal)
  }

  placeOf(ordinal: number): Place | undefined {
    return this.#places.placeOf(ordinal)
  }

  ordinalsOf(stream: string): Map<bigint, number> {
    return this.#places.ordinalsOf(stream)
  }

  inclusionProof(ordinal: number, count: number): Buffer[] {
    return inclusionProof(this.#algorithm, ordinal, count, this.#tree.node)
  }

  /** Forgets everything, to be read again from the log. */
  clear(): void {
    this.#places.clear()
    this.#tree.truncate(0)
  }

  close(): void {
    this.#places.close()
    this.#tree.close()
  }

  /** After a crash the two files may have come different ways. */
  #agree(): void {
    const { count } = this.#places.reached()
    if (this.#tree.count < count) this.clear()
    else this.#tree.truncate(count)
  }
}
