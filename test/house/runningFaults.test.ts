import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, describe, expect, it, vi } from 'vitest'

import type { Metadata } from '../../services/kernel/event.ts'
import { connectEventStore } from '../../services/kernel/eventStoreDb.ts'
import { installationStream } from '../../services/kernel/installation.ts'
import { carriedHash, sealEvents } from '../../services/kernel/proof.ts'
import { House } from '../support/house.ts'
import { history, post, registered } from './aMatter.ts'
import { root, until } from './processes.ts'
import { wrongClock } from './wrongClock.ts'

let houses: House[] = []
afterEach(async () => {
  for (const house of houses.splice(0)) await house.dispose()
})

async function aHouse(options: Parameters<typeof House.start>[0] = {}): Promise<House> {
  const house = await House.start(options)
  houses.push(house)
  return house
}

const verify = (house: House) =>
  spawnSync(process.execPath, [join(root, 'deploy', 'verify.ts')], {
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: house.dataDir },
  })

/** Waits until every view holds everything. */
async function caughtUp(house: House): Promise<void> {
  await until(async () => {
    const { status, body } = await house.anonymous().get('/api/health')
    const lags = Object.values((body['projections'] ?? {}) as Record<string, { behind: boolean } | null>)
    return status === 200 && lags.length > 0 && lags.every((lag) => lag?.behind === false)
  })
}

describe('checkpoints ahead of the log', () => {
  it('after an older log was put back: what is derived follows the log, and the seals tell what is missing', async () => {
    const house = await aHouse()
    const first = await registered(await house.admin())
    await caughtUp(house)
    await house.stop()
    const backup = join(house.dataDir, 'older-log')
    cpSync(join(house.dataDir, 'log'), backup, { recursive: true })
    await house.run()
    const later = await registered(await house.admin())
    await caughtUp(house)
    await vi.waitFor(() => expect(verify(house).stdout).toMatch(/sealed: (\d+) of \1,/), {
      timeout: 20_000,
      interval: 500,
    })
    await house.stop()
    rmSync(join(house.dataDir, 'log'), { recursive: true })
    cpSync(backup, join(house.dataDir, 'log'), { recursive: true })

    const told = verify(house)
    expect(told.status).toBe(1)
    expect(told.stdout).toMatch(/removed|cut|missing/i)
    await house.run()
    await caughtUp(house)
    const admin = await house.admin()
    const { body } = await admin.get('/api/work-list')
    expect((body as { rows: { id: string }[] }).rows.map(({ id }) => id)).toEqual([first.id])
    expect(await admin.get(`/api/cases/${later.id}`)).toMatchObject({ status: 404 })
    expect(await post(admin, `cases/${first.id}/add-note`, { text: '继续' })).toMatchObject({ status: 202 })
  })
})

describe('a clock that jumps', () => {
  it('back or forth: no stream goes back in time, everything is taken, the proof holds', async () => {
    const clock = wrongClock()
    const house = await aHouse({ env: clock.env })
    const admin = await house.admin()
    const { id } = await registered(admin)
    const day = 86_400_000
    for (const wrongBy of [-day, -400 * day, 0, day / 24, -day, 0]) {
      clock.goWrongBy(wrongBy)
      expect(await post(admin, `cases/${id}/add-note`, { text: `${wrongBy}` })).toMatchObject({ status: 202 })
    }
    const { events, verdict } = await history(admin, id)
    const times = events.map(({ recordedAt }) => recordedAt)
    expect(times).toEqual(times.toSorted())
    expect(events).toHaveLength(7)
    expect(verdict.ok).toBe(true)
    const { status, stdout } = verify(house)
    expect([status, stdout]).toEqual([0, expect.stringMatching(/: ok\n$/)])
  })
})

