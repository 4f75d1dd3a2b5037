import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { Type } from 'typebox'

import { reserveAddress } from '../../analytics/engine/address.ts'
import { Cubes, type CubesOptions } from '../../analytics/kernel/clickhouse.ts'
import { readFeed } from '../../analytics/kernel/feed.ts'

const main = join(import.meta.dirname, '..', '..', 'analytics', 'engine', 'main.ts')

/** The embedded engine as its parent runs it: one address, started again whenever it is killed. */
export class CubesEngine {
  readonly url: string
  readonly folder: string
  readonly #env: NodeJS.ProcessEnv
  #child: ChildProcess | undefined
  #stopped = false
  restarts = 0

  private constructor(url: string, folder: string, env: NodeJS.ProcessEnv) {
    this.url = url
    this.folder = folder
    this.#env = env
  }

  static async start(env: NodeJS.ProcessEnv = {}): Promise<CubesEngine> {
    const engine = new CubesEngine(await reserveAddress(), mkdtempSync(join(tmpdir(), 'minsheng-cubes-')), env)
    await engine.#launch()
    return engine
  }

  /** Processor time that the running engine has used so far. */
  cpuMs(): number {
    const stat =
      readFileSync(`/proc/${this.#child?.pid ?? 0}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? []
    const hertz = 100
    return ((Number(stat[11]) + Number(stat[12])) * 1000) / hertz
  }

  /** Rows that all questions have read so far. */
  async selectedRows(cubes: Cubes): Promise<number> {
    const sql = `SELECT sum(value) AS n FROM system.events WHERE event = 'SelectedRows'`
    const [found] = await cubes.ask(sql, {}, Type.Object({ n: Type.Integer() }))
    return found?.n ?? 0
  }

  /** As power and the kernel's memory killer do it. */
  kill(): void {
    this.#child?.kill('SIGKILL')
  }

  /** Ends it for good; answers the exit code. */
  async stop(): Promise<number | null> {
    this.#stopped = true
    const child = this.#child
    const code = await new Promise<number | null>((resolve) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return resolve(null)
      child.once('exit', resolve)
      child.stdin?.end()
    })
    rmSync(this.folder, { recursive: true, force: true })
    return code
  }

  #launch(): Promise<void> {
    const env = { ...process.env, UV_THREADPOOL_SIZE: '8', ...this.#env, DATA_DIR: this.folder, CUBES_URL: this.url }
    const child = spawn(process.execPath, [main], { env, stdio: ['pipe', 'pipe', 'inherit'] })
    this.#child = child
    child.stdin.on('error', () => undefined)
    child.once('exit', () => {
      if (this.#stopped) return
      this.restarts += 1
      void this.#launch()
    })
    return new Promise((resolve) => createInterface(child.stdout).once('line', () => resolve()))
  }
}

/** A real server where CLICKHOUSE_URL names one, the embedded engine else. */
export async function someCubes(): Promise<{ url: string; stop: () => Promise<unknown> }> {
  const url = process.env['CLICKHOUSE_URL']
  if (url) return { url, stop: () => Promise.resolve() }
  const engine = await CubesEngine.start()
  return { url: engine.url, stop: () => engine.stop() }
}

/** The tables of the filling that is read. */
export async function currentCubes(options: CubesOptions & { database: string }): Promise<Cubes> {
  const control = new Cubes(options)
  try {
    const { database } = await readFeed(control)
    return new Cubes({ ...options, database })
  } finally {
    await control.close()
  }
}
