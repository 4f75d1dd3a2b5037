import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const main = new URL('../../services/eventstore/main.ts', import.meta.url).pathname

/** An embedded server in a process of its own, on a folder of its own, that a test may kill and start again. */
export class EmbeddedLog {
  readonly folder = mkdtempSync(join(tmpdir(), 'log-'))
  readonly socket = `unix:${join(this.folder, 'socket', 'log.sock')}`
  readonly listen: string
  url = ''
  private process: ChildProcess | undefined

  constructor(listen?: string) {
    this.listen = listen ?? this.socket
  }

  static async start(listen?: string): Promise<EmbeddedLog> {
    const log = new EmbeddedLog(listen)
    await log.start()
    return log
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [main, this.folder, this.listen], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.process = child
    const lines = createInterface({ input: child.stdout })
    const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit')])) as [string | number]
    if (typeof line !== 'string') throw new Error(`The embedded log ended with ${String(line)}`)
    this.url = (JSON.parse(line) as { url: string }).url
  }

  get pid(): number {
    return this.process?.pid ?? 0
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.process?.kill(name)
  }

  /** Ends the process and tells how it ended. */
  async end(name: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    const child = this.process
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const ended = once(child, 'exit')
    child.kill(name)
    const [code] = (await ended) as [number | null]
    return code
  }

  async remove(): Promise<void> {
    await this.end('SIGKILL')
    rmSync(this.folder, { recursive: true, force: true })
  }
}
