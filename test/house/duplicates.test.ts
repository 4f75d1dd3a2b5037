import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, type Answered, type Client } from '../support/house.ts'
import { aContact, history, post, registered } from './aMatter.ts'

let house: House
let admin: Client
let colleague: Client

beforeAll(async () => {
  house = await House.start()
  admin = await house.admin()
  colleague = await staffed(house, admin, 'colleague', [{ role: 'supervisor', unit: 'root' }])
})
afterAll(() => house.dispose())

const note = (id: string, text: string, headers: Record<string, string> = {}, by = admin) =>
  post(by, `cases/${id}/add-note`, { text }, headers)
const notes = async (id: string) => (await history(admin, id)).events.filter(({ type }) => type === 'NoteAdded').length
const withKey = (key: string) => ({ 'idempotency-key': key })
/** In order of size: who is first is chance. */
const statuses = (answers: readonly Answered[]) => answers.map(({ status }) => status).toSorted((a, b) => a - b)

describe('the same key', () => {
  it('with the same body gets the same answer, and says that it is a repetition', async () => {
    const { id } = await registered(admin)
    const key = randomUUID()
    const first = await note(id, '一', withKey(key))
    expect(first).toMatchObject({ status: 202, etag: '"1"', body: { id, revision: '1', events: ['NoteAdded'] } })
    expect(first.body).not.toHaveProperty('repeated')
    await note(id, '二')
    expect(await note(id, '一', withKey(key))).toEqual({ ...first, body: { ...first.body, repeated: true } })
    expect(await notes(id)).toBe(2)
  })

  it('means the same though its fields come in another order', async () => {
    const key = randomUUID()
    const body = aContact()
    const turned = Object.fromEntries(Object.entries(body).toReversed())
    const first = await post(admin, 'contacts/receive-contact', body, withKey(key))
    const second = await post(admin, 'contacts/receive-contact', turned, withKey(key))
    expect(second.body).toEqual({ ...first.body, repeated: true })
  })

  it('with another body or for another command is refused', async () => {
    const { id } = await registered(admin)
    const key = randomUUID()
    await note(id, '一', withKey(key))
    const refused = { status: 422, body: { code: 'key-reused', field: 'Idempotency-Key' } }
    expect(await note(id, '二', withKey(key))).toMatchObject(refused)
    const closing = { closureKind: 'withdrawn', reason: '来电人撤回' }
    expect(await post(admin, `cases/${id}/close-case`, closing, withKey(key))).toMatchObject(refused)
    expect(await notes(id)).toBe(1)
  })

  it('of a creating command begins one thing, and another thing for another sender', async () => {
    const key = randomUUID()
    const asked = [admin, admin, colleague].map((by) => post(by, 'contacts/receive-contact', aContact(), withKey(key)))
    const [one, two, other] = await Promise.all(asked)
    expect(two?.body['id']).toBe(one?.body['id'])
    expect(other?.body['id']).not.toBe(one?.body['id'])
    expect([one, two].filter((answer) => answer?.body['repeated'])).toHaveLength(1)
    const changed = await post(admin, 'contacts/receive-contact', { ...aContact(), callerName: '李四' }, withKey(key))
    expect(changed).toMatchObject({ status: 422 })
  })

  it('sent many times at once leads to one event and one answer', async () => {
    const { id } = await registered(admin)
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 20 }, () => note(id, '同一句', withKey(key))))
    expect(
      new Set(answers.map(({ body }) => JSON.stringify([body['revision'], body['position'], body['events']]))).size,
    ).toBe(1)
    expect(answers.filter(({ body }) => !body['repeated'])).toHaveLength(1)
    expect(await notes(id)).toBe(1)
  })

  it('is looked up only for who may do it: another sender learns nothing', async () => {
    const outsider = await staffed(house, admin, 'outsider', [{ role: 'administrator', unit: 'root' }])
    const { id } = await registered(admin)
    const key = randomUUID()
    await note(id, '一', withKey(key))
    expect(await note(id, '一', withKey(key), outsider)).toMatchObject({ status: 404 })
    expect(await note(id, '二', withKey(key), outsider)).toMatchObject({ status: 404 })
  })
})

