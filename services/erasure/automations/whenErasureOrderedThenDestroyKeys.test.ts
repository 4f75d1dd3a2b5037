import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'

import { MemoryEventStore } from '../../../test/support/memoryEventStore.ts'
import { noTail, sealFacts, tailAfter, type Tail } from '../../kernel/envelope.ts'
import { noDictionaries, personal, type EventCatalogue, type Metadata } from '../../kernel/event.ts'
import type { Installation } from '../../kernel/installation.ts'
import { findSealed } from '../../kernel/personal.ts'
import type { DataKey, Vault } from '../../kernel/vault.ts'
import { erasureEvents } from '../events.ts'
import { keyIdsOf, keyIdsOfErasure } from '../keyIds.ts'
import { ErasureAutomation } from './whenErasureOrderedThenDestroyKeys.ts'

const installation: Installation = { id: 'here', kind: 'demo', timeZone: 'Asia/Shanghai', hashAlg: 'sha256' }
const notes = { NoteAdded: { version: 1, data: Type.Object({ text: personal('text') }) } } satisfies EventCatalogue
const catalogue: EventCatalogue = { ...erasureEvents, ...notes }
const now = () => '2026-03-02T01:00:00.000Z'

class Keys implements Pick<Vault, 'putKeys' | 'getKeys' | 'destroyKeys'> {
  readonly kept = new Map<string, Buffer>()
  /** How many of these are there. */
  hold(ids: readonly string[]) {
    return ids.filter((id) => this.kept.has(id)).length
  }
  putKeys(keys: readonly DataKey[]) {
    for (const { id, key } of keys) this.kept.set(id, key)
    return Promise.resolve()
  }
  getKeys(ids: readonly string[]) {
    return Promise.resolve(
      new Map(ids.flatMap((id) => (this.kept.has(id) ? [[id, this.kept.get(id) ?? Buffer.alloc(0)]] : []))),
    )
  }
  destroyKeys(ids: readonly string[]) {
    for (const id of ids) this.kept.delete(id)
    return Promise.resolve()
  }
}

function aHouse() {
  const store = new MemoryEventStore()
  const keys = new Keys()
  const vault = keys as unknown as Vault
  const cleared: string[][] = []
  const tails = new Map<string, Tail>()
  async function write(stream: string, type: string, data: object) {
    const tail = tails.get(stream) ?? noTail
    const about = {
      now: now(),
      occurredAt: now(),
      actor: { kind: 'person', id: 'a' },
      origin: 'live',
      commandId: 'c',
      versions: noDictionaries,
    } as const
    const sealed = await sealFacts([{ type, data }], about, { installation, vault, catalogue, stream, tail })
    await store.append(stream, sealed, tail.revision)
    const [event] = await store.readBackwards(stream, 1)
    if (event) tails.set(stream, tailAfter(tail, event, JSON.parse(event.metadataText) as Metadata))
  }
  /** An API process that starts: it sees all erasures, then carries them out. */
  async function start(
    clearDerived = (_: readonly string[], subjects: readonly string[]) => {
      cleared.push([...subjects])
      return Promise.resolve(['search'])
    },
  ) {
    const automation = new ErasureAutomation({ store, vault, installation, now, clearDerived })
    for (const event of store.events) if (event.stream.startsWith('erasure-')) automation.apply(event)
    await automation.settle()
    return automation
  }
  const types = (stream: string) => store.events.filter((event) => event.stream === stream).map(({ type }) => type)
  return { store, keys, cleared, write, start, types }
}

async function anOrder() {
  const house = aHouse()
  await house.write('case-1', 'NoteAdded', { text: '张三住柳园路' })
  await house.write('case-2', 'NoteAdded', { text: '李四' })
  const subjects = ['case-1']
  await house.write('erasure-1', 'ErasureRequested', { subjects, legalBasis: 'citizen-request' })
  const keyIds = await keyIdsOfErasure(house.store, '1')
  await house.write('erasure-1', 'ErasureOrdered', { subjects, keyIds, requestedBy: 'b' })
  return { ...house, keyIds }
}

describe('an ordered erasure', () => {
  it('destroys the keys, clears what was derived, then says so', async () => {
    const { start, keys, cleared, types, keyIds, store } = await anOrder()
    expect(keyIds).toEqual(findSealed(JSON.parse(store.events[0]?.dataText ?? '')).map(({ sealed }) => sealed.$key))
    await start()
    expect(keys.hold(keyIds)).toBe(0)
    expect(keys.hold(await keyIdsOf(store, ['case-2']))).toBe(1)
    expect(cleared).toEqual([['case-1']])
    expect(types('erasure-1')).toEqual(['ErasureRequested', 'ErasureOrdered', 'ErasureCompleted'])
    expect(JSON.parse(store.events.at(-1)?.dataText ?? '')).toEqual({ keyIds, derivedCleared: ['search'] })
  })

  it('is repeated at every start, so that an old vault brings nobody back', async () => {
    const { start, keys, types, cleared, keyIds } = await anOrder()
    const backup = new Map(keys.kept)
    await start()
    for (const [id, key] of backup) keys.kept.set(id, key)
    expect(keys.hold(keyIds)).toBe(1)
    await start()
    expect(keys.hold(keyIds)).toBe(0)
    expect(types('erasure-1')).toHaveLength(3)
    expect(cleared).toHaveLength(1)
  })

  it('is completed once, whoever does it', async () => {
    const { start, types } = await anOrder()
    await Promise.all([start(), start(), start()])
    expect(types('erasure-1')).toHaveLength(3)
  })

  it('is not completed while derived text is still there, and taken up again', async () => {
    const { start, types, keys, keyIds } = await anOrder()
    await expect(start(() => Promise.reject(new Error('the projector is away')))).rejects.toThrow('away')
    expect(keys.hold(keyIds)).toBe(0)
    expect(types('erasure-1')).toHaveLength(2)
    const automation = await start(() => Promise.resolve([]))
    await automation.settle()
    expect(types('erasure-1')).toHaveLength(3)
  })

  it('leaves alone what is only asked for', async () => {
    const { store, write, start, keys, types } = aHouse()
    await write('case-1', 'NoteAdded', { text: '张三' })
    await write('erasure-1', 'ErasureRequested', { subjects: ['case-1'], legalBasis: 'court-order' })
    await start()
    expect([keys.hold(await keyIdsOf(store, ['case-1'])), types('erasure-1').length]).toEqual([1, 1])
  })
})
