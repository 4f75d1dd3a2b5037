import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, type Answered, type Client } from '../support/house.ts'
import { aCase, aContact, history, post, registered } from './aMatter.ts'

let house: House
let admin: Client
let contact: string

beforeAll(async () => {
  house = await House.start()
  admin = await house.admin()
  contact = (await admin.command('contacts/receive-contact', aContact())).id
})
afterAll(() => house.dispose())

/** A raw body, as a program that does not use our client would send it. */
async function raw(path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Answered> {
  const answer = await fetch(`${house.base}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-requested-with': 'minsheng',
      'idempotency-key': randomUUID(),
      'accept-language': 'en',
      cookie: admin.cookie,
      ...headers,
    },
    body,
  })
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, etag: null }
}

/** The answer as a problem that a clerk understands in either language. */
function problem({ status, body }: Answered) {
  const { zh, en } = body['words'] as { zh: string; en: string }
  expect(body).toMatchObject({ status, title: en, code: expect.stringMatching(/^[a-z-]+$/) })
  expect(zh).toMatch(/\p{Script=Han}.*。$/u)
  expect(en).toMatch(/^[A-Z“][^\p{Script=Han}]*\.$/u)
  return body
}

const register = '/api/cases/register-case'
const note = (id: string, text: string, headers: Record<string, string> = {}) =>
  post(admin, `cases/${id}/add-note`, { text }, headers)

describe('a command that cannot be read', () => {
  it.each([
    ['half a body', '{"contact":"a"', 400, 'malformed-json'],
    ['no body', '', 400, 'empty-body'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x7b]), 400, 'malformed-json'],
    ['a list', '[]', 400, 'bad-field'],
    ['a prototype', '{"__proto__":{"role":"administrator"}}', 400, 'malformed-json'],
    ['2 MB', JSON.stringify({ ...aCase('x'), story: '灯'.repeat(700_000) }), 413, 'too-large'],
  ])('is told so: %s', async (_, body, status, code) => {
    expect(problem(await raw(register, body))).toMatchObject({ status, code })
  })

  it('has another media type', async () => {
    expect(problem(await raw(register, '<a/>', { 'content-type': 'text/xml' }))).toMatchObject({ status: 415 })
    const form = await raw(register, 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })
    expect(problem(form)).toMatchObject({ status: 415 })
  })

  it('is sent to no address', async () => {
    expect(problem(await post(admin, 'cases/register', {}))).toMatchObject({ status: 404, code: 'no-such-address' })
    expect(problem(await post(admin, 'cases/%ff/add-note', {}))).toMatchObject({ status: 400, code: 'bad-address' })
    expect(problem(await post(admin, 'cases/..%2f..%2fetc/add-note', { text: 'a' }))).toMatchObject({ field: 'id' })
    expect(problem(await post(admin, `cases/${'a'.repeat(150)}/add-note`, { text: 'a' }))).toMatchObject({
      field: 'id',
    })
    expect(problem(await admin.send('PUT', '/api/cases/1/add-note', {}))).toMatchObject({ status: 404 })
  })
})

describe('a field that is wrong', () => {
  it.each([
    ['missing', { title: undefined }, 'title'],
    ['of another type', { title: 7 }, 'title'],
    ['a list instead of a text', { title: ['a'] }, 'title'],
    ['null', { story: null }, 'story'],
    ['empty', { title: '' }, 'title'],
    ['blank', { title: ' \u3000\n' }, 'title'],
    ['too long', { title: '灯'.repeat(201) }, 'title'],
    ['beyond its list', { type: 'rumour' }, 'type'],
    ['unknown', { priority: 'high' }, 'priority'],
    ['unknown, deeper down', { category: { code: 'unclassified', colour: 'red' } }, 'category.colour'],
    ['no category of ours', { category: { code: 'no-such' } }, 'category.code'],
    ['no unit of ours', { intakeUnit: 'no-such' }, undefined],
    ['not whole', { peopleAffected: 1.5 }, 'peopleAffected'],
    ['a text instead of a number', { peopleAffected: '3' }, 'peopleAffected'],
    ['beyond all numbers', { peopleAffected: 1e300 }, 'peopleAffected'],
    ['another type in the depth', { place: { source: 'said', lon: 'east' } }, 'place.lon'],
  ])('is named, with the remedy: %s', async (_, more, field) => {
    const answer = problem(await post(admin, 'cases/register-case', aCase(contact, more)))
    expect(answer['field']).toBe(field)
    expect(answer['status']).toBe(field === undefined ? 403 : 400)
  })
})

describe('a header that is wrong', () => {
  it.each([
    ['no key', { 'idempotency-key': '' }, 'idempotency-key'],
    ['a short key', { 'idempotency-key': 'abc' }, 'idempotency-key'],
    ['a key with blanks', { 'idempotency-key': 'a key with blanks' }, 'idempotency-key'],
    ['a revision that is none', { 'if-match': 'latest' }, 'if-match'],
    ['a time that is none', { 'occurred-at': 'yesterday' }, 'occurred-at'],
    ['a time in the future', { 'occurred-at': '2999-01-01T00:00:00Z' }, 'Occurred-At'],
    ['a day that is none', { 'occurred-at': '2026-02-30T00:00:00Z' }, 'occurred-at'],
  ])('is named: %s', async (_, headers, field) => {
    const { id } = await registered(admin)
    expect(problem(await note(id, 'x', headers as never))).toMatchObject({ status: 400, field })
    expect((await history(admin, id)).events).toHaveLength(1)
  })

  it('is the key that is missing altogether', async () => {
    const answer = await admin.send('POST', '/api/contacts/receive-contact', aContact())
    expect(problem(answer)).toMatchObject({ status: 400, field: 'idempotency-key' })
  })

  it('is the belt against foreign pages', async () => {
    const answer = await post(admin, 'contacts/receive-contact', aContact(), { 'x-requested-with': 'XMLHttpRequest' })
    expect(problem(answer)).toMatchObject({ status: 403, code: 'foreign-request', field: 'X-Requested-With' })
  })
})

describe('a case that is not there', () => {
  it('is said to be none, whatever is asked of it', async () => {
    const id = randomUUID()
    expect(problem(await note(id, 'x'))).toMatchObject({ status: 404, code: 'not-found' })
    for (const path of [`/api/cases/${id}`, `/api/cases/${id}/timeline`, `/api/cases/${id}/history`])
      expect([path, problem(await admin.get(path))['code']]).toEqual([path, 'not-found'])
    expect(
      problem(await post(admin, `contacts/${id}/reveal`, { fields: ['callerName'], purpose: 'audit' })),
    ).toMatchObject({
      status: 404,
    })
  })
})

describe('a time that lies before', () => {
  it('is kept beside the time of entry', async () => {
    const { id } = await registered(admin)
    const before = new Date(Date.now() - 3_600_000).toISOString()
    expect(await note(id, '昨天来电', { 'occurred-at': before })).toMatchObject({ status: 202 })
    const { events } = await history(admin, id)
    expect(JSON.parse(events.at(-1)?.metadataText ?? '')).toMatchObject({ occurredAt: before })
    expect(events.at(-1)?.recordedAt.localeCompare(before)).toBe(1)
  })

  it('before there was anything is taken with the tree as it was then', async () => {
    const answer = await post(admin, 'contacts/receive-contact', aContact(), { 'occurred-at': '1970-01-02T00:00:00Z' })
    expect(answer).toMatchObject({ status: 202 })
    const nowhere = await post(admin, 'contacts/receive-contact', aContact(), { 'occurred-at': '0001-01-01T00:00:00Z' })
    expect(problem(nowhere)).toMatchObject({ status: 400, code: 'before-the-beginning', field: 'Occurred-At' })
  })
})
