import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'

import { noTail, sealFacts, tailAfter, type Circumstances, type Tail, type Writing } from './envelope.ts'
import { noDictionaries, personal, type EventCatalogue, type Metadata } from './event.ts'
import type { SealedEvent } from './eventStore.ts'
import type { Installation } from './installation.ts'
import { memoryVault, type MemoryVault } from './memoryVault.fixture.ts'
import { erased, findSealed, open } from './personal.ts'
import { checkEvent } from './proof.ts'

const installation: Installation = {
  id: '6f2d8f0e-51c5-4a57-9d6d-8a4f6d1f0a11',
  kind: 'demo',
  timeZone: 'Asia/Shanghai',
  hashAlg: 'sha256',
}
const about: Circumstances = {
  now: '2026-03-02T01:00:00.000Z',
  occurredAt: '2026-03-01T01:00:00.000Z',
  actor: { kind: 'person', id: 'zhang', role: 'agent', unit: 'root' },
  origin: 'live',
  commandId: 'command-1',
  versions: noDictionaries,
}
const catalogue = {
  Said: { version: 2, data: Type.Object({ text: personal('text'), about: Type.Optional(Type.String()) }) },
  Named: { version: 1, data: Type.Object({ name: personal('person'), said: Type.Optional(personal('text')) }) },
  Listed: {
    version: 1,
    data: Type.Object({ list: Type.Array(Type.Object({ who: Type.Optional(personal('person')), n: Type.Integer() })) }),
  },
  Plain: { version: 1, data: Type.Object({ n: Type.Integer() }) },
} satisfies EventCatalogue

const writing = (vault: MemoryVault, more: Partial<Writing> = {}): Writing => ({
  installation,
  vault,
  catalogue,
  stream: 'thing-1',
  tail: noTail,
  ...more,
})

const metadataOf = ({ metadataText }: SealedEvent) => JSON.parse(metadataText) as Metadata
const dataOf = ({ dataText }: SealedEvent) => JSON.parse(dataText) as Record<string, unknown>
const only = <Value>([one]: readonly Value[]): Value => {
  if (one === undefined) throw new Error('nothing')
  return one
}
const tailOf = (sealed: readonly SealedEvent[], tail: Tail, stream = 'thing-1'): Tail =>
  sealed.reduce((before, event) => {
    const revision = before.revision === 'none' ? 0n : before.revision + 1n
    return tailAfter(before, { ...event, stream, revision, position: revision }, metadataOf(event))
  }, tail)

describe('facts on their way to the log', () => {
  it('are chained: each holds at its place, and the next command goes on', async () => {
    const vault = memoryVault()
    const first = await sealFacts(
      [
        { type: 'Plain', data: { n: 1 } },
        { type: 'Said', data: { text: '一' } },
      ],
      about,
      writing(vault),
    )
    const tail = tailOf(first, noTail)
    const second = await sealFacts([{ type: 'Plain', data: { n: 2 } }], about, writing(vault, { tail }))
    let previous = ''
    for (const [index, event] of [...first, ...second].entries()) {
      const recorded = { ...event, stream: 'thing-1', revision: BigInt(index), position: 0n }
      expect(checkEvent(recorded, installation.id, previous)).toBeUndefined()
      previous = metadataOf(event).hash
    }
    expect(tailOf(second, tail)).toMatchObject({ revision: 2n, hash: previous })
  })

  it('say who, when, why and in which version; the hash comes last', async () => {
    const event = only(
      await sealFacts([{ type: 'Said', data: { text: '一' } }], { ...about, channel: 'phone' }, writing(memoryVault())),
    )
    expect(metadataOf(event)).toMatchObject({
      schemaVersion: 2,
      recordedAt: about.now,
      occurredAt: about.occurredAt,
      actor: about.actor,
      origin: 'live',
      channel: 'phone',
      commandId: 'command-1',
    })
    expect(Object.keys(metadataOf(event)).at(-1)).toBe('hash')
  })

  it('never go back in time within a stream, whatever the clock says', async () => {
    const vault = memoryVault()
    const told = [about.now, '2026-03-01T00:00:00.000Z', '2026-03-02T00:59:59.999Z', '2026-03-02T01:00:00.001Z']
    let tail = noTail
    const times: string[] = []
    for (const now of told) {
      const sealed = await sealFacts([{ type: 'Plain', data: { n: 1 } }], { ...about, now }, writing(vault, { tail }))
      times.push(metadataOf(only(sealed)).recordedAt)
      tail = tailOf(sealed, tail)
    }
    expect(times).toEqual([about.now, about.now, about.now, '2026-03-02T01:00:00.001Z'])
  })

  it('are refused when the catalogue does not know them', async () => {
    const asked = sealFacts([{ type: 'Unheard', data: {} }], about, writing(memoryVault()))
    await expect(asked).rejects.toThrow('Unheard is not in the catalogue of thing-1')
  })
})

