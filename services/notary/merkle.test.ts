import { hash } from 'node:crypto'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { consistencyProof, isConsistent } from './consistency.ts'
import { inclusionProof, leafHash, nodeHash, Peaks, rootFromInclusion } from './merkle.ts'

const leaves = (count: number) =>
  Array.from({ length: count }, (_, index) => leafHash('sha256', hash('sha256', `${index}`, 'buffer')))

/** The definition of RFC 6962 §2.1, word for word. */
function treeHash(all: readonly Buffer[]): Buffer {
  const [only] = all
  if (!only) return hash('sha256', '', 'buffer')
  if (all.length === 1) return only
  let k = 1
  while (k * 2 < all.length) k *= 2
  return nodeHash('sha256', treeHash(all.slice(0, k)), treeHash(all.slice(k)))
}

const nodesOf = (all: readonly Buffer[]) => (level: number, index: number) =>
  treeHash(all.slice(index * 2 ** level, (index + 1) * 2 ** level))

const sizes = fc.integer({ min: 1, max: 130 })

describe('the tree', () => {
  it('has the root that RFC 6962 defines, however it grows and wherever it is taken up again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 130 }), fc.nat(130), (size, taken) => {
        const all = leaves(size)
        const peaks = Peaks.of('sha256', Math.min(taken, size), nodesOf(all))
        for (const leaf of all.slice(peaks.count)) peaks.add(leaf)
        expect(peaks.root()).toEqual(treeHash(all))
      }),
    )
  })

  it('knows the examples of the certificate-transparency tests', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
    const peaks = new Peaks('sha256')
    for (const text of inputs) peaks.add(leafHash('sha256', Buffer.from(text, 'hex')))
    expect(peaks.root().toString('hex')).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
  })
})

describe('an inclusion proof', () => {
  it('leads every leaf to the root, and no other leaf, place or path', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (count, seed) => {
        const all = leaves(count)
        const index = seed % count
        const proof = inclusionProof('sha256', index, count, nodesOf(all))
        const leaf = all[index] ?? Buffer.alloc(0)
        const given = { algorithm: 'sha256', leaf, index, count, proof } as const
        const root = treeHash(all)
        expect(rootFromInclusion(given)).toEqual(root)
        const false_ = [
          { ...given, leaf: leafHash('sha256', Buffer.from('another')) },
          { ...given, index: index + 1 },
          { ...given, proof: [...proof, leaf] },
          { ...given, proof: proof.slice(1) },
        ]
        for (const one of false_.slice(0, count === 1 ? 3 : 4)) expect(rootFromInclusion(one)).not.toEqual(root)
      }),
    )
  })
})

describe('a consistency proof', () => {
  it('shows that an earlier tree is the beginning of a later one, and nothing else', () => {
    fc.assert(
      fc.property(sizes, sizes, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        const all = leaves(more)
        const proof = consistencyProof('sha256', less, more, nodesOf(all))
        const earlier = { count: less, root: treeHash(all.slice(0, less)) }
        const later = { count: more, root: treeHash(all) }
        const algorithm = 'sha256' as const
        expect(isConsistent({ algorithm, earlier, later, proof })).toBe(true)
        const changed = { ...earlier, root: hash('sha256', 'another', 'buffer') }
        expect(isConsistent({ algorithm, earlier: changed, later, proof })).toBe(false)
        expect(isConsistent({ algorithm, earlier, later: { ...later, root: changed.root }, proof })).toBe(false)
      }),
    )
  })
})
