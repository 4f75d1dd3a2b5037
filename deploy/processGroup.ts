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
  /** The others work without it: it is never given up, and what is without it is told (`onTrouble`). */
  readonly dispensable?: boolean
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
/** One that the others can do without gets up more slowly: it must not take the machine from them. */
const calmMs = 10_000
const forgottenMs = 120_000
const longestPauseMs = { needed: 5_000, dispensable: 60_000 }
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
  readonly #troubled = new Map<string, string>()
  onGiveUp: (name: string, lastWords: string) => void = () => undefined
  /** Told which dispensable members do not work at the moment, and their last words, whenever that changes. */
  onTrouble: (troubled: ReadonlyMap<string, string>) => void = () => undefined

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
      if (this.#troubled.has(member.name)) this.#calmed(member.name, running)
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
    noteFailure(member, running)
    const lastWords = running.lastWords || `it ended (${how})`
    if (member.dispensable) this.#trouble(member.name, lastWords)
    else if (how === 'hopeless' || (!running.proven && running.failures.length > 12)) {
      this.onGiveUp(member.name, lastWords)
      return
    }
    process.stderr.write(`${member.name} ended (${how}); starting it again\n`)
    await sleep(pauseAfter(member, running.failures.length))
    if (!this.#stopping) this.#launch(member, running, ready)
  }

  #trouble(name: string, lastWords: string): void {
    this.#troubled.set(name, lastWords)
    this.onTrouble(this.#troubled)
  }

  /** It has worked for a while: whatever ailed it is over. */
  #calmed(name: string, running: Running): void {
    const since = running.readyAt
    const look = () => {
      if (running.readyAt !== since || !this.#troubled.delete(name)) return
      this.onTrouble(this.#troubled)
    }
    setTimeout(look, calmMs).unref()
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

function noteFailure({ dispensable }: Member, running: Running): void {
  const now = Date.now()
  const wasSound = now - running.readyAt >= (dispensable ? calmMs : soundMs)
  const before = wasSound ? [] : running.failures.filter((at) => now - at < forgottenMs)
  running.failures = [...before, now]
}

function pauseAfter({ dispensable }: Member, failures: number): number {
  return Math.min(longestPauseMs[dispensable ? 'dispensable' : 'needed'], 100 * 2 ** (failures - 1))
}

async function stopOne(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), stopGraceMs)
  await ended
  clearTimeout(late)
}
