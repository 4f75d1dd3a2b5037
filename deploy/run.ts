/** The process group: log, vault, projector, notary and API on loopback, over one data folder. */
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { reserveAddress } from '../analytics/engine/address.ts'
import { showCity } from './cityBar.ts'
import { lockFolder } from './folderLock.ts'
import { Group, type Member } from './processGroup.ts'

const root = join(import.meta.dirname, '..')
const usage =
  'npm start -- [--empty]   PORT (8080), HOST (127.0.0.1), DATA_DIR (./data), EVENTSTORE_URL, CLICKHOUSE_URL'

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(78)
}

function options() {
  try {
    return parseArgs({ options: { empty: { type: 'boolean', default: false } }, strict: true }).values
  } catch (error) {
    return fail(`${(error as Error).message}\n${usage}`)
  }
}

function portOf(text: string): number {
  const port = Number(text)
  return Number.isInteger(port) && port > 0 && port < 65_536
    ? port
    : fail(`PORT is "${text}"; it must be a number from 1 to 65535.`)
}

/** Unix sockets allow 107 bytes of path: a deep data folder gets its sockets in the temporary folder instead. */
function socketFolder(dataDir: string): string {
  const near = join(dataDir, 'run')
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  const folder = Buffer.byteLength(near) < 90 ? near : join(tmpdir(), `minsheng-${name}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (statSync(folder).uid !== process.getuid?.())
    fail(`${folder} belongs to somebody else; remove it or set DATA_DIR to a shorter path.`)
  chmodSync(folder, 0o700)
  return folder
}

function dataFolder(): string {
  const folder = resolve(process.env['DATA_DIR'] ?? join(root, 'data'))
  try {
    for (const room of ['log', 'vault', 'blobs', 'views', 'seals', 'logs'])
      mkdirSync(join(folder, room), { recursive: true })
    chmodSync(join(folder, 'vault'), 0o700)
    chmodSync(join(folder, 'blobs'), 0o700)
    return folder
  } catch (error) {
    return fail(
      `The data folder ${folder} cannot be used: ${(error as Error).message}. Set DATA_DIR to a folder that you may write.`,
    )
  }
}

const { empty } = options()
const port = portOf(process.env['PORT'] ?? '8080')
const host = process.env['HOST'] ?? '127.0.0.1'
const dataDir = dataFolder()
const lock = await lockFolder(join(dataDir, 'start.lock'), 15_000)
if (!lock)
  fail(`Minsheng already runs on ${dataDir}. Stop that one first, or set DATA_DIR (and PORT) for a second one.`)

// Held for as long as this process lives; a lock that nobody refers to would be collected, and with it let go.
process.on('exit', () => lock.release())

const sockets = socketFolder(dataDir)
const logSocket = `unix:${join(sockets, 'log.sock')}`
const eventStoreUrl = process.env['EVENTSTORE_URL'] ?? logSocket
const cubesUrl = process.env['CLICKHOUSE_URL'] ?? (await reserveAddress())
const env = {
  ...process.env,
  DATA_DIR: dataDir,
  PORT: String(port),
  HOST: host,
  EVENTSTORE_URL: eventStoreUrl,
  VAULT_URL: `unix:${join(sockets, 'vault.sock')}`,
  CUBES_URL: cubesUrl,
  CLICKHOUSE_URL: cubesUrl,
  UV_THREADPOOL_SIZE: '16',
  MINSHENG_START: empty ? 'empty' : 'demo',
}

/** What a process said last, without the dress of a log line. */
function plain(lastWords: string): string {
  try {
    return (JSON.parse(lastWords) as { message?: string }).message ?? lastWords
  } catch {
    return lastWords
  }
}

const member = (name: string, file: string, args: readonly string[] = []): Member => ({
  name,
  file: join(root, file),
  args,
  env,
  logFile: join(dataDir, 'logs', `${name}.log`),
})
/** Leaders' numbers and the demo's city: work goes on without them. */
const besides = (name: string, file: string): Member => ({ ...member(name, file), dispensable: true })

const embedded = eventStoreUrl === logSocket
const group = new Group()
group.onGiveUp = (name, lastWords) => {
  process.stderr.write(
    `\n${name} could not be kept running: ${plain(lastWords)}\nIts log: ${join(dataDir, 'logs', `${name}.log`)}\n`,
  )
  void group.stop().then(() => process.exit(1))
}
/** Read by the API for its health; whole or not at all. */
const troublesFile = join(dataDir, 'run', 'troubles.json')
function tellTroubles(troubled: ReadonlyMap<string, string>): void {
  try {
    mkdirSync(dirname(troublesFile), { recursive: true, mode: 0o700 })
    writeFileSync(`${troublesFile}.draft`, JSON.stringify(Object.fromEntries(troubled)))
    renameSync(`${troublesFile}.draft`, troublesFile)
  } catch (error) {
    process.stderr.write(`${troublesFile} cannot be written: ${(error as Error).message}\n`)
  }
}
tellTroubles(new Map())
group.onTrouble = tellTroubles
const stop = () => void group.stop().then(() => process.exit(0))
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop)
process.stdin.on('end', stop).resume()

const first = [member('vault', 'services/vault/main.ts')]
if (embedded) first.unshift(member('log', 'services/eventstore/main.ts', [join(dataDir, 'log'), logSocket]))
await Promise.all(first.map((one) => group.start(one)))
// Numbers may come a little later than everything else: nobody waits for their engine.
const cubes = process.env['CLICKHOUSE_URL'] === undefined ? [besides('cubes', 'analytics/engine/main.ts')] : []
const city = empty ? [] : [besides('city', 'services/city/main.ts')]
for (const one of [...cubes, besides('feeder', 'analytics/main.ts'), ...city]) void group.start(one)
const needed = [member('notary', 'services/notary/main.ts'), member('projector', 'projections/main.ts')]
const [api] = await Promise.all([member('api', 'services/main.ts'), ...needed].map((one) => group.start(one)))

const { url, signIn } = api as { url: string; signIn?: readonly string[] }
const lines = [
  '',
  `  民声 Minsheng   ${url}`,
  `  data folder     ${dataDir}`,
  `  log             ${embedded ? 'embedded' : eventStoreUrl}`,
  ...(signIn ?? []).map((line, index) => `  ${index === 0 ? 'sign in         ' : '                '}${line}`),
  '',
]
process.stdout.write(`${lines.join('\n')}\n`)
if (!empty) showCity(dataDir)
