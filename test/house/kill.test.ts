import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Metadata } from '../../services/kernel/event.ts'
import { House, type Client } from '../support/house.ts'
import { history } from './aMatter.ts'
import { Load } from './load.ts'
import { members, pidOf, processesOn, root, until } from './processes.ts'

const rounds = Number(process.env['KILL_ROUNDS'] ?? (process.env['MINSHENG_FAULTS'] === 'full' ? 20 : 2))
const roundMs = 15_000

let house: House
let clerk: Client
let load: Load

beforeAll(async () => {
  house = await House.start()
  clerk = await house.admin()
  load = new Load(clerk, 4)
})
afterAll(() => house?.dispose())

type Health = { status: string; position: string; projections: Record<string, { behind: boolean } | null> }

const health = () =>
  fetch(`${house.base}/api/health`).then(
    async (answer) => (answer.ok ? ((await answer.json()) as Health) : undefined),
    () => undefined,
  )
const healthy = () => until(async () => (await health())?.status === 'ok')
/** Long enough for every moment of a command and a start to be met, sooner or later. */
const aMoment = () => new Promise((done) => setTimeout(done, 50 + Math.random() * 700))
const goesOn = async () => {
  const before = load.acknowledged.length
  await until(() => load.acknowledged.length > before + 8)
}

describe(`kill -9 under load, ${rounds} rounds each`, () => {
  it.each(Object.entries(members))(
    'of %s: the house goes on',
    { timeout: rounds * roundMs + 30_000 },
    async (_, file) => {
      for (let round = 0; round < rounds; round += 1) {
        await aMoment()
        await until(() => pidOf(house.dataDir, file) !== undefined)
        const victim = pidOf(house.dataDir, file) ?? 0
        process.kill(victim, 'SIGKILL')
        await until(() => ![undefined, victim].includes(pidOf(house.dataDir, file)))
        await goesOn()
        await healthy()
        expect(load.strange).toEqual([])
      }
    },
  )

  it(
    'of the whole group: nobody is left, and the next start repairs nothing by hand',
    { timeout: rounds * roundMs * 2 + 30_000 },
    async () => {
      for (let round = 0; round < rounds; round += 1) {
        await aMoment()
        await house.stop('SIGKILL')
        await until(() => processesOn(house.dataDir).size === 0)
        await house.run()
        await goesOn()
        expect(load.strange).toEqual([])
      }
    },
  )
})

describe('afterwards', () => {
  beforeAll(async () => {
    await load.stop()
    await healthy()
    const head = (await health())?.position
    await clerk.get(`/api/work-list?after=${head}`)
    await until(async () => Object.values((await health())?.projections ?? {}).every((lag) => lag?.behind === false))
  })

  it('nobody was told anything but "done" or "try again shortly"', () => {
    expect(load.acknowledged.length).toBeGreaterThan(50)
    expect(load.strange).toEqual([])
  })

  it('everything that was acknowledged is there, at its revision, once, in a chain that holds', async () => {
    const lost: unknown[] = []
    for (const id of load.cases) {
      const { events, verdict } = await history(clerk, id)
      const keys = events.map(({ metadataText }) => (JSON.parse(metadataText) as Metadata).commandId)
      const said = load.acknowledged.filter((one) => one.case === id)
      const whole = verdict.ok && new Set(keys).size === keys.length && events.length === said.length
      if (!whole || said.some(({ key, revision }) => keys[Number(revision)] !== key))
        lost.push({ id, keys, said, verdict })
    }
    expect(lost).toEqual([])
  })

  it('the work list has every case once', async () => {
    const seen: string[] = []
    for (let cursor = ''; ;) {
      const { body } = await clerk.get(`/api/work-list?limit=100&sort=registered${cursor}`)
      const { rows, nextCursor, total } = body as { rows: { id: string }[]; nextCursor: string | null; total: number }
      expect(total).toBe(load.cases.length)
      seen.push(...rows.map(({ id }) => id))
      if (nextCursor === null) break
      cursor = `&cursor=${encodeURIComponent(nextCursor)}`
    }
    expect(seen.toSorted()).toEqual(load.cases.toSorted())
  })

  it('every projection is what a rebuild makes of the log', async () => {
    const env = { ...process.env, DATA_DIR: house.dataDir, REBUILD_PATIENCE_S: '60' }
    const command = [join(root, 'projections', 'rebuildCommand.ts'), 'all']
    const { stdout, stderr } = spawnSync(process.execPath, command, { env, encoding: 'utf8' })
    expect(stderr).toBe('')
    const names = (/Rebuilt (.+) in/.exec(stdout)?.[1] ?? '').split(', ')
    const words = () => readFileSync(join(house.dataDir, 'logs', 'projector.log'), 'utf8').split('\n')
    const compared = () => words().filter((line) => line.includes('the rebuilt rows'))
    // The projector compares the digests behind the back of whoever ordered the rebuild.
    await until(() => names.every((name) => compared().some((line) => line.includes(`"${name}"`))))
    expect(compared().filter((line) => line.includes('differ'))).toEqual([])
    expect(words().filter((line) => line.includes('LostEvent'))).toEqual([])
  })

  it('the whole log verifies, running and stopped, and nobody is left', async () => {
    const verify = () =>
      spawnSync(process.execPath, [join(root, 'deploy', 'verify.ts')], {
        encoding: 'utf8',
        env: { ...process.env, DATA_DIR: house.dataDir },
      })
    expect(verify()).toMatchObject({ status: 0, stdout: expect.stringMatching(/: ok\n$/) })
    await house.stop()
    expect([...processesOn(house.dataDir)]).toEqual([])
    expect(verify()).toMatchObject({ status: 0, stdout: expect.stringMatching(/: ok\n$/) })
  })
})
