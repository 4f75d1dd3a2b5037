import { describe, expect, it } from 'vitest'

import { aCityLog } from '../../test/support/aCityLog.ts'
import { MemoryEventStore } from '../../test/support/memoryEventStore.ts'
import { MemoryVault } from '../../test/support/memoryVault.ts'
import type { RecordedEvent } from '../kernel/eventStore.ts'
import { Acting } from './act.ts'
import { hourOf } from './hours.ts'
import { generateLives } from './lives.ts'
import { looksSince } from './lookAt.ts'

const until = '2026-11-24T02:00:00.000Z'
const end = Date.parse(until)
const days = 40

async function aCity() {
  const store = new MemoryEventStore()
  const beganAt = new Date(end - days * 86_400_000).toISOString()
  const log = await aCityLog(store, new MemoryVault(), { seed: 'test', beganAt })
  const wanted = { seed: 'test', days, cases: 600, until, installation: log.installation.id }
  const act = async () => {
    const acting = new Acting({ dispatch: log.dispatch, width: 64 })
    for (const command of generateLives(wanted, log.city)) await acting.begin(command)
    await acting.settled()
    return acting.counts
  }
  return { log, store, act }
}

const told = ({ stream, type, dataText, metadataText }: RecordedEvent) => ({
  stream,
  type,
  data: JSON.parse(dataText) as { subjects?: string[]; subject?: string; contact?: string },
  metadata: JSON.parse(metadataText) as { recordedAt: string; actor: { id: string; kind: string }; origin: string },
})
type Told = ReturnType<typeof told>

describe('looks and persons of the city', async () => {
  const { store, act } = await aCity()
  const counts = await act()
  const events = store.events.map(told)
  const looks = events.filter(({ stream, type }) => stream.startsWith('access-') && type !== 'SignedIn')
  const streams = Map.groupBy(events, ({ stream }) => stream)

  it('begin each session with one sign-in of who looks, in order of time, within two weeks', () => {
    expect(counts).toMatchObject({ refused: 0, repeated: 0 })
    expect(looks.length).toBeGreaterThan(500)
    for (const [stream, session] of streams) {
      if (!stream.startsWith('access-')) continue
      expect(session.map(({ type }) => type).filter((type) => type === 'SignedIn')).toHaveLength(1)
      expect(session[0]?.type).toBe('SignedIn')
      expect(new Set(session.map(({ metadata }) => metadata.actor.id)).size).toBe(1)
      const times = session.map(({ metadata }) => metadata.recordedAt)
      expect(times).toEqual(times.toSorted())
      expect(Date.parse(times[0] ?? '')).toBeGreaterThan(looksSince(end) - 3_600_000)
      expect(Date.parse(times.at(-1) ?? '') - Date.parse(times[0] ?? '')).toBeLessThan(6.1 * 3_600_000)
    }
  })

  it('are at what is there already', () => {
    const since = new Map([...streams].map(([stream, [first]]) => [stream, first?.metadata.recordedAt ?? '']))
    const seen = ({ data }: Told) => data.subjects ?? (data.subject === undefined ? [] : [data.subject])
    for (const look of looks) {
      for (const subject of seen(look)) {
        expect(look.metadata.recordedAt >= (since.get(subject) ?? '9999')).toBe(true)
      }
    }
  })

  it('gives whoever calls again a record with all contacts', () => {
    const records = [...streams].filter(([stream]) => stream.startsWith('person-'))
    expect(records.length).toBeGreaterThan(8)
    const linked: string[] = []
    for (const [, record] of records) {
      expect(record[0]?.type).toBe('PersonNamed')
      const contacts = record.flatMap(({ data }) => data.contact ?? [])
      expect(contacts.length).toBeGreaterThanOrEqual(2)
      linked.push(...contacts)
    }
    expect(new Set(linked).size).toBe(linked.length)
  })

  it('hold one who looks at one citizen at night, and never did anything for them', () => {
    const nightly = looks.filter(({ metadata: { recordedAt } }) => hourOf(Date.parse(recordedAt)) < 4)
    const reveals = nightly.filter(({ type }) => type === 'FieldsRevealed')
    const [[account, revealed] = ['', []]] = [...Map.groupBy(reveals, ({ metadata }) => metadata.actor.id)].toSorted(
      ([, a], [, b]) => b.length - a.length,
    )
    const subjects = new Set(revealed.map(({ data }) => data.subject))
    expect(subjects.size).toBeGreaterThanOrEqual(5)
    expect(revealed.length).toBeGreaterThan(subjects.size)
    for (const subject of subjects) {
      const others = streams.get(subject ?? '') ?? []
      expect(others.some(({ metadata }) => metadata.actor.id === account)).toBe(false)
    }
  })

  it('come once, however often the city is begun', async () => {
    const { length } = store.events
    expect(await act()).toMatchObject({ refused: 0, events: counts.events })
    expect(store.events).toHaveLength(length)
  })
})
