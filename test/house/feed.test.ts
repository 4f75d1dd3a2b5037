import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, type Client } from '../support/house.ts'
import { dispatched, registered, units } from './aMatter.ts'
import { tree } from './matrixExpectation.ts'
import { until } from './processes.ts'

let house: House
let admin: Client
beforeAll(async () => {
  house = await House.start()
  admin = await house.admin()
  await units(admin, ...tree)
})
afterAll(() => house.dispose())

type Listed = { rows: { id: string }[]; counts: Record<string, number>; total: number }

const found = (message: string, pattern: RegExp) => pattern.exec(message)?.slice(1) ?? []

/** Listens to the live feed and keeps the ids of what was told, and what kinds of events came. */
async function listening(client: Client) {
  const heard: string[] = []
  const events: string[] = []
  const ending = new AbortController()
  const { body, status } = await fetch(`${house.base}/api/feed`, {
    headers: { cookie: client.cookie },
    signal: ending.signal,
  })
  expect(status).toBe(200)
  const read = async () => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true })
      const messages = text.split('\n\n')
      text = messages.pop() ?? ''
      for (const message of messages) {
        heard.push(...found(message, /"id":"([^"]+)"/))
        events.push(...found(message, /^event: (\w+)/m))
      }
    }
  }
  void read().catch(() => undefined)
  return { heard, events, stop: () => ending.abort() }
}

const roles = { north: 'handler', lake: 'supervisor', south: 'leader', bay: 'handler', root: 'leader' } as const

describe('the live feed', () => {
  it('tells everybody what concerns them, and nobody anything else', async () => {
    const listeners = await Promise.all(
      Object.entries(roles).map(async ([unit, role]) => ({
        unit,
        ...(await listening(await staffed(house, admin, `hears.${unit}`, [{ role, unit }]))),
      })),
    )
    const seesAll = await listening(admin)
    const open = await registered(admin, {}, 'north')
    const hidden = await registered(admin, { type: 'report' }, 'north')
    const sent = await registered(admin, {}, 'north')
    await dispatched(admin, sent.id, 'bay')
    const last: Record<string, string> = {}
    // Changes come in order: whoever hears of a later case of the own unit has heard all that was to be heard before.
    for (const unit of Object.keys(roles)) last[unit] = (await registered(admin, {}, unit)).id
    await until(
      () =>
        listeners.every(({ unit, heard }) => heard.includes(last[unit] ?? '')) &&
        seesAll.heard.includes(last['root'] ?? ''),
    )
    const told = (heard: readonly string[]) => [open, hidden, sent].map(({ id }) => heard.includes(id))
    expect(Object.fromEntries(listeners.map(({ unit, heard }) => [unit, told(heard)]))).toEqual({
      north: [true, false, true],
      lake: [false, false, false],
      south: [false, false, true],
      bay: [false, false, true],
      root: [true, false, true],
    })
    expect(told(seesAll.heard)).toEqual([true, true, true])
    // Who brought a case is news to nobody: of a contact the feed cannot know that its case is a protected one.
    const contacts = [open, hidden, sent].map(({ contact }) => contact)
    expect([...listeners, seesAll].flatMap(({ heard }) => heard.filter((id) => contacts.includes(id)))).toEqual([])
    for (const { stop } of [...listeners, seesAll]) stop()
  })

  it('shows a matter to every level within two seconds of its intake', async () => {
    const levels = { root: 'city', south: 'district', bay: 'street' } as const
    const watching = await Promise.all(
      Object.entries(levels).map(async ([unit, level]) => {
        const client = await staffed(house, admin, `level.${unit}`, [{ role: 'leader', unit }])
        return { level, client, ...(await listening(client)) }
      }),
    )
    const took: number[] = []
    for (let round = 0; round < 10; round += 1) {
      const from = performance.now()
      const { id } = await registered(admin, { title: `第 ${round} 件` }, 'bay')
      // Told, and there to be read: what a browser does with it.
      const shown = watching.map(async ({ client, heard }) => {
        await until(() => heard.includes(id))
        const { body } = await client.get(`/api/cases?ids=${id}`)
        expect((body as unknown as { rows: { id: string }[] }).rows.map((row) => row.id)).toEqual([id])
        took.push(performance.now() - from)
      })
      await Promise.all(shown)
    }
    expect(took).toHaveLength(30)
    expect(Math.max(...took)).toBeLessThan(2_000)
    for (const { stop } of watching) stop()
  })

  it('ends with the roles: who loses them hears nothing any more, within seconds', async () => {
    const client = await staffed(house, admin, 'loses', [{ role: 'leader', unit: 'root' }])
    const { account } = (await client.get('/api/session')).body as { account: { id: string } }
    const [loses, stays] = [await listening(client), await listening(admin)]
    const before = await registered(admin)
    await until(() => loses.heard.includes(before.id))
    await admin.command(`staff/${account.id}/revoke-role`, { role: 'leader', unit: 'root' })
    // Looked at anew every second, so that a change or two may still be told.
    await until(async () => {
      const after = await registered(admin)
      await until(() => stays.heard.includes(after.id))
      return !loses.heard.includes(after.id)
    })
    const told = loses.heard.length
    for (let more = 0; more < 5; more += 1) {
      const { id } = await registered(admin)
      await until(() => stays.heard.includes(id))
    }
    expect(loses.heard).toHaveLength(told)
    for (const { stop } of [loses, stays]) stop()
  })

  it('tells of another unit: the list is the new one’s at once, and nothing of the old one is told any more', async () => {
    const client = await staffed(house, admin, 'moves', [{ role: 'handler', unit: 'bay' }])
    const { account } = (await client.get('/api/session')).body as { account: { id: string } }
    const [moves, stays] = [await listening(client), await listening(admin)]
    const [ofBay, ofLake] = [await registered(admin, {}, 'bay'), await registered(admin, {}, 'lake')]
    const listed = async () => {
      const { body } = await client.get(`/api/work-list?limit=200&after=${ofLake.position}`)
      const { rows, counts, total } = body as unknown as Listed
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(total)
      return [ofBay, ofLake].map(({ id }) => rows.some((row) => row.id === id))
    }
    expect(await listed()).toEqual([true, false])
    await admin.command(`staff/${account.id}/grant-role`, { role: 'handler', unit: 'lake' })
    await admin.command(`staff/${account.id}/revoke-role`, { role: 'handler', unit: 'bay' })
    expect(await listed()).toEqual([false, true])
    expect(await client.get(`/api/cases/${ofBay.id}`)).toMatchObject({ status: 404 })
    await until(() => moves.events.includes('access'))
    const [later, heard] = [await registered(admin, {}, 'bay'), await registered(admin, {}, 'lake')]
    await until(() => moves.heard.includes(heard.id) && stays.heard.includes(later.id))
    expect(moves.heard).not.toContain(later.id)
    for (const { stop } of [moves, stays]) stop()
  })
})
