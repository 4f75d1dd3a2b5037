import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { projections } from '../../projections/all.ts'
import { digestOf } from '../../projections/kernel/digest.ts'
import { Orders } from '../../projections/kernel/orders.ts'
import { Projector } from '../../projections/kernel/projector.ts'
import { openForReading } from '../../projections/kernel/sqlite.ts'
import { Views } from '../../projections/kernel/views.ts'
import type { EventStore } from '../../services/kernel/eventStore.ts'
import { connectEventStore } from '../../services/kernel/eventStoreDb.ts'
import { connectVault, type ConnectedVault } from '../../services/vault/client.ts'
import { cityFacts } from '../support/aCityOfFacts.ts'
import { EmbeddedLog } from '../support/embeddedLog.ts'
import { FactLog } from '../support/factLog.ts'
import { endMember, startMember } from '../support/member.ts'
import { until } from '../support/projecting.ts'

const rounds = Number(process.env['KILL_ROUNDS'] ?? 20)

async function digestsOf(folder: string): Promise<Record<string, string>> {
  const views = new Views(folder, projections)
  const digests: Record<string, string> = {}
  for (const one of projections) {
    const database = openForReading(views.read(one.name).name)
    digests[one.name] = await digestOf(database, one)
    database.close()
  }
  views.close()
  return digests
}

describe('a projector killed at random moments', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'killed-'))
  const folder = join(dataDir, 'views')
  const env = { DATA_DIR: dataDir, EVENTSTORE_URL: '', VAULT_URL: `unix:${join(dataDir, 'vault.sock')}` }
  let log: EmbeddedLog
  let store: EventStore
  let vaultProcess: Awaited<ReturnType<typeof startMember>>
  let vault: ConnectedVault

  beforeAll(async () => {
    log = await EmbeddedLog.start()
    env.EVENTSTORE_URL = log.url
    store = connectEventStore(log.url)
    vaultProcess = await startMember('services/vault/main.ts', env)
    vault = connectVault(env.VAULT_URL)
  })
  afterAll(async () => {
    await Promise.all([store.close(), vault.close()])
    await endMember(vaultProcess)
    await log.remove()
    rmSync(dataDir, { recursive: true, force: true })
  })

  /** The rows of somebody who was never killed. */
  async function undisturbed(): Promise<Record<string, string>> {
    const other = mkdtempSync(join(tmpdir(), 'undisturbed-'))
    const ending = new AbortController()
    const projector = new Projector({ store, vault, folder: other, projections, signal: ending.signal, log: () => {} })
    const running = projector.run(projector.open())
    const views = new Views(other, projections)
    const head = await store.head()
    const names = projections.map(({ name }) => name)
    while (!(await views.reached(names, head))) await Promise.race([running, sleep(10)])
    ending.abort()
    await running
    views.close()
    const digests = await digestsOf(other)
    rmSync(other, { recursive: true, force: true })
    return digests
  }

  it(`misses nothing and counts nothing twice (${rounds} rounds)`, async () => {
    const facts = cityFacts({ cases: 200 * rounds, seed: 11, from: '2025-01-01T00:00:00.000Z', days: 90 })
    const writer = await FactLog.begun(store)
    let isWritten = false
    const writing = (async () => {
      for (const { stream, facts: some, about } of facts) await writer.write(stream, some, about)
      isWritten = true
    })()
    const orders = new Orders(folder)
    for (let round = 0; round < rounds; round += 1) {
      const projector = await startMember('projections/main.ts', env)
      if (round % 3 === 1) orders.give(round % 2 === 0 ? 'workList' : 'caseTimeline')
      await sleep(Math.random() * 500)
      await endMember(projector, 'SIGKILL')
    }
    await writing
    expect(isWritten).toBe(true)
    const last = await startMember('projections/main.ts', env)
    const views = new Views(folder, projections)
    const head = (await store.head()) ?? 0n
    await until(() => projections.every(({ name }) => (views.position(name) ?? 0n) >= head), 60_000)
    await until(() => orders.open().length === 0, 60_000)
    const counts = new Set(projections.map(({ name }) => views.standing(name).events))
    expect([...counts]).toHaveLength(1)
    views.close()
    expect(await endMember(last)).toBe(0)
    expect(await digestsOf(folder)).toEqual(await undisturbed())
  }, 240_000)

  it('leaves the rows to the one that has the lock', async () => {
    const first = await startMember('projections/main.ts', env)
    const second = startMember('projections/main.ts', env)
    await sleep(1_000)
    await endMember(first, 'SIGKILL')
    expect(await endMember(await second)).toBe(0)
  })
})
