import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { freePort, House } from '../support/house.ts'
import { registered } from './aMatter.ts'
import { processesOn, root } from './processes.ts'

let house: House
const folders: string[] = []
const aFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-fault-'))
  folders.push(folder)
  return folder
}

beforeAll(async () => {
  house = await House.start()
  await registered(await house.admin())
})
afterAll(async () => {
  await house.dispose()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Starts on a folder where that cannot go well; answers how it ended, how soon, and what it said. */
async function startOn(dataDir: string, more: NodeJS.ProcessEnv = {}, args: readonly string[] = ['--empty']) {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(await freePort()), ...more }
  const began = Date.now()
  // Its standard input stays open: the group ends with it.
  const group = spawn(process.execPath, [join(root, 'deploy', 'run.ts'), ...args], {
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let words = ''
  group.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
  const [status] = (await once(group, 'close')) as [number | null]
  const left = [...processesOn(dataDir)].filter(([pid]) => pid !== house.pid)
  return { status, words, seconds: (Date.now() - began) / 1000, left }
}

describe('a start that cannot go well', () => {
  it('on a folder on which it runs already says so and leaves the other alone', async () => {
    const before = processesOn(house.dataDir)
    const { status, words } = await startOn(house.dataDir)
    expect(status).toBe(78)
    expect(words).toContain(
      `Minsheng already runs on ${house.dataDir}. Stop that one first, or set DATA_DIR (and PORT)`,
    )
    expect(processesOn(house.dataDir)).toEqual(before)
    expect(await house.anonymous().get('/api/health')).toMatchObject({ status: 200 })
  })

  it('on a port that is in use names it, soon, and leaves nobody behind', async () => {
    const other = createServer()
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready))
    const { port } = other.address() as { port: number }
    const { status, words, seconds, left } = await startOn(aFolder(), { PORT: String(port) })
    other.close()
    expect(status).not.toBe(0)
    expect(words).toContain(`The port ${port} is in use by another program. Stop that one, or set PORT to another.`)
    expect(seconds).toBeLessThan(40)
    expect(left).toEqual([])
  })

  it.each([
    [{ PORT: 'http' }, 'PORT is "http"; it must be a number from 1 to 65535.'],
    [{ PORT: '0' }, 'PORT is "0"'],
    [
      { MINSHENG_TIME_ZONE: 'Mars/Base' },
      'MINSHENG_TIME_ZONE is "Mars/Base"; it must be an IANA zone like Asia/Shanghai',
    ],
    [{ MINSHENG_HASH: 'md5' }, 'MINSHENG_HASH is "md5"; it must be sha256 or sm3'],
  ])('with a setting that is wrong names it: %o', async (env, words) => {
    const ended = await startOn(aFolder(), env)
    expect(ended.words).toContain(words)
    expect([ended.status === 0, ended.seconds < 40, ended.left]).toEqual([false, true, []])
  })

  it('with an unknown option shows what there is', async () => {
    expect(await startOn(aFolder(), {}, ['--demo'])).toMatchObject({
      status: 78,
      words: expect.stringContaining('npm start -- [--empty]'),
    })
  })

  it('in a folder that is a file says what to do', async () => {
    const file = join(aFolder(), 'data')
    writeFileSync(file, '')
    expect(await startOn(file)).toMatchObject({
      status: 78,
      words: expect.stringContaining('Set DATA_DIR to a folder that you may write'),
    })
  })

  it('in a folder that may not be written says what to do', async ({ skip }) => {
    const folder = aFolder()
    chmodSync(folder, 0o500)
    if (process.getuid?.() === 0) skip('root may write everywhere')
    expect(await startOn(folder)).toMatchObject({ status: 78, words: expect.stringContaining('cannot be used') })
  })
})

describe('a data folder that was left alone and is not whole', () => {
  const worked = aFolder()
  beforeAll(async () => {
    const other = await House.start({ dataDir: worked })
    await registered(await other.admin())
    await other.stop()
  })

  /** A folder that has been worked in and is at rest. */
  function atRest(): string {
    const folder = aFolder()
    cpSync(worked, folder, { recursive: true })
    return folder
  }

  it('with a log whose beginning is overwritten is named, and nothing is written over it', async () => {
    const folder = atRest()
    const file = join(folder, 'log', 'events.sqlite')
    writeSync(openSync(file, 'r+'), Buffer.alloc(4_096, 0x5a), 0, 4_096, 0)
    const { status, words, seconds, left } = await startOn(folder)
    expect(status).not.toBe(0)
    expect(words).toContain(file)
    expect(words).toMatch(/backup|restore/i)
    expect([seconds < 60, left]).toEqual([true, []])
  })

  it('with a log that somebody holds is named', async () => {
    const folder = atRest()
    const holder = new Sqlite(join(folder, 'log', 'lock.sqlite'))
    holder.exec('BEGIN EXCLUSIVE')
    const { words, left } = await startOn(folder)
    holder.close()
    expect(words).toContain(
      `The event log in ${join(folder, 'log')} is in use by another process; stop that one first.`,
    )
    expect(left).toEqual([])
  })

  it('with damaged rows of a view goes on: they are set aside and made again', async () => {
    const folder = atRest()
    const views = join(folder, 'views')
    const name = readFileSync(join(views, 'workList.current'), 'utf8').trim()
    writeSync(openSync(join(views, name), 'r+'), Buffer.alloc(4_096, 0x5a), 0, 4_096, 0)
    rmSync(join(views, `${name}-wal`), { force: true })
    const again = await House.start({ dataDir: folder })
    const admin = await again.admin()
    await vi.waitFor(async () => expect((await admin.get('/api/work-list')).body).toMatchObject({ total: 1 }), 20_000)
    await again.stop()
    expect(readFileSync(join(folder, 'logs', 'projector.log'), 'utf8')).toContain('the rows of a view are damaged')
  })

  it('with cubes that cannot be opened goes on without the leaders’ numbers, and says so', async () => {
    const folder = atRest()
    rmSync(join(folder, 'cubes'), { recursive: true, force: true })
    writeFileSync(join(folder, 'cubes'), '')
    const again = await House.start({ dataDir: folder })
    const health = async () => (await again.anonymous().get('/api/health')).body
    await vi.waitFor(async () => expect(await health()).toMatchObject({ status: 'degraded' }), 20_000)
    expect((await health())['without']).toContain('cubes')
    const admin = await again.admin()
    await registered(admin)
    expect(await admin.get('/api/metrics/case-volume?from=2026-01-01&to=2026-02-01')).toMatchObject({
      status: 503,
      body: { code: 'cubes-unavailable', words: { zh: expect.any(String), en: expect.any(String) } },
    })
    rmSync(join(folder, 'cubes'))
    await vi.waitFor(async () => expect(await health()).toMatchObject({ status: 'ok', without: [] }), 60_000)
    await again.stop()
  }, 120_000)

  it('without its views, or its sessions, goes on', async () => {
    const folder = atRest()
    for (const name of ['views', 'sessions.sqlite', 'sessions.sqlite-wal', 'run'])
      rmSync(join(folder, name), { recursive: true, force: true })
    const again = await House.start({ dataDir: folder })
    const { body } = await (await again.admin()).get('/api/work-list')
    await again.stop()
    expect(body).toMatchObject({ total: 1 })
  })
})
