import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'

import type { Aggregate } from './aggregate.ts'
import { noDictionaries, personal, type EventsOf } from './event.ts'
import type { RecordedEvent } from './eventStore.ts'
import { foldOn, LoadedStreams, nothingLoaded } from './loaded.ts'
import { sealEvents } from './proof.ts'

const catalogue = {
  Counted: { version: 1, data: Type.Object({ by: Type.Integer(), why: Type.Optional(personal('text')) }) },
}
type Event = EventsOf<typeof catalogue>
const counter: Aggregate<number, Event> = {
  category: 'counter',
  catalogue,
  initial: 0,
  evolve: { Counted: (sum, { by }) => sum + by },
  units: () => [],
}

type Told = {
  type?: string
  by?: number
  command?: string
  version?: number
  at?: string
  keys?: Record<string, string>
}

function recorded(told: readonly Told[], from = 0): RecordedEvent[] {
  const link = { installation: 'i', stream: 'counter-1', revision: BigInt(from), previousHash: '' }
  const unsealed = told.map(
    ({ type = 'Counted', by = 1, command = 'c', version = 1, at = '2026-01-01T00:00:00.000Z', keys }) => ({
      type,
      dataText: JSON.stringify({ by }),
      metadata: {
        schemaVersion: version,
        recordedAt: at,
        commandId: command,
        fingerprint: `of-${command}`,
        versions: noDictionaries,
        keys,
      },
    }),
  )
  return sealEvents('sha256', link, unsealed).sealed.map((event, index) => ({
    ...event,
    stream: 'counter-1',
    revision: BigInt(from + index),
    position: BigInt(from + index) * 10n,
  }))
}

const fold = (told: readonly Told[]) => foldOn(counter, nothingLoaded(0), recorded(told))

describe('a stream folded to its tail', () => {
  it('is the same in one go and in pieces, and leaves what it began with alone', () => {
    const told = [{ by: 1 }, { by: 2, command: 'd', keys: { text: 'k1' } }, { by: 3, command: 'e' }]
    const whole = fold(told)
    const events = recorded(told)
    const half = foldOn(counter, nothingLoaded(0), events.slice(0, 1))
    expect(foldOn(counter, half, events.slice(1))).toEqual(whole)
    expect(half.state).toBe(1)
    expect(half.commands.size).toBe(1)
    expect(whole).toMatchObject({ state: 6, position: 20n, tail: { revision: 2n, keys: { text: 'k1' } } })
  })

  it('remembers what each command led to, all of its events together', () => {
    const { commands } = fold([{ command: 'a' }, { command: 'a' }, { command: 'b' }])
    expect(commands.get('a')).toEqual({
      fingerprint: 'of-a',
      revision: 1n,
      position: 10n,
      types: ['Counted', 'Counted'],
    })
    expect(commands.get('b')).toMatchObject({ revision: 2n, types: ['Counted'] })
  })

  it('notices the first event that it does not understand, and goes on with the chain', () => {
    const { state, tail, unknown } = fold([{ by: 1 }, { type: 'FromTheFuture' }, { type: 'Another' }, { by: 5 }])
    expect(unknown).toBe('FromTheFuture')
    expect(state).toBe(6)
    expect(tail.revision).toBe(3n)
  })

  it('does not understand a newer version of what it knows, nor a name that objects have by nature', () => {
    expect(fold([{ version: 2 }]).unknown).toBe('Counted')
    expect(fold([{ type: 'constructor' }]).unknown).toBe('constructor')
    expect(fold([{ type: '__proto__' }]).unknown).toBe('__proto__')
  })

  it('takes the later time, should the log hold one that went back', () => {
    const { tail } = fold([{ at: '2026-01-02T00:00:00.000Z' }, { at: '2026-01-01T00:00:00.000Z' }])
    expect(tail.recordedAt).toBe('2026-01-02T00:00:00.000Z')
  })
})

describe('remembered streams', () => {
  const of = (state: number) => ({ ...nothingLoaded(0), state })

  it('fall out, the least recently used first', () => {
    const streams = new LoadedStreams(2)
    streams.set('a', of(1))
    streams.set('b', of(2))
    expect(streams.get<number>('a')?.state).toBe(1)
    streams.set('c', of(3))
    expect(streams.get('b')).toBeUndefined()
    expect(streams.get<number>('a')?.state).toBe(1)
    expect(streams.get<number>('c')?.state).toBe(3)
  })

  it('count once however often they change, and can be forgotten', () => {
    const streams = new LoadedStreams(2)
    streams.set('a', of(1))
    for (let state = 0; state < 10; state += 1) streams.set('b', of(state))
    expect(streams.get<number>('a')?.state).toBe(1)
    expect(streams.get<number>('b')?.state).toBe(9)
    streams.forget('b')
    expect(streams.get('b')).toBeUndefined()
  })
})
