import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** One process of the group. It prints `{"ready":true,…}` on stdout, and ends on SIGTERM or when its stdin ends. */
export type Member = {
  readonly name: string
  readonly file: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly logFile: string
}

type Ready = Readonly<Record<string, unknown>>
type Running = {
  child: ChildProcess
  lastWords: string
  failures: number[]
  readyAt: number
  /** It has worked in this group: what ails it now may pass (a full disk), and the others can do without it meanwhile. */
  proven: boolean
}

/** A process that ends with this code says that starting it again will not help. */
const hopeless = 78
/** Whoever worked for that long did not die of being started. */
const soundMs = 1_000
/** What Node prints after an error says nothing about it. */
const trailing = /^(Node\.js v|\s|\}|$)/
const stopGraceMs = 12_000
const maxLogBytes = 20_000_000

function openLog(file: string) {
  if (existsSync(file) && statSync(file).size > maxLogBytes) renameSync(file, `${file}.1`)
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 })
  stream.on('error', (error) => process.stderr.write(`${file} cannot be written: ${error.message}\n`))
  return stream
}

/** Keeps its members running: one that dies is started again, with growing pauses; one that never worked is given up. */
export class Group {
  readonly #running = new Map<string, Running>()
  #stopping: Promise<void> | undefined
  onGiveUp: (name: string, lastWords: string) => void = () => undefined

  /** Resolves with the member's ready line. */
  start(member: Member): Promise<Ready> {
    const running: Running = {
      child: undefined as unknown as ChildProcess,
      lastWords: '',
      failures: [],
      readyAt: Infinity,
      proven: false,
    }
    this.#running.set(member.name, running)
    return new Promise((ready) => this.#launch(member, running, ready))
  }

  #launch(member: Member, running: Running, ready: (line: Ready) => void): void {
    const child = spawn(process.execPath, [member.file, ...member.args], {
      env: member.env,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const log = openLog(member.logFile)
    running.child = child
    running.readyAt = Infinity
    child.stdin.on('error', () => undefined) // the child has gone; its exit is reported below
    createInterface(child.stdout).on('line', (line) => {
      log.write(`${line}\n`)
      if (!line.startsWith('{"ready":true')) return
      running.readyAt = Date.now()
      running.proven = true
      ready(JSON.parse(line) as Ready)
    })
    createInterface(child.stderr).on('line', (line) => {
      log.write(`${line}\n`)
      if (!trailing.test(line)) running.lastWords = line
    })
    child.on('close', (code, signal) => {
      log.end()
      void this.#ended(member, running, ready, code === hopeless ? 'hopeless' : (signal ?? `code ${code}`))
    })
  }

  async #ended(member: Member, running: Running, ready: (line: Ready) => void, how: string): Promise<void> {
    if (this.#stopping) return
    const now = Date.now()
    const before = now - running.readyAt >= soundMs ? [] : running.failures.filter((at) => now - at < 60_000)
    running.failures = [...before, now]
    if (how === 'hopeless' || (!running.proven && running.failures.length > 12)) {
      this.onGiveUp(member.name, running.lastWords || `it ended (${how})`)
      return
    }
    process.stderr.write(`${member.name} ended (${how}); starting it again\n`)
    await sleep(Math.min(5_000, 100 * 2 ** (running.failures.length - 1)))
    if (!this.#stopping) this.#launch(member, running, ready)
  }

  /** Ends all members: the later started first, so that nobody's neighbour disappears while it still writes. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll()
    return this.#stopping
  }

  async #stopAll(): Promise<void> {
    const all = [...this.#running.entries()]
    const writers = all.filter(([name]) => name !== 'log' && name !== 'vault')
    const keepers = all.filter(([name]) => name === 'log' || name === 'vault')
    for (const some of [writers, keepers]) await Promise.all(some.map(([, { child }]) => stopOne(child)))
  }
}

async function stopOne(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), stopGraceMs)
  await ended
  clearTimeout(late)
}
