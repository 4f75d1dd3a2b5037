import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { accessEvents } from '../../services/access/events.ts'
import { aQueriedCity } from '../../test/support/aQueriedCity.ts'
import { aViewer } from '../../test/support/projecting.ts'
import { concernedUnits } from '../cases/progress.ts'

let app: Awaited<ReturnType<typeof aQueriedCity>>
const auditor = () => aViewer({ accountId: 'auditor-1', accessUnits: ['city'] })

beforeAll(async () => {
  app = await aQueriedCity()
  const look = (session: string, account: string, at: string, fact: { type: string; data: unknown }) =>
    app.house.scribe.write(`access-${session}`, [fact], { at, actor: { kind: 'person', id: account } }, accessEvents)
  const viewed = (...subjects: string[]) => ({ type: 'CaseViewed', data: { subjects, fields: ['page'] } })
  await look('s1', 'staff-1', '2025-07-01T01:00:00.000Z', viewed('case-c2', 'contact-k1'))
  const reveal = { subject: 'contact-k1', fields: ['callerNumber'], purpose: 'contact-citizen' }
  await look('s1', 'staff-1', '2025-07-01T02:00:00.000Z', { type: 'FieldsRevealed', data: reveal })
  await look('s2', 'auditor-1', '2025-07-02T01:00:00.000Z', { type: 'HistoryViewed', data: viewed('case-c2').data })
  await look('s2', 'auditor-1', '2025-07-02T02:00:00.000Z', viewed('case-c1'))
  await look('s2', 'auditor-1', '2025-07-02T03:00:00.000Z', viewed('case-c2'))
  await look('s3', 'staff-9', '2025-07-03T01:00:00.000Z', { type: 'SignedIn', data: { account: 'staff-9' } })
  await app.house.settled()
}, 60_000)
afterAll(() => app.remove())
beforeEach(() => {
  app.told.viewer = auditor()
})

describe('who looked at a case', () => {
  it('is told with when, at what and why, newest first, reveals of its citizen included', async () => {
    const { status, body } = await app.get('/api/cases/c2/looks')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      total: 5,
      rows: [
        { type: 'CaseViewed', account: { id: 'auditor-1' } },
        { type: 'HistoryViewed', account: { id: 'auditor-1' } },
        { type: 'FieldsRevealed', subject: 'contact-k1', fields: ['callerNumber'], purpose: 'contact-citizen' },
        { type: 'CaseViewed', account: { id: 'staff-1', name: '王芳' } },
        { type: 'CaseViewed' },
      ],
    })
  })

  it('is told up to a limit, with how many there are', async () => {
    const { body } = await app.get('/api/cases/c2/looks?limit=2')
    expect(body).toMatchObject({ total: 5, rows: [{}, {}] })
  })

  it('is refused without the permission for one of the case’s units', async () => {
    app.told.viewer = aViewer()
    expect(await app.get('/api/cases/c2/looks')).toMatchObject({ status: 403 })
  })

  it('is nobody’s business whom the case does not concern', async () => {
    const hidden = app.rows.find(({ row }) => concernedUnits(row.progress).every((unit) => !unit.startsWith('west')))
    app.told.viewer = aViewer({ units: ['west'], accessUnits: ['city'] })
    expect(await app.get(`/api/cases/${hidden?.id}/looks`)).toMatchObject({ status: 404 })
  })
})

describe('cases looked at last', () => {
  it('are one’s own, each once, newest first', async () => {
    const { body } = await app.get('/api/looks/mine')
    expect(body).toMatchObject({ rows: [{ id: 'c2', at: '2025-07-02T03:00:00.000Z' }, { id: 'c1' }] })
  })

  it('are gone from the list when they may no longer be seen', async () => {
    app.told.viewer = { ...auditor(), units: ['nowhere'] }
    expect((await app.get('/api/looks/mine')).body).toEqual({ rows: [] })
  })
})
