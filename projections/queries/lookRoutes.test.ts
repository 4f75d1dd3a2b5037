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

describe('the log of all looks', () => {
  const day = 'from=2025-07-01T00:00:00Z&to=2025-07-03T00:00:00Z'
  type Row = { type: string; at: string; account: { id: string }; subjects: { kind: string; cases: object[] }[] }
  const rows = async (query = '') => (await app.get(`/api/looks?${day}${query}`)).body['rows'] as unknown as Row[]

  it('tells each request once, newest first, with everything that it showed', async () => {
    const all = await rows()
    expect(all.map(({ type }) => type)).toEqual([
      'CaseViewed',
      'CaseViewed',
      'HistoryViewed',
      'FieldsRevealed',
      'CaseViewed',
    ])
    expect(all.at(-1)).toMatchObject({
      account: { id: 'staff-1', name: '王芳' },
      subjects: [
        { kind: 'case', id: 'c2', cases: [{ id: 'c2' }] },
        { kind: 'contact', id: 'k1', cases: [{ id: 'c2' }] },
      ],
    })
  })

  it('can be narrowed to a person, a kind and a purpose', async () => {
    expect((await rows('&account=staff-1')).map(({ type }) => type)).toEqual(['FieldsRevealed', 'CaseViewed'])
    expect(await rows('&type=HistoryViewed')).toHaveLength(1)
    expect(await rows('&purpose=contact-citizen')).toMatchObject([{ type: 'FieldsRevealed' }])
    expect(await rows('&purpose=audit')).toEqual([])
  })

  it('goes on where a page ended', async () => {
    const first = await app.get(`/api/looks?${day}&limit=2`)
    const second = await app.get(
      `/api/looks?${day}&limit=2&cursor=${encodeURIComponent(String(first.body['nextCursor']))}`,
    )
    const both = [...(first.body['rows'] as unknown as Row[]), ...(second.body['rows'] as unknown as Row[])]
    expect(both.map(({ at }) => at)).toEqual((await rows()).slice(0, 4).map(({ at }) => at))
  })

  it('shows to the auditor of some units only what was seen of their cases', async () => {
    const mine = new Set(app.visible(['west'], true).map(({ id }) => id))
    app.told.viewer = aViewer({ accessUnits: ['west'] })
    const seen = (await rows()).flatMap(({ subjects }) => subjects)
    const expected = ['c1', 'c2'].filter((id) => mine.has(id))
    expect(
      [...new Set(seen.flatMap(({ cases }) => cases.map((one) => (one as { id: string }).id)))].toSorted(),
    ).toEqual(expected)
  })

  it('tells who looked at a citizen, by whatever case or contact of theirs', async () => {
    const { scribe } = app.house
    const at = '2025-07-04T01:00:00.000Z'
    const received = { channel: 'phone', unit: 'hotline', language: 'zh-CN', receivedAt: at, callerKind: 'person' }
    await scribe.write('contact-k9', [{ type: 'ContactReceived', data: received }], { at })
    const person = [
      { type: 'PersonNamed', data: { kind: 'person', unit: 'hotline' } },
      { type: 'ContactLinkedToPerson', data: { contact: 'k1' } },
      { type: 'ContactLinkedToPerson', data: { contact: 'k9' } },
    ]
    await scribe.write('person-p1', person, { at })
    const seen = { type: 'ContactViewed', data: { subjects: ['contact-k9'], fields: ['masked'] } }
    const by = { at, actor: { kind: 'person', id: 'staff-4' } as const }
    await scribe.write('access-s9', [seen], by, accessEvents)
    await app.house.settled()
    const always = 'from=1970-01-01T00:00:00Z&to=2030-01-01T00:00:00Z'
    const { body } = await app.get(`/api/looks?${always}&case=c2`)
    const told = (body['rows'] as unknown as Row[]).map(({ type, account }) => `${type} ${account.id}`)
    expect(told[0]).toBe('ContactViewed staff-4')
    expect(told).toContain('FieldsRevealed staff-1')
    expect(told.filter((one) => one.endsWith('auditor-1'))).toHaveLength(2)
    expect((await app.get(`/api/looks?${always}&case=nowhere`)).status).toBe(404)
  })

  it('is refused to everybody else', async () => {
    app.told.viewer = aViewer()
    expect(await app.get(`/api/looks?${day}`)).toMatchObject({ status: 403 })
    expect(await app.get(`/api/looks/accounts?${day}`)).toMatchObject({ status: 403 })
  })

  it('refuses what it cannot read', async () => {
    const asked = [
      '/api/looks',
      '/api/looks?from=today&to=tomorrow',
      '/api/looks?from=2025-07-03T00:00:00Z&to=2025-07-01T00:00:00Z',
      '/api/looks?from=2020-07-03T00:00:00Z&to=2025-07-01T00:00:00Z',
      `/api/looks?${day}&cursor=nonsense`,
      `/api/looks?${day}&limit=0`,
      `/api/looks?${day}&type=SignedIn`,
      `/api/looks?${day}&account=%27%20or%201%3D1`,
      `/api/looks?${day}&hide=true`,
    ]
    for (const url of asked) expect([url, (await app.get(url)).status]).toEqual([url, 400])
  })

  it('says how much everybody looked at', async () => {
    const { body } = await app.get(`/api/looks/accounts?${day}`)
    expect(body).toMatchObject({
      rows: [
        { account: { id: 'auditor-1' }, looks: 3, subjects: 2, reveals: 0 },
        { account: { id: 'staff-1', name: '王芳' }, looks: 2, subjects: 2, reveals: 1, unusual: [] },
      ],
      rule: { factor: 3 },
    })
  })
})