describe('If-Match', () => {
  it('lets through who has seen the last revision, in any spelling of an ETag', async () => {
    const { id } = await registered(admin)
    expect(await note(id, '一', { 'if-match': '"0"' })).toMatchObject({ status: 202, etag: '"1"' })
    expect(await note(id, '二', { 'if-match': '1' })).toMatchObject({ status: 202 })
    expect(await note(id, '三', { 'if-match': 'W/"2"' })).toMatchObject({ status: 202 })
  })

  it('says who changed what since, when it is stale', async () => {
    const { id } = await registered(admin)
    await note(id, '一', {}, colleague)
    await post(colleague, `cases/${id}/reclassify`, { field: 'urgency', to: 'urgent', reason: '学校门口' })
    const stale = await note(id, '二', { 'if-match': '"0"' })
    expect(stale).toMatchObject({ status: 412, body: { code: 'changed-meanwhile', details: { revision: '2' } } })
    const { changed } = stale.body['details'] as { changed: { type: string; by: string; unit: string }[] }
    expect(changed.map(({ type }) => type)).toEqual(['NoteAdded', 'CaseReclassified'])
    expect(new Set(changed.map(({ by }) => by)).size).toBe(1)
    expect(changed[0]).toMatchObject({ unit: 'root', revision: '1', recordedAt: expect.stringMatching(/Z$/) })
    expect(JSON.stringify(stale.body)).not.toContain('学校门口')
  })

  it('of a revision that is not there yet is stale too', async () => {
    const { id } = await registered(admin)
    expect(await note(id, '一', { 'if-match': '"99"' })).toMatchObject({ status: 412 })
    expect(await note(id, '一', { 'if-match': '"9999999999999999999"' })).toMatchObject({ status: 412 })
  })
})

describe('conflicting edits', () => {
  it('with If-Match: one wins, everybody else hears who did', async () => {
    const { id } = await registered(admin)
    const both = [admin, colleague]
    const edits = Array.from({ length: 10 }, (_, index) =>
      note(id, `第 ${index} 人`, { 'if-match': '"0"' }, both[index % 2]),
    )
    expect(statuses(await Promise.all(edits))).toEqual([202, ...Array.from({ length: 9 }, () => 412)])
    expect(await notes(id)).toBe(1)
  })

  it('without it: the rules decide for the second on what the first has done', async () => {
    const { id } = await registered(admin)
    const closing = { closureKind: 'withdrawn', reason: '来电人撤回' }
    const answers = await Promise.all([admin, colleague].map((by) => post(by, `cases/${id}/close-case`, closing)))
    expect(statuses(answers)).toEqual([202, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: expect.any(String),
      words: expect.anything(),
    })
    const { events } = await history(admin, id)
    expect(events.filter(({ type }) => type === 'Closed')).toHaveLength(1)
  })

  it('of one case by many all come in, in one order', async () => {
    const { id } = await registered(admin)
    const sent = Array.from({ length: 60 }, (_, index) => note(id, `${index}`, {}, index % 2 ? admin : colleague))
    const answers = await Promise.all(sent)
    expect(new Set(statuses(answers))).toEqual(new Set([202]))
    expect(new Set(answers.map(({ body }) => body['revision'])).size).toBe(60)
    const { events, verdict } = await history(admin, id)
    expect(events.map(({ revision }) => Number(revision))).toEqual(Array.from({ length: 61 }, (_, index) => index))
    expect(verdict.ok).toBe(true)
  })
})

describe('a name that may be there once', () => {
  const open = (by: Client, login: string, unit = 'root') =>
    post(by, 'staff/open-account', { login, name: '张三', unit })

  it('is given to one of two who ask at once', async () => {
    const answers = await Promise.all([admin, admin].map((by) => open(by, 'zhang.san')))
    expect(statuses(answers)).toEqual([202, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ field: 'login' })
  })

  it('is not used up by who may not open an account, nor by a request that is refused', async () => {
    expect(await open(colleague, 'li.si')).toMatchObject({ status: 403 })
    expect(await open(admin, 'li.si', 'no-such-unit')).toMatchObject({ status: 403 })
    expect(await open(admin, 'li.si')).toMatchObject({ status: 202 })
    expect(await open(colleague, 'li.si')).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
  })
})
