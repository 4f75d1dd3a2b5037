import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { aQueryApp } from '../test/support/aQueryApp.ts'
import { EventSourceClient } from '../test/support/eventSource.ts'
import { aViewer, until } from '../test/support/projecting.ts'

const at = '2025-06-01T00:00:00.000Z'
const registered = (intakeUnit: string, identityProtected = false) => ({
  type: 'CaseRegistered',
  data: {
    caseNumber: '202506010000428',
    type: 'complaint',
    title: '路灯不亮',
    story: '路灯不亮',
    callerKind: 'person',
    identity: 'real-name',
    identityProtected,
    category: { code: '010101', chosenBy: 'person' },
    urgency: { value: 'normal', chosenBy: 'person' },
    language: 'zh-CN',
    lengths: { title: 1, story: 1 },
    intakeUnit,
    channel: 'phone',
    clocks: [],
  },
})
const note = { type: 'NoteAdded', data: { text: '备注' } }
const dispatched = (unit: string) => ({
  type: 'Dispatched',
  data: { assignmentId: `to-${unit}`, round: 1, unit, kind: 'primary', clocks: [] },
})

let app: Awaited<ReturnType<typeof aQueryApp>>
let url = ''
const clients: EventSourceClient[] = []

beforeEach(async () => {
  app = await aQueryApp()
  await app.house.scribe.write('case-old', [registered('hotline')], { at })
  app.house.start()
  await app.house.settled()
  url = `${await app.app.listen({ port: 0, host: '127.0.0.1' })}/api/feed`
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await app.app.close()
  await app.house.remove()
})

async function listen(viewer = aViewer(), lastEventId?: string) {
  app.told.viewer = viewer
  const client = await EventSourceClient.open(url, lastEventId)
  clients.push(client)
  return client
}
const write = (stream: string, ...facts: { type: string; data: unknown }[]) =>
  app.house.scribe.write(stream, facts, { at })
const ids = (client: EventSourceClient) => new Set(client.of('change').map(({ data }) => data['id']))

describe('the live feed', () => {
  it('tells (view, id, position) within a moment, and nothing of the content', async () => {
    const client = await listen()
    const started = Date.now()
    const position = await write('case-new', registered('hotline'))
    await until(() => client.of('change').some(({ data }) => data['view'] === 'workList'))
    expect(Date.now() - started).toBeLessThan(300)
    expect(client.heard[0]?.id).toBe(position.toString())
    expect(Object.keys(client.heard[0]?.data ?? {}).sort()).toEqual(['id', 'position', 'view'])
    expect(new Set(client.heard.map(({ data }) => data['view']))).toEqual(
      new Set(['casePage', 'caseTimeline', 'workList']),
    )
  })

  it('tells whom it concerned before and whom it concerns now, and nobody else', async () => {
    const viewers = [
      await listen(aViewer({ units: ['east'] })),
      await listen(aViewer({ units: ['west-1'] })),
      await listen(aViewer({ units: ['hotline'], protected: false })),
    ] as const
    const [east, west, hotline] = viewers
    await write('case-one', registered('hotline'))
    await write('case-one', dispatched('east-1'))
    await write('case-secret', registered('hotline', true))
    await write('case-end', registered('hotline'))
    await until(() => ids(hotline).has('end'))
    expect(ids(east)).toEqual(new Set(['one']))
    expect(ids(west)).toEqual(new Set())
    expect(ids(hotline)).toEqual(new Set(['one', 'end']))
  })

  it('goes on after the last event that the browser heard', async () => {
    const first = await listen()
    await write('case-a', registered('hotline'))
    await until(() => ids(first).has('a'))
    first.close()
    const last = first.heard.at(-1)?.id
    await write('case-b', registered('hotline'))
    await app.house.settled()
    const again = await listen(aViewer(), last)
    await write('case-c', registered('hotline'))
    await until(() => ids(again).has('c'))
    expect(ids(again)).toEqual(new Set(['b', 'c']))
  })

  it('says to read everything again where too much was missed', async () => {
    const client = await listen(aViewer(), '1')
    await until(() => client.of('resync').length > 0)
    expect(client.of('resync')).toHaveLength(1)
  })

  it('is open so many times for one session, and the oldest goes', async () => {
    const other = await listen(aViewer({ sessionId: 'another' }))
    const many: EventSourceClient[] = []
    for (let one = 0; one < 33; one += 1) many.push(await listen())
    await until(() => many[0]?.ended === true)
    expect(many.filter(({ ended }) => ended)).toHaveLength(1)
    expect(other.ended).toBe(false)
    await write('case-new', registered('hotline'))
    await until(() => ids(many[32] ?? other).has('new') && ids(other).has('new'))
  })

  it('ends when the session does', async () => {
    const client = await listen()
    app.told.viewer = undefined
    await until(() => client.ended, 5_000)
    expect(client.of('end')).toHaveLength(1)
  })

  it('hears by the units that the viewer has now, and is told when they have changed', async () => {
    const client = await listen(aViewer({ units: ['west'] }))
    app.told.viewer = aViewer({ units: ['hotline'] })
    await until(() => client.of('access').length > 0)
    await write('case-d', registered('hotline'))
    await until(() => client.of('change').length > 0)
    expect(ids(client)).toEqual(new Set(['d']))
    expect(client.of('access')).toHaveLength(1)
  })

  it('does not wait for a browser that does not read', async () => {
    const slow = await listen()
    slow.pause()
    const quick = await listen()
    for (let round = 0; round < 40; round += 1) {
      await write('case-old', ...Array.from({ length: 100 }, () => note))
      for (let more = 0; more < 20; more += 1) await write(`case-${round}-${more}`, registered('hotline'))
    }
    const knowsAll = (client: EventSourceClient) => ids(client).size === 801 || client.of('resync').length > 0
    await until(() => knowsAll(quick))
    slow.resume()
    await until(() => knowsAll(slow))
    expect(knowsAll(slow)).toBe(true)
  })
})
