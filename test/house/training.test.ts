import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { House } from '../support/house.ts'
import { root } from './processes.ts'

const run = promisify(execFile)
const guide = readFileSync(join(root, 'docs', 'training.md'), 'utf8')
const commands = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'))

/** The settings before a command, and the command. */
function taken(line: string): { env: Record<string, string>; command: string } {
  const settings = [...line.matchAll(/([A-Z_]+)=("[^"]*"|\S+) /g)]
  const env = Object.fromEntries(settings.map(([, name = '', value = '']) => [name, value.replaceAll('"', '')]))
  return { env, command: line.slice(settings.reduce((length, [text]) => length + text.length, 0)) }
}

describe('a practice house, as the guide starts it', () => {
  const [start = '', verify = '', away = ''] = commands
  const folder = mkdtempSync(join(tmpdir(), 'training-'))
  let house: House
  beforeAll(async () => {
    const { DATA_DIR = '', PORT: _, ...env } = taken(start).env
    house = await House.start({ args: [], dataDir: join(folder, DATA_DIR), env: { ...env, CITY_CASES: '300' } })
  })
  afterAll(async () => {
    await house?.dispose()
    rmSync(folder, { recursive: true, force: true })
  })

  it('has three commands', () => {
    expect(commands.map((line) => taken(line).command)).toEqual(['npm start', 'npm run verify', away])
  })

  it('says whose it is, and makes the city of its seed', async () => {
    const city = async () => (await house.anonymous().get('/api/city')).body
    expect(await city()).toMatchObject({ training: taken(start).env['MINSHENG_TRAINING'] })
    await vi.waitFor(async () => expect((await city())['state']).not.toBe('filling'), {
      timeout: 120_000,
      interval: 500,
    })
    const doors = (await house.anonymous().get('/api/doors')).body as unknown as { path: string }[]
    expect(doors).toHaveLength(9)
  })

  it('is of another kind than a real one, whose statistics it cannot enter', async () => {
    const { body } = await house.anonymous().get('/api/health')
    expect(body['installation']).toMatchObject({ kind: 'demo' })
    const leader = await house.signedIn('leader', 'Open-Doors-of-Lanze')
    const of = async (origin: string) => {
      const { body: list } = await leader.get(`/api/work-list?origin=${origin}&limit=1`)
      return (list as { total: number }).total
    }
    expect(await of('live')).toBe(0)
    await vi.waitFor(async () => expect(await of('synthetic')).toBeGreaterThan(200), { timeout: 20_000, interval: 200 })
  })

  it('is verified', async () => {
    const env = { ...process.env, DATA_DIR: house.dataDir, PORT: String(house.port) }
    const { stdout } = await run('npm', ['--prefix', root, 'run', '-s', taken(verify).command.slice(8)], { env })
    expect(stdout).toMatch(/: ok\n$/)
  })

  it('is thrown away with its folder', async () => {
    await house.stop()
    await run('sh', ['-c', away], { cwd: folder })
    expect(existsSync(house.dataDir)).toBe(false)
  })
})
