import { describe, expect, it } from 'vitest'

import { MemoryEventStore } from '../../../test/support/memoryEventStore.ts'
import { sealsOver } from './sealsOver.ts'

/** A log of seals, each stating how many events it covers. */
async function sealed(...counts: readonly number[]) {
  const store = new MemoryEventStore()
  for (const [number, count] of counts.entries()) {
    const seal = { number: `${number}`, count: `${count}`, sealedAt: `at ${number}`, root: 'r', seal: 's' }
    const event = { id: `${number}`, type: 'Sealed', dataText: JSON.stringify(seal), metadataText: '{}' }
    await store.append('seal-log', [event], number === 0 ? 'none' : BigInt(number - 1))
  }
  return store
}
const found = async (store: MemoryEventStore, ...ordinals: readonly number[]) => {
  const placed = new Map(ordinals.map((ordinal, revision) => [BigInt(revision), ordinal]))
  return (await sealsOver(store, placed)).map(({ number, covers }) => `${number}: ${covers.join(' ')}`)
}

describe('the seals over a stream', () => {
  it('are for each event the first that covered it', async () => {
    const store = await sealed(3, 4, 10, 11, 20)
    expect(await found(store, 0, 2, 3, 9, 10, 19)).toEqual(['0: 0 1', '1: 2', '2: 3', '3: 4', '4: 5'])
  })

  it('leave out what is not sealed yet', async () => {
    expect(await found(await sealed(3), 1, 3)).toEqual(['0: 0'])
    expect(await found(new MemoryEventStore(), 0)).toEqual([])
  })

  it('are found among many without reading them all', async () => {
    const store = await sealed(...Array.from({ length: 500 }, (_, index) => (index + 1) * 10))
    let reads = 0
    const read = store.read.bind(store)
    store.read = (...asked) => {
      reads += 1
      return read(...asked)
    }
    expect(await found(store, 7, 1234, 4999)).toEqual(['0: 0', '123: 1', '499: 2'])
    expect(reads).toBeLessThan(30)
  })
})
