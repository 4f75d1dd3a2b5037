import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { Client, House, staffed, testPassword } from '../support/house.ts'
import { history, post, registered } from './aMatter.ts'
import { ApiProcess, Wire } from './apiProcess.ts'

let house: House
let second: ApiProcess
let here: Client
let there: Client

beforeAll(async () => {
  house = await House.start()
  await staffed(house, await house.admin(), 'clerk', [{ role: 'supervisor', unit: 'root' }])
  here = await house.signedIn('clerk', testPassword)
  second = await ApiProcess.start(house.dataDir)
  there = await signedInAt(second)
})
afterAll(async () => {
  await second.end()
  await house.dispose()
})

async function signedInAt(api: ApiProcess): Promise<Client> {
  const client = new Client(api.base)
  await client.signIn('clerk', testPassword)
  return client
}

const note = (by: Client, id: string, text: string, headers: Record<string, string> = {}) =>
  post(by, `cases/${id}/add-note`, { text }, headers)
const types = async (by: Client, id: string) => (await history(by, id)).events.map(({ type }) => type)
const count = (some: readonly string[], type: string) => some.filter((one) => one === type).length

/** Asks again until it is so; a test that waits in vain runs into its time-out. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 20))
}

describe('two API processes on one log', () => {
  it('know the same sessions and accounts', async () => {
    const shared = await fetch(`${second.base}/api/session`, { headers: { cookie: here.cookie } })
    expect(shared.status).toBe(200)
    await here.send('DELETE', '/api/session')
    const revoked = await fetch(`${second.base}/api/session`, { headers: { cookie: here.cookie } })
    expect(revoked.status).toBe(401)
    here = await house.signedIn('clerk', testPassword)
  })

  it('make one event and one answer of the same key sent to both at once', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { id } = await registered(here)
      const key = { 'idempotency-key': randomUUID() }
      const answers = await Promise.all([here, there, here, there].map((by) => note(by, id, '同一句', key)))
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
      expect(new Set(answers.map(({ body }) => JSON.stringify([body['revision'], body['events']]))).size).toBe(1)
      expect(answers.filter(({ body }) => !body['repeated'])).toHaveLength(1)
      expect(await types(there, id)).toEqual(['CaseRegistered', 'NoteAdded'])
    }
  })

  it('begin one thing with the same key sent to both at once', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const body = { channel: 'phone', unit: 'root', callerKind: 'person' }
    const answers = await Promise.all([here, there].map((by) => post(by, 'contacts/receive-contact', body, key)))
    expect(answers[0]?.body['id']).toBe(answers[1]?.body['id'])
    expect(answers.filter(({ body: { repeated } }) => repeated)).toHaveLength(1)
  })

  it('give no case number twice', async () => {
    const cases = await Promise.all(Array.from({ length: 30 }, (_, index) => registered(index % 2 ? here : there)))
    const numbers = await Promise.all(
      cases.map(async ({ id }) => {
        const { events } = await history(here, id)
        return (JSON.parse(events[0]?.dataText ?? '{}') as { caseNumber: string }).caseNumber
      }),
    )
    expect(new Set(numbers).size).toBe(30)
  })

  it('let one of two conflicting edits win', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id } = await registered(here)
      const seen = { 'if-match': '"0"' }
      const edits = await Promise.all([note(here, id, '甲', seen), note(there, id, '乙', seen)])
      expect(edits.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 412])
      const closing = { closureKind: 'withdrawn', reason: '来电人撤回' }
      const closings = await Promise.all([here, there].map((by) => post(by, `cases/${id}/close-case`, closing)))
      expect(closings.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409])
      expect(count(await types(here, id), 'Closed')).toBe(1)
    }
  })

  it('work on what the other wrote a moment ago', async () => {
    const { id } = await registered(here)
    await note(there, id, '一')
    await note(here, id, '二')
    expect(await note(there, id, '三', { 'if-match': '"2"' })).toMatchObject({ status: 202, etag: '"3"' })
    expect((await history(here, id)).verdict).toMatchObject({ ok: true, problems: [] })
  })

  it('write to a new unit that the other has just defined', async () => {
    const admin = await house.admin()
    const unit = { code: 'fresh', name: '新单位', parent: 'root', handlesCases: true }
    const { position } = await admin.command('dictionaries/organisation/define-unit', unit)
    expect(BigInt(position)).toBeGreaterThan(0n)
    const { id } = await registered(there)
    const dispatch = { units: [{ unit: 'fresh', kind: 'primary' }] }
    await until(async () => (await post(there, `cases/${id}/dispatch-case`, dispatch)).status === 202)
    expect(count(await types(here, id), 'Dispatched')).toBe(1)
  })
})

describe('a process that dies after the append and before the answer', () => {
  it('has done it once: who asks again, elsewhere, is told that it was repeated', async () => {
    for (let round = 0; round < 3; round += 1) {
      const wire = await Wire.lay(house.dataDir)
      const dying = await ApiProcess.start(house.dataDir, wire.url)
      const client = await signedInAt(dying)
      const { id } = await registered(client)
      const key = { 'idempotency-key': randomUUID() }
      wire.deaf = true
      const unanswered = note(client, id, '没有回音', key).catch((error: Error) => error)
      await until(async () => count(await types(here, id), 'NoteAdded') === 1)
      await dying.end('SIGKILL')
      expect(await unanswered).toBeInstanceOf(Error)
      wire.cut()
      const answers = await Promise.all([note(here, id, '没有回音', key), note(there, id, '没有回音', key)])
      for (const { status, body } of answers)
        expect([status, body['revision'], body['repeated']]).toEqual([202, '1', true])
      expect(await note(there, id, '另一句', key)).toMatchObject({ status: 422 })
      expect(await types(there, id)).toEqual(['CaseRegistered', 'NoteAdded'])
    }
  })

  it('that only lost its wire gets the answer when the wire is back', async () => {
    const wire = await Wire.lay(house.dataDir)
    const cut = await ApiProcess.start(house.dataDir, wire.url)
    const client = await signedInAt(cut)
    const { id } = await registered(client)
    wire.deaf = true
    const waiting = note(client, id, '断线')
    await until(async () => count(await types(here, id), 'NoteAdded') === 1)
    wire.cut()
    wire.deaf = false
    const again = await Wire.lay(house.dataDir)
    expect(await waiting).toMatchObject({ status: 202, body: { revision: '1' } })
    expect(await types(here, id)).toEqual(['CaseRegistered', 'NoteAdded'])
    await cut.end()
    again.cut()
  })
})
