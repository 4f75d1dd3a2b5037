import { beforeEach, describe, expect, it } from 'vitest'

import { aReference } from '../../test/support/aReference.ts'
import { installation, PurseHouse, refusal } from '../../test/support/purse.ts'
import type { Metadata } from './event.ts'
import { createdId, type Asked } from './handle.ts'
import { checkEvent } from './proof.ts'
import { Refusal } from './refusal.ts'

let house: PurseHouse
beforeEach(() => {
  house = new PurseHouse()
})

describe('a command', () => {
  it('is decided, sealed, chained and appended; the answer says where', async () => {
    expect(await house.open()).toEqual({ id: '1', revision: 0n, position: 100n, events: ['Opened'], repeated: false })
    expect(await house.pay(3)).toMatchObject({ revision: 1n, events: ['Paid'] })
    const { events } = await house.store.read('purse-1')
    let previous = ''
    for (const event of events) {
      expect(checkEvent(event, installation.id, previous)).toBeUndefined()
      previous = (JSON.parse(event.metadataText) as Metadata).hash
    }
  })

  it('that leads to nothing appends nothing', async () => {
    await house.open()
    expect(await house.pay(0)).toMatchObject({ revision: 0n, events: [], repeated: false })
    expect(house.store.events).toHaveLength(1)
  })

  it('asks for the permission before it tells anything: repeated and refused ones too', async () => {
    await house.open({ commandId: 'the-same' })
    const asked: unknown[] = []
    const deny = (permission: string, units: readonly string[]) => {
      asked.push([permission, units])
      throw new Refusal('not-permitted', { zh: '不可', en: 'No.' }, { status: 403 })
    }
    await expect(house.open({ commandId: 'the-same', authorise: deny })).rejects.toEqual(refusal('not-permitted', 403))
    await expect(house.pay(11, { authorise: deny })).rejects.toEqual(refusal('not-permitted', 403))
    expect(asked.at(-1)).toEqual(['purse.pay', ['north']])
    expect(house.store.events).toHaveLength(1)
  })

  it('is refused where there is nothing (404), and where there is something already (409)', async () => {
    await expect(house.pay(1)).rejects.toEqual(refusal('not-found', 404))
    await house.open()
    await expect(house.open()).rejects.toEqual(refusal('already-exists', 409))
  })

  it('writes nothing personal in clear', async () => {
    await house.open()
    await house.pay(1, {}, house.handler, '王小明的手机 13800000000')
    expect(
      JSON.stringify(house.store.events, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
    ).not.toMatch(/王小明|13800000000/)
  })
})

describe('what happened earlier', () => {
  it('is decided by the rules of then, and allowed by the units of today', async () => {
    const then = { ...aReference }
    const handler = house.aHandler((at) => (at < '2026-01-01' ? then : aReference))
    const asked: unknown[] = []
    const authorise: Asked['authorise'] = (_permission, _units, reference) => {
      asked.push(reference)
      return { kind: 'person', id: 'zhang', role: 'agent', unit: 'city' }
    }
    const occurredAt = '2025-06-01T00:00:00.000Z'
    await house.open({ occurredAt, authorise }, handler)
    expect(asked).toHaveLength(1)
    expect(asked[0]).toBe(aReference)
  })
})

describe('the same key', () => {
  it('gets the same answer, and nothing happens twice', async () => {
    await house.open()
    const first = await house.pay(3, { commandId: 'key-1' })
    expect(await house.pay(3, { commandId: 'key-1' })).toEqual({ ...first, repeated: true })
    await house.pay(1)
    expect(await house.pay(3, { commandId: 'key-1' })).toEqual({ ...first, repeated: true })
    expect(house.store.events).toHaveLength(3)
  })

  it('with another body is refused', async () => {
    await house.open()
    await house.pay(3, { commandId: 'key-1' })
    await expect(house.pay(4, { commandId: 'key-1' })).rejects.toEqual(refusal('key-reused', 422))
  })

  it('of another person is refused: what one has done was not done by the other', async () => {
    await house.open()
    const first = await house.pay(3, { commandId: 'key-1' })
    const other = { kind: 'person', id: 'li', role: 'agent', unit: 'city' } as const
    const asLi = { commandId: 'key-1', authorise: () => other }
    await expect(house.pay(3, asLi)).rejects.toEqual(refusal('key-reused', 422))
    await expect(house.pay(3, asLi, house.aHandler())).rejects.toEqual(refusal('key-reused', 422))
    expect(await house.pay(3, { commandId: 'key-1' })).toEqual({ ...first, repeated: true })
    expect(await house.pay(3, { ...asLi, commandId: 'key-2' })).toMatchObject({ repeated: false })
  })

  it('of what acts by itself is the same in whatever process it acts', async () => {
    await house.open()
    const as = (id: string) => ({ commandId: 'key-1', authorise: () => ({ kind: 'automation', id }) as const })
    await house.pay(3, as('node-1'))
    expect(await house.pay(3, as('node-2'))).toMatchObject({ repeated: true })
  })

  it('of a creating command too, and in a process that has seen nothing yet', async () => {
    await house.open({ commandId: 'key-1' })
    const later = house.aHandler()
    expect(await house.open({ commandId: 'key-1' }, later)).toMatchObject({ revision: 0n, repeated: true })
    await expect(house.open({ commandId: 'key-1' }, later, 'water')).rejects.toEqual(refusal('key-reused', 422))
  })

  it('begins the same thing for the same sender only', () => {
    const of = (actor: string, key: string) => createdId(installation, 'purse', actor, key)
    expect(of('zhang', 'key-1')).toBe(of('zhang', 'key-1'))
    expect(of('wang', 'key-1')).not.toBe(of('zhang', 'key-1'))
    expect(createdId(installation, 'case', 'zhang', 'key-1')).not.toBe(of('zhang', 'key-1'))
  })
})

describe('If-Match', () => {
  it('lets through who has seen the last revision', async () => {
    await house.open()
    expect(await house.pay(1, { expected: 0n })).toMatchObject({ revision: 1n })
  })

  it('tells who came too late what changed', async () => {
    await house.open()
    await house.pay(1)
    const error = await house.pay(1, { expected: 0n }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'changed-meanwhile',
      status: 412,
      details: { revision: '1', changed: [{ type: 'Paid', revision: '1', by: 'zhang', unit: 'city' }] },
    })
    await expect(house.pay(1, { expected: 99n })).rejects.toMatchObject({ status: 412, details: { changed: [] } })
  })

  it('does not keep a repeated command from its answer', async () => {
    await house.open()
    const first = await house.pay(1, { commandId: 'key-1', expected: 0n })
    expect(await house.pay(1, { commandId: 'key-1', expected: 0n })).toEqual({ ...first, repeated: true })
  })

  it('holds also against what another process wrote', async () => {
    await house.open()
    const other = house.aHandler()
    await house.pay(1, {}, other)
    await house.pay(1)
    await expect(house.pay(1, { expected: 1n }, other)).rejects.toMatchObject({
      status: 412,
      details: { revision: '2' },
    })
    expect(await house.pay(1, { expected: 2n }, other)).toMatchObject({ revision: 3n })
  })
})

describe('an event that this version does not know', () => {
  it('keeps its stream from being written to, and says so', async () => {
    await house.open()
    await house.foreign('GivenBack', 1n)
    await expect(house.pay(1, {}, house.aHandler())).rejects.toEqual(refusal('not-understood', 409))
    await expect(house.pay(1, {}, house.aHandler())).rejects.toMatchObject({
      message: expect.stringContaining('GivenBack'),
    })
    expect(house.store.events).toHaveLength(2)
  })

  it('does so also where the stream was known before', async () => {
    await house.open()
    await house.pay(1)
    await house.foreign('Lent', 2n)
    await expect(house.pay(1)).rejects.toEqual(refusal('not-understood', 409))
  })
})

describe('the clock', () => {
  it('of a writer that went back does not go back in the record', async () => {
    await house.open({ now: '2026-03-02T01:00:00.000Z' })
    await house.pay(1, { now: '2026-03-02T00:00:00.000Z' })
    await house.pay(1, { now: '2026-03-01T00:00:00.000Z' }, house.aHandler())
    const times = house.store.events.map(({ metadataText }) => (JSON.parse(metadataText) as Metadata).recordedAt)
    expect(times).toEqual(times.map(() => '2026-03-02T01:00:00.000Z'))
  })
})
