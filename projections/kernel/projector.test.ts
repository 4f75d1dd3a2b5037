import { existsSync, readdirSync } from 'node:fs'

import { afterEach, describe, expect, it } from 'vitest'

import { cityFacts } from '../../test/support/aCityOfFacts.ts'
import { MemoryEventStore } from '../../test/support/memoryEventStore.ts'
import { Projecting, Scribe, until } from '../../test/support/projecting.ts'
import { projections } from '../all.ts'
import { lagsOf } from './lag.ts'
import type { AnyProjection } from './projection.ts'

const city = (cases: number, seed = 1) => cityFacts({ cases, seed, from: '2025-01-01T00:00:00.000Z', days: 200 })
const at = '2025-12-01T00:00:00.000Z'
const houses: Projecting[] = []
const aHouse = (scribe?: Scribe, which?: readonly AnyProjection[]) => {
  const house = new Projecting(scribe, which)
  houses.push(house)
  return house
}
afterEach(async () => {
  for (const house of houses.splice(0)) await house.remove()
})

const raised = (name: string): readonly AnyProjection[] =>
  projections.map((one) => (one.name === name ? { ...one, version: one.version + 1 } : one))

describe('the projector', () => {
  it('builds the same rows event by event, from the start, and once more', async () => {
    const facts = city(120, 7)
    const live = aHouse()
    live.start()
    for (const [index, { stream, facts: some, about }] of facts.entries()) {
      await live.scribe.write(stream, some, about)
      if (index % 40 === 0) await live.settled()
    }
    await live.settled()
    const digests = await live.digests()
    for (let round = 0; round < 2; round += 1) {
      const again = aHouse(live.scribe)
      again.start()
      await again.settled()
      expect(await again.digests()).toEqual(digests)
    }
    expect(live.views.standing('workList').events).toBe(live.scribe.store.events.length)
  })

  it('goes on where it stopped, and sees nothing twice', async () => {
    const house = aHouse()
    const facts = city(60)
    for (const part of [facts.slice(0, 100), facts.slice(100, 200), facts.slice(200)]) {
      await house.scribe.writeAll(part)
      house.start()
      await house.settled()
      await house.stop()
    }
    const whole = aHouse(house.scribe)
    whole.start()
    await whole.settled()
    expect(await house.digests()).toEqual(await whole.digests())
  })

  it('rebuilds beside the old rows while events come in, and removes the old file', async () => {
    const house = aHouse()
    const facts = city(150)
    await house.scribe.writeAll(facts.slice(0, 400))
    house.start()
    await house.settled()
    const before = house.fileOf('workList')
    const { projector } = house
    if (!projector) throw new Error('not started')
    const rebuilt = Promise.all(['workList', 'caseTimeline'].map((name) => projector.rebuild(name)))
    await house.scribe.writeAll(facts.slice(400))
    await rebuilt
    await house.settled()
    expect(house.fileOf('workList')).not.toBe(before)
    await until(() => !existsSync(before))
    await until(() => house.logged.filter((line) => line.includes('the rebuilt rows equal the old ones')).length === 2)
    const whole = aHouse(house.scribe)
    whole.start()
    await whole.settled()
    expect(await house.digests()).toEqual(await whole.digests())
  })

  it('fills a new version beside the old one, which readers keep until then', async () => {
    const house = aHouse()
    await house.scribe.writeAll(city(40))
    house.start()
    await house.settled()
    await house.stop()
    const old = house.fileOf('workList')
    const [page] = [house.fileOf('casePage')]
    house.start(raised('workList'))
    await until(() => house.fileOf('workList') !== old)
    await house.settled()
    expect(house.fileOf('casePage')).toBe(page)
    await until(() => readdirSync(house.folder).filter((file) => /^workList\.\d+\.sqlite$/.test(file)).length === 1)
  })

  it('puts an event of an unknown type aside, counts it, and folds it in once it is known', async () => {
    const house = aHouse()
    await house.scribe.writeAll(city(3))
    const unheard = { UnheardOf: { version: 1, data: {} } }
    await house.scribe.write('case-c1', [{ type: 'UnheardOf', data: { some: 'thing' } }], { at }, unheard as never)
    await house.scribe.write('case-c1', [{ type: 'NoteAdded', data: { text: '之后' } }], { at })
    house.start()
    await house.settled()
    expect(house.views.standing('workList').unknown).toBe(1)
    const entry = house.views.read('caseTimeline').prepare("SELECT count(*) AS n FROM entries WHERE type = 'UnheardOf'")
    expect(entry.get()).toEqual({ n: 1 })
    await house.stop()
    const learnt = projections.map((one) =>
      one.category === 'case'
        ? {
            ...one,
            catalogue: { ...one.catalogue, UnheardOf: { version: 1, data: {} } } as AnyProjection['catalogue'],
            evolve: { ...(one.evolve as object), UnheardOf: (row: unknown) => row } as AnyProjection['evolve'],
          }
        : one,
    )
    house.start(learnt)
    await until(() => house.views.standing('workList').unknown === 0)
    await house.settled()
  })

  it('says so and begins anew when the log is another, older or wiped one', async () => {
    const house = aHouse()
    await house.scribe.writeAll(city(30))
    house.start()
    await house.settled()
    await house.stop()
    const other = aHouse(new Scribe(new MemoryEventStore()))
    await other.scribe.writeAll(city(5, 3))
    const [wiped] = [aHouse(other.scribe)]
    // The same folder, over the other log.
    Object.defineProperty(wiped, 'folder', { value: house.folder })
    wiped.start()
    const head = await other.scribe.store.head()
    await until(() => house.views.position('workList') === head)
    expect(wiped.logged.join()).toContain('a checkpoint lies beyond the head of the log')
    other.start()
    await other.settled()
    await wiped.stop()
    expect(await house.digests()).toEqual(await other.digests())
  })

  it('fails loudly when a stream misses a revision', async () => {
    const house = aHouse()
    await house.scribe.writeAll(city(10))
    const { events } = house.scribe.store
    const gap = events.findIndex(({ stream, revision }) => stream.startsWith('case-') && revision === 1n)
    events.splice(gap, 1)
    // Positions stay as they were, so that only the revision tells.
    house.start()
    await expect(house.settled()).rejects.toThrow(/goes from revision 0 to 2/)
  })

  it('tells how far each view is behind', async () => {
    const house = aHouse()
    await house.scribe.writeAll(city(5))
    house.start()
    await house.settled()
    const head = (await house.scribe.store.head()) ?? 0n
    expect(lagsOf(house.views, head, Date.parse(at))['workList']).toMatchObject({ behind: false, seconds: 0 })
    const later = lagsOf(house.views, head + 100n, Date.parse(at))['workList']
    expect(later?.behind).toBe(true)
    expect(later?.seconds).toBeGreaterThan(0)
  })
})