describe('data keys', () => {
  it('are one per slot and stream, named by the event that brings them in', async () => {
    const vault = memoryVault()
    const facts = [
      { type: 'Named', data: { name: '王小明', said: '灯坏了' } },
      { type: 'Said', data: { text: '又坏了' } },
    ]
    const sealed = await sealFacts(facts, about, writing(vault))
    const [one, two] = sealed
    if (!one || !two) throw new Error('two events')
    const { keys = {} } = metadataOf(one)
    expect(Object.keys(keys).toSorted()).toEqual(['person', 'text'])
    expect(keys['person']).not.toBe(keys['text'])
    expect(dataOf(one)).toMatchObject({ name: { $key: keys['person'] }, said: { $key: keys['text'] } })
    expect(dataOf(two)).toMatchObject({ text: { $key: keys['text'] } })
    expect(metadataOf(two).keys).toBeUndefined()
    const later = await sealFacts(
      [{ type: 'Said', data: { text: '三' } }],
      about,
      writing(vault, { tail: tailOf(sealed, noTail) }),
    )
    expect(dataOf(only(later))).toMatchObject({ text: { $key: keys['text'] } })
    expect(metadataOf(only(later)).keys).toBeUndefined()
  })

  it('are not made for a field that is absent, nor for facts without personal fields', async () => {
    const vault = memoryVault()
    const sealed = await sealFacts(
      [
        { type: 'Plain', data: { n: 1 } },
        { type: 'Listed', data: { list: [{ n: 1 }] } },
      ],
      about,
      writing(vault),
    )
    expect(sealed.map((event) => metadataOf(event).keys)).toEqual([undefined, undefined])
    expect(vault.puts).toEqual([])
  })

  it('seal every element of a list at its own place', async () => {
    const vault = memoryVault()
    const list = [{ who: '甲', n: 1 }, { n: 2 }, { who: '乙', n: 3 }]
    const event = only(await sealFacts([{ type: 'Listed', data: { list } }], about, writing(vault)))
    const found = findSealed(dataOf(event))
    expect(found.map(({ field }) => field)).toEqual(['list.0.who', 'list.2.who'])
    const place = (field: string) => ({ stream: 'thing-1', commandId: 'command-1', field })
    expect(found.map(({ sealed, field }) => open(sealed, vault.keys, place(field)))).toEqual(['甲', '乙'])
  })

  it('may be told apart further by the aggregate', async () => {
    const slot = (declared: string, { data }: { data: unknown }) =>
      `${declared}:${(data as { about?: string }).about ?? ''}`
    const facts = [
      { type: 'Said', data: { text: '一', about: 'a' } },
      { type: 'Said', data: { text: '二', about: 'b' } },
    ]
    const sealed = await sealFacts(facts, about, writing(memoryVault(), { slot }))
    const keys = metadataOf(only(sealed)).keys ?? {}
    expect(Object.keys(keys).toSorted()).toEqual(['text:a', 'text:b'])
    expect(new Set(Object.values(keys)).size).toBe(2)
  })

  it('that were destroyed open nothing any more, and what is written later gets a new one', async () => {
    const vault = memoryVault()
    const before = await sealFacts([{ type: 'Said', data: { text: '旧' } }], about, writing(vault))
    const tail = tailOf(before, noTail)
    await vault.destroyKeys(Object.values(tail.keys))
    const after = await sealFacts([{ type: 'Said', data: { text: '新' } }], about, writing(vault, { tail }))
    const place = { stream: 'thing-1', commandId: 'command-1', field: 'text' }
    const opened = [before, after].map((sealed) => open(dataOf(only(sealed))['text'] as never, vault.keys, place))
    expect(opened).toEqual([erased, '新'])
    expect(tailOf(after, tail).keys['text']).not.toBe(tail.keys['text'])
  })
})
