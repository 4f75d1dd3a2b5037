import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { Client } from './client.ts'

export { Client, type Answered } from './client.ts'

const root = join(import.meta.dirname, '..', '..')

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}

export type HouseOptions = {
  readonly dataDir?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** The product as `npm start` runs it, on a free port and a folder of its own. */
export class House {
  readonly dataDir: string
  readonly port: number
  readonly base: string
  #group: ChildProcess | undefined
  #options: HouseOptions
  output = ''

  private constructor(dataDir: string, port: number, options: HouseOptions) {
    this.dataDir = dataDir
    this.port = port
    this.base = `http://127.0.0.1:${port}`
    this.#options = options
  }

  static async start(options: HouseOptions = {}): Promise<House> {
    const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'minsheng-'))
    const house = new House(dataDir, await freePort(), options)
    await house.run()
    return house
  }

  get pid(): number | undefined {
    return this.#group?.pid
  }

  /** Starts the process group; resolves when the API answers that all is up. */
  async run(): Promise<void> {
    const env = { ...process.env, ...this.#options.env, PORT: String(this.port), DATA_DIR: this.dataDir }
    const args = [join(root, 'deploy', 'run.ts'), ...(this.#options.args ?? ['--empty'])]
    const group = spawn(process.execPath, args, { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] })
    this.#group = group
    for (const stream of [group.stdout, group.stderr])
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    let ended = false
    group.on('exit', () => (ended = true))
    for (let waited = 0; waited < 60_000; waited += 50) {
      if (ended) throw new Error(`the house ended while starting:\n${this.output}`)
      const healthy = await fetch(`${this.base}/api/health`).then(
        (answer) => answer.ok,
        () => false,
      )
      if (healthy) return
      await sleep(50)
    }
    throw new Error(`the house was not healthy after 60 s:\n${this.output}`)
  }

  /** Pids of the group's children, by the file that each runs. */
  children(): Map<string, number> {
    const list = readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
    return new Map(
      list.map((pid) => [
        readFileSync(`/proc/${pid}/cmdline`, 'utf8')
          .split('\0')[1]
          ?.slice(root.length + 1) ?? '',
        Number(pid),
      ]),
    )
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const group = this.#group
    if (!group || group.exitCode !== null || group.signalCode !== null) return
    const ended = new Promise<void>((done) => group.once('exit', () => done()))
    group.kill(signal)
    await ended
  }

  async dispose(): Promise<void> {
    await this.stop()
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }

  anonymous(): Client {
    return new Client(this.base)
  }

  async signedIn(login: string, password: string): Promise<Client> {
    const client = new Client(this.base)
    await client.signIn(login, password)
    return client
  }

  async admin(): Promise<Client> {
    const [login = '', password = ''] = readFileSync(join(this.dataDir, 'first-sign-in.txt'), 'utf8').trim().split(' ')
    return this.signedIn(login, password)
  }
}

export const testPassword = 'long-enough-7391'

/** Opens an account with one role in one unit, and signs in as it. */
export async function staffed(
  house: House,
  admin: Client,
  login: string,
  grants: readonly { role: string; unit: string }[],
): Promise<Client> {
  const { id } = await admin.command('staff/open-account', {
    login,
    name: `员工 ${login}`,
    unit: grants[0]?.unit ?? 'root',
  })
  for (const grant of grants) await admin.command(`staff/${id}/grant-role`, grant)
  const answer = await admin.send(
    'POST',
    `/api/staff/${id}/change-password`,
    { password: testPassword },
    { 'idempotency-key': randomUUID() },
  )
  if (answer.status !== 202)
    throw new Error(`change-password answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return house.signedIn(login, testPassword)
}
