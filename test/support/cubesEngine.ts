import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { reserveAddress } from '../../analytics/engine/address.ts'

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
