import type { HashAlgorithm } from '../kernel/proof.ts'
import { nodeHash, split, subtreeHash, type NodeOf } from './merkle.ts'

/** Hashes that show that the tree of `earlier` leaves is the beginning of the tree of `count` leaves (RFC 6962 §2.1.2). */
export function consistencyProof(algorithm: HashAlgorithm, earlier: number, count: number, node: NodeOf): Buffer[] {
  const path: Buffer[] = []
  let [start, end, known] = [0, count, true]
  while (earlier !== end) {
    const middle = start + split(end - start)
    if (earlier <= middle) {
      path.push(subtreeHash(algorithm, [middle, end], node))
      end = middle
    } else {
      path.push(subtreeHash(algorithm, [start, middle], node))
      start = middle
      known = false
    }
  }
  if (!known) path.push(subtreeHash(algorithm, [start, end], node))
  return path.reverse()
}

type Tree = { readonly count: number; readonly root: Buffer }

export type Consistency = {
  readonly algorithm: HashAlgorithm
  readonly earlier: Tree
  readonly later: Tree
  readonly proof: readonly Buffer[]
}

/** True when the earlier tree is the beginning of the later one. Both have at least one leaf. */
export function isConsistent({ algorithm, earlier, later, proof }: Consistency): boolean {
  const roots = rootsFrom({ algorithm, earlier: earlier.count, count: later.count, known: earlier.root }, proof)
  return roots !== undefined && roots[0].equals(earlier.root) && roots[1].equals(later.root)
}

type Part = {
  readonly algorithm: HashAlgorithm
  readonly earlier: number
  readonly count: number
  /** Root of the earlier tree while this part begins where it does; then the proof need not carry it. */
  readonly known: Buffer | undefined
}

function rootsFrom(part: Part, proof: readonly Buffer[]): readonly [old: Buffer, now: Buffer] | undefined {
  const { algorithm, earlier, count, known } = part
  if (earlier > count) return undefined
  if (earlier === count) return rootsOfWhole(known, proof)
  const sibling = proof.at(-1)
  if (!sibling) return undefined
  const middle = split(count)
  const below = proof.slice(0, -1)
  if (earlier <= middle) {
    const left = rootsFrom({ algorithm, earlier, count: middle, known }, below)
    return left && [left[0], nodeHash(algorithm, left[1], sibling)]
  }
  const right = rootsFrom({ algorithm, earlier: earlier - middle, count: count - middle, known: undefined }, below)
  return right && [nodeHash(algorithm, sibling, right[0]), nodeHash(algorithm, sibling, right[1])]
}

function rootsOfWhole(known: Buffer | undefined, proof: readonly Buffer[]) {
  const [first] = proof
  if (known) return first ? undefined : ([known, known] as const)
  return first && proof.length === 1 ? ([first, first] as const) : undefined
}
