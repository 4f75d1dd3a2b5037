import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { aQueriedCity } from '../../test/support/aQueriedCity.ts'
import { aViewer } from '../../test/support/projecting.ts'
import { concernedUnits } from '../cases/progress.ts'

let app: Awaited<ReturnType<typeof aQueriedCity>>

beforeAll(async () => {
  app = await aQueriedCity()
}, 60_000)
afterAll(() => app.remove())
beforeEach(() => {
  app.told.viewer = aViewer()
  app.told.recordFails = false
})

describe('a case', () => {
  it('is opened on record, with everything in clear but the citizen', async () => {
    app.told.looked.length = 0
    const { status, body, headers } = await app.get('/api/cases/c1')
    expect(status).toBe(200)
    expect(body).toMatchObject({ case: { title: '路灯不亮', story: '小区门口的路灯坏了，张三 13800000000' } })
    expect(headers['etag']).toBe(`"${String(body['revision'])}"`)
    expect(app.told.looked).toEqual([{ kind: 'CaseViewed', subjects: ['case-c1'], fields: ['page'] }])
  })

  it('is not shown when the look cannot be recorded', async () => {
    app.told.recordFails = true
    expect((await app.get('/api/cases/c1')).status).toBe(503)
  })

  it('is no more there for those whom it does not concern than one that never was', async () => {
    const hidden = app.rows.find(({ row }) => concernedUnits(row.progress).every((unit) => !unit.startsWith('west')))
    app.told.viewer = aViewer({ units: ['west'] })
    const [denied, absent] = [await app.get(`/api/cases/${hidden?.id}`), await app.get('/api/cases/nowhere')]
    expect(denied).toMatchObject({ status: 404 })
    expect(denied.body).toEqual(absent.body)
    expect((await app.get(`/api/cases/${hidden?.id}/timeline`)).body).toEqual(absent.body)
  })

  it('tells its events in order, with who and where', async () => {
    const { body } = await app.get('/api/cases/c1/timeline')
    const { entries } = body as unknown as { entries: { revision: string; type: string; actor: object }[] }
    expect(entries.map(({ revision }) => Number(revision))).toEqual(entries.map((_, index) => index))
    expect(entries[0]).toMatchObject({ type: 'CaseRegistered', actor: { name: '王芳' }, data: { title: '路灯不亮' } })
  })

  it('says erased where a key is gone', async () => {
    const { scribe } = app.house
    const id = 'c7'
    for (const key of Object.values(scribe.tails.get(`case-${id}`)?.keys ?? {})) scribe.vault.known.delete(key)
    expect((await app.get(`/api/cases/${id}`)).body).toMatchObject({ case: { story: { erased: true } } })
    const { body } = await app.get('/api/work-list?limit=200&sort=registered&dir=asc&q=7')
    expect(
      (body as unknown as { rows: { id: string; title: null }[] }).rows.find((row) => row.id === id)?.title,
    ).toBeNull()
  })
})

describe('a contact', () => {
  it('is masked, and reached through its desk or its case', async () => {
    const { body } = await app.get('/api/contacts/k1')
    expect(body).toMatchObject({ contact: { callerName: '王**', callerNumber: '138****1234', cases: ['c2'] } })
    const page = await app.get('/api/cases/c2')
    expect(JSON.stringify(page.body)).not.toContain('13812341234')
    const strangers = ['east', 'west'].filter((unit) => !app.visible([unit], true).some(({ id }) => id === 'c2'))
    for (const unit of strangers) {
      app.told.viewer = aViewer({ units: [unit] })
      expect((await app.get('/api/contacts/k1')).status).toBe(404)
    }
  })
})