describe('an event of a type that this version does not know', () => {
  it('is shown and counted; its case is read but not written to; everything else goes on', async () => {
    const house = await aHouse()
    const admin = await house.admin()
    const { id } = await registered(admin)
    const other = await registered(admin)
    const stream = `case-${id}`
    const store = connectEventStore(`unix:${join(house.dataDir, 'run', 'log.sock')}`)
    const [founding] = (await store.read(installationStream)).events
    const [registration] = (await store.read(stream)).events
    if (!founding || !registration) throw new Error('the log is empty')
    const before = JSON.parse(registration.metadataText) as Metadata
    const { hash: _, hashAlg, keys: __, ...metadata } = before
    const { id: installation } = JSON.parse(founding.dataText) as { id: string }
    const previousHash = carriedHash(registration.metadataText)?.hash ?? ''
    const unsealed = {
      type: 'CaseForecast',
      dataText: '{"likely":"solved"}',
      metadata: { ...metadata, commandId: 'from-the-future' },
    }
    const link = { installation, stream, revision: 1n, previousHash }
    const { position } = await store.append(stream, sealEvents(hashAlg as 'sha256', link, [unsealed]).sealed, 0n)
    await store.close()

    const refused = await post(admin, `cases/${id}/add-note`, { text: '写不进' })
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'not-understood', words: { en: expect.stringContaining('CaseForecast') } },
    })
    expect(await post(admin, `cases/${other.id}/add-note`, { text: '照常' })).toMatchObject({ status: 202 })

    const { events, verdict } = await history(admin, id)
    expect(events.map(({ type }) => type)).toEqual(['CaseRegistered', 'CaseForecast'])
    expect(verdict.ok).toBe(true)
    const timeline = (await admin.get(`/api/cases/${id}/timeline?after=${position}`)).body as {
      entries: { type: string }[]
    }
    expect(timeline.entries.map(({ type }) => type)).toContain('CaseForecast')
    const page = (await admin.get(`/api/cases/${id}?after=${position}`)).body as {
      actions: { allowed: boolean; refusal?: { code: string } }[]
    }
    expect(page.actions.filter(({ allowed }) => allowed)).toEqual([])
    await caughtUp(house)
    const { body } = await admin.get('/api/health')
    expect(JSON.stringify(body['projections'])).toMatch(/"unknown":[1-9]/)
    const verified = verify(house)
    expect([verified.status, verified.stdout]).toEqual([0, expect.stringContaining('CaseForecast (1)')])
  })
})

describe('a full disk', () => {
  const mounted = mkdtempSync(join(tmpdir(), 'minsheng-disk-'))
  const canMount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=80m', 'tmpfs', mounted]).status === 0
  afterEach(() => {
    if (canMount) spawnSync('umount', ['-l', mounted])
  })

  it(
    'refuses in words, loses nothing that was acknowledged, and goes on when there is room',
    { timeout: 120_000 },
    async ({ skip }) => {
      if (!canMount) skip('a small disk can only be mounted by root')
      const house = await aHouse({ dataDir: join(mounted, 'data') })
      const admin = await house.admin()
      const { id } = await registered(admin)
      spawnSync('sh', ['-c', `head -c 100m /dev/zero > ${join(mounted, 'ballast')}`])
      const text = '满'.repeat(5_000)
      let acknowledged = 0
      const refusals: { status: number; body: Record<string, unknown> }[] = []
      while (refusals.length < 3 && acknowledged < 500) {
        const answer = await post(admin, `cases/${id}/add-note`, { text }).catch(() => undefined)
        if (answer?.status === 202) acknowledged += 1
        else refusals.push(answer ?? { status: 0, body: {} })
      }
      for (const { status, body } of refusals)
        expect([status, body['words']]).toEqual([503, { zh: expect.any(String), en: expect.any(String) }])
      execFileSync('rm', [join(mounted, 'ballast')])
      expect(existsSync(join(mounted, 'ballast'))).toBe(false)
      await until(
        async () =>
          (await post(admin, `cases/${id}/add-note`, { text: '有地方了' }).catch(() => undefined))?.status === 202,
      )
      const { events, verdict } = await history(admin, id)
      const full = events.filter(({ type }) => type === 'NoteAdded').length
      // Besides those acknowledged there may be one that was stored when its answer was refused, and the last ones.
      expect(full).toBeGreaterThanOrEqual(acknowledged + 1)
      expect(verdict.ok).toBe(true)
      const { status, stdout } = verify(house)
      expect([status, stdout]).toEqual([0, expect.stringMatching(/: ok\n$/)])
    },
  )
})
