import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { EventTooLarge } from '../kernel/eventStore.ts'
import { badField, Refusal } from '../kernel/refusal.ts'
import { buildApp } from './app.ts'

const logged: string[] = []
const thrown: Record<string, Error> = {
  refusal: new Refusal('full', { zh: '满了。', en: 'It is full.' }, { details: { left: 0 } }),
  field: badField('units[0].unit', { zh: '没有这个单位。', en: 'There is no such unit.' }),
  large: new EventTooLarge('1048577 bytes'),
  vault: Object.assign(new Error('no socket'), { name: 'VaultError', code: 'unavailable' }),
  key: Object.assign(new Error('erased'), { name: 'VaultError', code: 'key-destroyed' }),
  full: Object.assign(new Error('database or disk is full'), { name: 'SqliteError', code: 'SQLITE_FULL' }),
  away: Object.assign(new Error('socket closed'), { name: 'LogUnavailable' }),
  bug: new TypeError('secret inside: 13800000000'),
}
const body = Type.Object(
  {
    kind: Type.Enum(['a', 'b']),
    count: Type.Optional(Type.Integer({ minimum: 0 })),
    at: Type.Optional(Type.String({ format: 'date-time' })),
    units: Type.Optional(
      Type.Array(Type.Object({ unit: Type.String({ minLength: 1 }) }, { additionalProperties: false })),
    ),
  },
  { additionalProperties: false },
)

let app: Awaited<ReturnType<typeof buildApp>>
beforeAll(async () => {
  app = await buildApp({ logError: (_, about) => logged.push(about) })
  app.post('/api/things', { schema: { body } }, () => ({ done: true }))
  app.get(
    '/api/list',
    { schema: { querystring: Type.Object({ limit: Type.Integer({ maximum: 9, default: 5 }) }) } },
    (request) => request.query,
  )
  app.get('/api/throw/:what', (request) => {
    throw thrown[(request.params as { what: string }).what] ?? new Error('?')
  })
})
afterAll(() => app.close())

const post = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/things',
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  })

type Problem = { status: number; title: string; words: { zh: string; en: string } }

/** The problem that was answered: as RFC 9457 wants it, in words for both readers. */
async function problem(asked: ReturnType<typeof post>): Promise<Problem> {
  const answer = await asked
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  const found = answer.json<Problem>()
  expect(answer.statusCode).toBe(found.status)
  expect(found.words.zh).toMatch(/\p{Script=Han}/u)
  expect(found.words.en).toMatch(/^[^\p{Script=Han}]+\.$/u)
  expect(found.title).toBe(found.words.zh)
  return found
}

describe('what is wrong with a body', () => {
  it.each([
    ['{"kind":', { status: 400, code: 'malformed-json' }],
    ['', { status: 400, code: 'empty-body' }],
    ['null', { status: 400, code: 'bad-field', field: '(all)' }],
    ['[]', { status: 400, code: 'bad-field', field: '(all)' }],
    ['"a"', { status: 400, code: 'bad-field', field: '(all)' }],
    ['{}', { status: 400, code: 'bad-field', field: 'kind' }],
    ['{"kind":"c"}', { status: 400, code: 'bad-field', field: 'kind', details: { allowedValues: ['a', 'b'] } }],
    ['{"kind":7}', { status: 400, code: 'bad-field', field: 'kind' }],
    ['{"kind":"a","count":"7"}', { status: 400, code: 'bad-field', field: 'count' }],
    ['{"kind":"a","count":-1}', { status: 400, code: 'bad-field', field: 'count' }],
    ['{"kind":"a","at":"soon"}', { status: 400, code: 'bad-field', field: 'at' }],
    ['{"kind":"a","at":"2016-12-31T23:59:60Z"}', { status: 400, code: 'bad-field', field: 'at' }],
    ['{"kind":"a","at":"2026-02-30T00:00:00Z"}', { status: 400, code: 'bad-field', field: 'at' }],
    ['{"kind":"a","more":1}', { status: 400, code: 'unknown-field', field: 'more' }],
    ['{"kind":"a","units":[{"unit":"x"},{}]}', { status: 400, code: 'bad-field', field: 'units[1].unit' }],
    ['{"kind":"a","units":[{"unit":"x","y":1}]}', { status: 400, code: 'unknown-field', field: 'units[0].y' }],
    ['{"kind":"a","__proto__":{"admin":true}}', { status: 400, code: 'malformed-json' }],
    ['{"kind":"a","constructor":{"prototype":{}}}', { status: 400 }],
  ])('is said: %s', async (payload, expected) => expect(await problem(post(payload))).toMatchObject(expected))

  it('is said in the language that is asked for, and Chinese otherwise', async () => {
    const titles = await Promise.all(
      ['en', 'en-GB,en;q=0.9', 'zh-CN', 'de', ''].map(
        async (language) => (await post('{}', { 'accept-language': language })).json<{ title: string }>().title,
      ),
    )
    expect(titles.map((title) => /\p{Script=Han}/u.test(title))).toEqual([false, false, true, true, true])
  })

  it.each([
    ['{}', 'kind 缺少，请填写。', 'kind is missing.'],
    ['{"kind":"c"}', 'kind 应为其中之一：a, b。', 'kind must be one of a, b.'],
    ['{"kind":"a","count":"7"}', 'count 应为整数。', 'count must be a whole number.'],
    ['{"kind":"a","count":-1}', 'count 不能小于 0。', 'count must be at least 0.'],
    ['{"kind":"a","units":[{"unit":""}]}', 'units[0].unit 不能为空。', 'units[0].unit must not be empty.'],
    [
      '{"kind":"a","at":"soon"}',
      'at 应为2026-03-01T09:30:00+08:00 这样的时间。',
      'at must be a time like 2026-03-01T09:30:00+08:00.',
    ],
  ])('says in both languages what the field must be: %s', async (payload, zh, en) => {
    const { words } = await problem(post(payload))
    expect([words.zh.endsWith(zh), words.en.endsWith(en), words]).toEqual([true, true, words])
  })

  it('is its size', async () =>
    expect(await problem(post(`{"kind":"${'a'.repeat(1_500_000)}"}`))).toMatchObject({
      status: 413,
      code: 'too-large',
    }))

  it('is its media type', async () => {
    const answered = await problem(post('<a/>', { 'content-type': 'text/xml' }))
    expect(answered).toMatchObject({ status: 415, code: 'wrong-media-type' })
  })

  it('is nothing when it is right', async () => {
    const answer = await post('{"kind":"a","count":7,"at":"2026-03-02T09:00:00+08:00","units":[]}')
    expect(answer.json()).toEqual({ done: true })
  })
})

