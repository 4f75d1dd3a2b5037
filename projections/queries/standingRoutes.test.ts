import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { cityFacts } from '../../test/support/aCityOfFacts.ts'
import { aQueryApp } from '../../test/support/aQueryApp.ts'
import { aViewer } from '../../test/support/projecting.ts'

let app: Awaited<ReturnType<typeof aQueryApp>>
const auditor = aViewer({ permissions: ['history.view'] })

beforeAll(async () => {
  app = await aQueryApp()
  await app.house.scribe.writeAll(cityFacts({ cases: 60, seed: 3, from: '2025-01-01T00:00:00.000Z', days: 40 }))
  app.house.start()
  await app.house.settled()
}, 60_000)
afterAll(async () => {
  await app.app.close()
  await app.house.remove()
})
beforeEach(() => {
  app.told.viewer = auditor
})

type Standing = { name: string; rows: number; events: number; position: string; certificate: object | null }
const standing = async (name: string) => {
  const { body } = await app.get('/api/audit/views')
  return (body['views'] as unknown as Standing[]).find((view) => view.name === name)
}

describe('what stands on the log', () => {
  it('is told view by view: how far, how many events, since when', async () => {
    const events = app.house.scribe.store.events.length
    expect(await standing('workList')).toMatchObject({ rows: 60, events, unknown: 0, certificate: null })
    expect(await standing('workList')).toMatchObject({
      builtAt: expect.stringMatching(/^\d{4}-/),
      version: expect.any(Number),
    })
    const { body } = await app.get('/api/audit/views')
    expect((body['views'] as unknown as Standing[]).map((view) => view.events)).toEqual(
      app.house.views.names.map(() => events),
    )
  })

  it('has a digest that anybody can ask for, the same however often', async () => {
    const first = await app.get('/api/audit/views/workList/digest')
    expect(first.body).toMatchObject({ name: 'workList', digest: (await app.house.digests())['workList'] })
    expect((await app.get('/api/audit/views/workList/digest')).body).toEqual(first.body)
  })

  it('keeps what a rebuild has proved', async () => {
    const before = (await app.house.digests())['workList']
    await app.house.projector?.rebuild('workList')
    await expect
      .poll(async () => (await standing('workList'))?.certificate)
      .toMatchObject({
        same: true,
        digest: before,
        before,
        events: app.house.scribe.store.events.length,
      })
  })

  it('is not everybody’s to know, and names nothing that is not there', async () => {
    expect((await app.get('/api/audit/views/nothing/digest')).status).toBe(404)
    expect((await app.get('/api/audit/views/..%2Fapi/digest')).status).toBe(400)
    app.told.viewer = aViewer({ permissions: ['case.view'] })
    expect((await app.get('/api/audit/views')).status).toBe(403)
    expect((await app.get('/api/audit/views/workList/digest')).status).toBe(403)
    app.told.viewer = undefined
    expect((await app.get('/api/audit/views')).status).toBe(401)
  })
})
