import { Type } from 'typebox'
import { beforeEach, describe, expect, it } from 'vitest'

import { MemoryEventStore } from '../../test/support/memoryEventStore.ts'
import type { Metadata } from './event.ts'
import type { EventStore } from './eventStore.ts'
import { memoryVault } from './memoryVault.fixture.ts'
import { checkEvent } from './proof.ts'
import { recorderOf, type Recorder } from './recorder.ts'
import type { Vault } from './vault.ts'

const installation = {
  id: '6f2d8f0e-51c5-4a57-9d6d-8a4f6d1f0a11',
  kind: 'demo',
  timeZone: 'UTC',
  hashAlg: 'sha256',
} as const
const catalogue = { Looked: { version: 1, data: Type.Object({ at: Type.String() }) } }
const by = { actor: { kind: 'person', id: 'zhang' }, commandId: 'look-1' } as const
const look = (at: string) => [{ type: 'Looked', data: { at } }]

let store: MemoryEventStore
let clock: string
const aRecorder = (on: EventStore = store): Recorder =>
  recorderOf({ store: on, vault: memoryVault() as unknown as Vault, installation, catalogue, now: () => clock })

beforeEach(() => {
  store = new MemoryEventStore()
  clock = '2026-03-02T01:00:00.000Z'
})

const times = () => store.events.map(({ metadataText }) => (JSON.parse(metadataText) as Metadata).recordedAt)

/** How many events of a stream are there without a gap, each chained to the one before. */
function chained(stream: string): number {
  let previous = ''
  const events = store.events.filter((event) => event.stream === stream)
  const flaws = events.map((event, index) => {
    const flaw = event.revision === BigInt(index) ? checkEvent(event, installation.id, previous) : 'gap'
    previous = (JSON.parse(event.metadataText) as Metadata).hash
    return flaw
  })
  expect(flaws).toEqual(events.map(() => undefined))
  return events.length
}

describe('the recorder', () => {
  it('chains what it is told, and answers where it stands', async () => {
    const recorder = aRecorder()
    expect(await recorder.record('access-1', look('case-1'), by)).toEqual({ position: '100' })
    await recorder.record('access-1', [...look('case-2'), ...look('case-3')], by)
    expect(chained('access-1')).toBe(3)
  })

  it('goes on where another process left off, and keeps everything when both write at once', async () => {
    const recorders = [aRecorder(), aRecorder(), aRecorder()]
    const telling = async (recorder: Recorder) => {
      for (let index = 0; index < 10; index += 1) await recorder.record('access-1', look(`case-${index}`), by)
    }
    await Promise.all(recorders.map(telling))
    expect(chained('access-1')).toBe(30)
    await aRecorder().record('access-1', look('case-x'), by)
    expect(chained('access-1')).toBe(31)
  })

  it('does not go back in time', async () => {
    const recorder = aRecorder()
    await recorder.record('access-1', look('a'), by)
    clock = '2026-03-01T00:00:00.000Z'
    await recorder.record('access-1', look('b'), by)
    await aRecorder().record('access-1', look('c'), by)
    expect(times()).toEqual(times().map(() => '2026-03-02T01:00:00.000Z'))
  })

  it('tells who asked when the log refuses, and is not confused afterwards', async () => {
    let down = false
    const flaky: Pick<EventStore, 'append' | 'readBackwards'> = {
      append: (...given) => (down ? Promise.reject(new Error('the log is away')) : store.append(...given)),
      readBackwards: (...given) => store.readBackwards(...given),
    }
    const recorder = aRecorder(flaky as EventStore)
    await recorder.record('access-1', look('a'), by)
    down = true
    await expect(recorder.record('access-1', look('b'), by)).rejects.toThrow('the log is away')
    down = false
    await recorder.record('access-1', look('c'), by)
    expect(chained('access-1')).toBe(2)
  })
})
