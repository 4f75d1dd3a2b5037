import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, type Client } from '../support/house.ts'

const root = join(import.meta.dirname, '..', '..')
const name = '欧阳闻笛'
const number = '16055512345'
/** A word that nothing else contains: the index keeps words of Latin letters whole. */
const word = 'zqxjkvbrunnen917'

/** The engines come and go with files of their own; one that went meanwhile holds nothing. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

/** Files of the data folder that contain the text, in any of the encodings in which it might lie around. */
function filesWith(folder: string, text: string): string[] {
  const forms = [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('base64').slice(0, 14)),
  ]
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = bytesOf(path)
      return forms.some((form) => bytes.includes(form))
    })
}

const verify = (house: House) =>
  execFileSync(process.execPath, [join(root, 'deploy', 'verify.ts')], {
    env: { ...process.env, DATA_DIR: house.dataDir },
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .at(-1)

describe('one person’s erasure, from request to proof', () => {
  let house: House
  let admin: Client, supervisor: Client, agent: Client
  let contact = ''
  let matter = ''
  let other = ''
  let person = ''

  const register = (title: string, story: string, from: string) =>
    agent.command('cases/register-case', {
      contact: from,
      type: 'complaint',
      title,
      story,
      callerKind: 'person',
      identity: 'real-name',
      category: { code: 'unclassified' },
      intakeUnit: 'root',
      channel: 'phone',
    })
  const receive = async (callerName: string, callerNumber: string) =>
    (
      await agent.command('contacts/receive-contact', {
        channel: 'phone',
        unit: 'root',
        callerKind: 'person',
        callerName,
        callerNumber,
      })
    ).id
  const known = async (asked: object) => (await agent.send('POST', '/api/callers/search', asked)).body['known']
  const found = async (q: string) => Number((await agent.get(`/api/search?q=${encodeURIComponent(q)}`)).body['total'])

  beforeAll(async () => {
    house = await House.start()
    admin = await house.admin()
    supervisor = await staffed(house, admin, 'the-supervisor', [{ role: 'supervisor', unit: 'root' }])
    agent = await staffed(house, admin, 'the-agent', [{ role: 'agent', unit: 'root' }])
    contact = await receive(name, number)
    matter = (await register(`喷泉漏水 ${word}`, `${name}反映：门前喷泉 ${word} 已漏水三周。`, contact)).id
    const last = await register('喷泉漏水第二件', '另一位市民也反映喷泉漏水。', await receive('别人', '16055500000'))
    other = last.id
    person = (await agent.command('persons/create-person', { kind: 'person', unit: 'root', name })).id
    const { position } = await agent.command(`persons/${person}/link-contact-to-person`, { contact })
    await agent.get(`/api/work-list?after=${position}`)
  })

  afterAll(() => house?.dispose())

  it('is needed: the search index holds the words, nothing else does', async () => {
    expect(await found(word)).toBe(1)
    expect(filesWith(house.dataDir, word).every((path) => path.includes('caseSearch'))).toBe(true)
    expect(filesWith(house.dataDir, number)).toEqual([])
    expect([await known({ number }), await known({ name })]).toEqual([true, true])
  })

  it('is asked for by one and ordered by another', async () => {
    const { id } = await supervisor.command('erasures/request-erasure', {
      subjects: [`contact-${contact}`, `case-${matter}`, `person-${person}`],
      legalBasis: 'citizen-request',
    })
    const own = await supervisor.send(
      'POST',
      `/api/erasures/${id}/order-erasure`,
      {},
      { 'idempotency-key': 'own-order-1' },
    )
    expect(own.status).toBe(403)
    await admin.command(`erasures/${id}/order-erasure`, {})
    for (let waited = 0; (await found(word)) > 0 && waited < 100; waited += 1) await sleep(100)
    expect(await found(word)).toBe(0)
    expect(await found('喷泉')).toBe(1)
    expect([await known({ number }), await known({ name })]).toEqual([false, false])
    expect(await known({ number: '16055500000' })).toBe(true)
  })

  it('leaves the words in no file, searched byte by byte', async () => {
    for (let waited = 0; filesWith(house.dataDir, word).length > 0 && waited < 50; waited += 1) await sleep(200)
    expect([word, name, number].flatMap((text) => filesWith(house.dataDir, text))).toEqual([])
  })

  it('leaves the case in the statistics, without what was said, and everybody else untouched', async () => {
    const page = await agent.get(`/api/cases/${matter}`)
    expect(page.status).toBe(200)
    expect((page.body['case'] as { story: unknown }).story).toEqual({ erased: true })
    expect((await agent.get(`/api/cases/${other}`)).body).toMatchObject({
      case: { story: '另一位市民也反映喷泉漏水。' },
    })
    expect((await agent.get('/api/counts')).body).toMatchObject({ total: 2 })
    expect((await agent.get(`/api/persons/${person}`)).body).toMatchObject({
      person: { name: null },
      fields: [],
      contacts: { rows: [{ id: contact, callerName: null, callerNumber: null }] },
    })
  })

  it('leaves the proof whole', () => expect(verify(house)).toMatch(/: ok$/))

  it('stays so after a start on an old backup of the vault’s neighbours', async () => {
    await house.stop()
    await house.run()
    expect(await found(word).catch(() => 0)).toBe(0)
    expect(await known({ number })).toBe(false)
    expect(verify(house)).toMatch(/: ok$/)
  })
})
