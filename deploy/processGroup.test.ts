import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { afterAll, describe, expect, it } from 'vitest'

import { Group, type Member } from './processGroup.ts'

const folder = mkdtempSync(join(tmpdir(), 'minsheng-group-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A process as the group expects them: says its pid when ready, ends on SIGTERM and when its stdin ends. */
const wellBehaved = `
  process.stdin.on('end', () => process.exit(0)).resume()
  process.on('SIGTERM', () => process.exit(0))
  console.log(JSON.stringify({ ready: true, pid: process.pid }))`

function member(name: string, source = wellBehaved, env: NodeJS.ProcessEnv = {}): Member {
  const file = join(folder, `${name}.mjs`)
  writeFileSync(file, source)
  return { name, file, args: [], env: { PATH: process.env['PATH'], ...env }, logFile: join(folder, `${name}.log`) }
}

const alive = (pid: number) =>
  existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))

/** Waits for what must come to be; a test that waits in vain runs into its time-out. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 10))
}

const pidsIn = ({ logFile }: Member) =>
  existsSync(logFile)
    ? readFileSync(logFile, 'utf8')
        .split('\n')
        .flatMap((line) => /"pid":(\d+)/.exec(line)?.[1] ?? [])
        .map(Number)
    : []

describe('a group of processes', () => {
  it('resolves with the ready line of each, and ends all of them', async () => {
    const group = new Group()
    const ready = await Promise.all(['one', 'two'].map((name) => group.start(member(name))))
    const pids = ready.map(({ pid }) => Number(pid))
    expect(pids.map(alive)).toEqual([true, true])
    await group.stop()
    expect(pids.map(alive)).toEqual([false, false])
  })

  it('starts one again that was killed, as often as that happens', async () => {
    const group = new Group()
    const victim = member('victim')
    await group.start(victim)
    for (let round = 1; round <= 3; round += 1) {
      await until(() => pidsIn(victim).length === round)
      process.kill(pidsIn(victim).at(-1) ?? 0, 'SIGKILL')
    }
    await until(() => pidsIn(victim).length === 4)
    expect(pidsIn(victim).map(alive)).toEqual([false, false, false, true])
    await group.stop()
    expect(alive(pidsIn(victim).at(-1) ?? 0)).toBe(false)
  })

  it('does not lose patience with one that works between its deaths', { timeout: 60_000 }, async () => {
    const group = new Group()
    let gaveUp = false
    group.onGiveUp = () => (gaveUp = true)
    const victim = member('often')
    await group.start(victim)
    for (let round = 1; round <= 13; round += 1) {
      await until(() => pidsIn(victim).length === round)
      await new Promise((done) => setTimeout(done, 1_050)) // it works for a second
      process.kill(pidsIn(victim).at(-1) ?? 0, 'SIGKILL')
    }
    await until(() => pidsIn(victim).length === 14)
    expect(gaveUp).toBe(false)
    await group.stop()
  })

  it('gives up at once on one that says that it is hopeless, with its last words', async () => {
    const group = new Group()
    const gaveUp = new Promise<unknown[]>((resolve) => (group.onGiveUp = (...told) => resolve(told)))
    const hopeless = member(
      'hopeless',
      `console.error('first'); console.error('DATA_DIR is not set\\n    at somewhere\\n\\nNode.js v24'); process.exit(78)`,
    )
    void group.start(hopeless)
    expect(await gaveUp).toEqual(['hopeless', 'DATA_DIR is not set'])
    await group.stop()
  })

  it('starts one that cannot live less and less often', async () => {
    const group = new Group()
    const starts = join(folder, 'starts')
    const source = `import { appendFileSync } from 'node:fs'
      appendFileSync(${JSON.stringify(starts)}, '.')
      process.exit(1)`
    void group.start(member('dying', source))
    const beginning = Date.now()
    await until(() => existsSync(starts) && readFileSync(starts, 'utf8').length >= 5)
    // 100, 200, 400, 800 ms between the first five: no machine is kept busy by what cannot live.
    expect(Date.now() - beginning).toBeGreaterThan(1_400)
    await group.stop()
  })

  it(
    'goes on without one that it can do without, says so, starts it again and says when that is over',
    { timeout: 30_000 },
    async () => {
      const group = new Group()
      const [told, given]: [string[], string[]] = [[], []]
      group.onGiveUp = (name) => given.push(name)
      group.onTrouble = (troubled) => told.push(JSON.stringify([...troubled]))
      const cure = join(folder, 'cure')
      const source = `import { existsSync } from 'node:fs'
      if (!existsSync(${JSON.stringify(cure)})) { console.error('no cure'); process.exit(78) }
      ${wellBehaved}`
      const besides = group.start({ ...member('besides', source), dispensable: true })
      const { pid } = await group.start(member('needed'))
      await until(() => told.length >= 3)
      expect(new Set(told)).toEqual(new Set(['[["besides","no cure"]]']))
      expect([alive(Number(pid)), given]).toEqual([true, []])
      writeFileSync(cure, '')
      await besides
      await until(() => told.at(-1) === '[]')
      await group.stop()
    },
  )

  it('is stopped though one does not listen', { timeout: 30_000 }, async () => {
    const group = new Group()
    const deaf = member(
      'deaf',
      `process.on('SIGTERM', () => {}); console.log(JSON.stringify({ ready: true, pid: process.pid })); setInterval(() => {}, 1000)`,
    )
    const { pid } = await group.start(deaf)
    await group.stop()
    expect(alive(Number(pid))).toBe(false)
  })

  it('leaves no orphan when it is killed itself', async () => {
    const children = ['a', 'b', 'c'].map((name) => member(`orphan-${name}`))
    const source = `
      import { Group } from ${JSON.stringify(join(import.meta.dirname, 'processGroup.ts'))}
      const group = new Group()
      const ready = await Promise.all(${JSON.stringify(children)}.map((one) => group.start(one)))
      console.log(JSON.stringify(ready.map(({ pid }) => pid)))`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const [line] = (await once(createInterface(parent.stdout), 'line')) as [string]
    const pids = JSON.parse(line) as number[]
    expect(pids.map(alive)).toEqual([true, true, true])
    parent.kill('SIGKILL')
    await until(() => !pids.some(alive))
    expect(pids.map(alive)).toEqual([false, false, false])
  })

  it('tells a member’s words to its log file, that only the owner can read', async () => {
    const group = new Group()
    const wordy = member('wordy', `${wellBehaved}\nconsole.error('{"level":"info"}')`)
    await group.start(wordy)
    const words = () => (existsSync(wordy.logFile) ? readFileSync(wordy.logFile, 'utf8') : '')
    await until(() => words().includes('{"level":"info"}'))
    expect(statSync(wordy.logFile).mode & 0o777).toBe(0o600)
    await group.stop()
  })
})