describe('a query', () => {
  it('is text by nature and has defaults', async () => {
    const limitOf = async (url: string) => (await app.inject(url)).json<{ limit: unknown }>().limit
    expect(await limitOf('/api/list?limit=7')).toBe(7)
    expect(await limitOf('/api/list')).toBe(5)
  })

  it('is refused with its field', async () =>
    expect(await problem(app.inject('/api/list?limit=many'))).toMatchObject({
      status: 400,
      code: 'bad-field',
      field: 'limit',
    }))
})

describe('what goes wrong inside', () => {
  const asked = (what: string) => app.inject(`/api/throw/${what}`)

  it('is a refusal, with its details', async () =>
    expect(await problem(asked('refusal'))).toMatchObject({ status: 409, code: 'full', details: { left: 0 } }))
  it('is a field', async () =>
    expect(await problem(asked('field'))).toMatchObject({ status: 400, code: 'bad-field', field: 'units[0].unit' }))
  it('is an event that the log cannot take', async () =>
    expect(await problem(asked('large'))).toMatchObject({ status: 413, code: 'too-large' }))
  it('is a log that is away', async () =>
    expect(await problem(asked('away'))).toMatchObject({ status: 503, code: 'log-unavailable' }))

  it('is a vault that is away, and not one that is asked for what is gone', async () => {
    expect(await problem(asked('vault'))).toMatchObject({ status: 503, code: 'vault-unavailable' })
    expect(await problem(asked('key'))).toMatchObject({ status: 500, code: 'unexpected' })
  })

  it('is a full disk', async () =>
    expect(await problem(asked('full'))).toMatchObject({ status: 503, code: 'disk-full' }))

  it('is a bug: it is logged, and its inside stays inside', async () => {
    expect(await problem(asked('bug'))).toMatchObject({ status: 500, code: 'unexpected' })
    expect((await asked('bug')).body).not.toContain('13800000000')
    expect(logged).toContain('GET /api/throw/:what')
  })

  it('is an address that is none', async () =>
    expect(await problem(app.inject('/api/throw/%E0%A4%A'))).toMatchObject({ status: 400, code: 'bad-address' }))
  it('is an address that is too long', async () =>
    expect(await problem(app.inject(`/api/throw/${'a'.repeat(201)}`))).toMatchObject({
      status: 414,
      code: 'address-too-long',
    }))
  it('is a body that is shorter than it says', async () =>
    expect(await problem(post('{"kind":"a"}', { 'content-length': '999' }))).toMatchObject({
      status: 400,
      code: 'wrong-length',
    }))
})

describe('every answer', () => {
  it('keeps foreign pages out and sends no scripts of others', async () => {
    const { headers } = await post('{"kind":"a"}')
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
  })

  it('is kept by no browser, the refused ones neither', async () => {
    for (const url of ['/api/list', '/api/throw/refusal', '/api/throw/bug', '/api/nowhere'])
      expect([url, (await app.inject(url)).headers['cache-control']]).toEqual([url, 'no-store'])
  })
})
