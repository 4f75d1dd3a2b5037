/** The embedded cubes: ClickHouse's engine in a process of its own, behind the server's HTTP interface on loopback. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { frontOf } from './front.ts'
import { Sessions } from './sessions.ts'

const GiB = 2 ** 30
const log = (entry: object) => process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`)

function fail(message: string): never {
  log({ level: 'fatal', message })
  process.exit(78)
}

function bytesFrom(name: string, fallback: number): number {
  const text = process.env[name]
  const value = text === undefined ? fallback : Number(text)
  return Number.isInteger(value) && value >= 2 ** 24
    ? value
    : fail(`${name} is "${text}"; it must be at least ${2 ** 24} bytes.`)
}

/** CUBES_URL (with user and password) keeps the address over restarts; without it each start has its own. */
function addressOf() {
  const given = process.env['CUBES_URL']
  const url = URL.parse(given ?? `http://cubes:${randomBytes(24).toString('hex')}@127.0.0.1:0`)
  if (url?.protocol === 'http:' && url.username && url.password) return url
  return fail(`CUBES_URL must look like http://user:password@127.0.0.1:port.`)
}

const dataDir = process.env['DATA_DIR'] ?? fail('DATA_DIR is not set.')
const folder = join(resolve(dataDir), 'cubes')
const perQuery = bytesFrom('CUBES_QUERY_MEMORY', Math.min(4 * GiB, Math.floor(totalmem() / 4)))
const inAll = bytesFrom('CUBES_MEMORY', Math.min(12 * GiB, Math.floor(totalmem() / 2)))
const url = addressOf()

const config = `<clickhouse>
  <max_server_memory_usage>${inAll}</max_server_memory_usage>
  <mark_cache_size>268435456</mark_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
</clickhouse>
`

async function opened(): Promise<Sessions> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const configFile = join(folder, 'engine.xml')
  writeFileSync(configFile, config)
  const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4)
  const options = { folder: join(folder, 'store'), configFile, atOnce: Math.max(3, Math.min(threads - 1, 15)) }
  for (const until = Date.now() + 15_000; ;) {
    try {
      return new Sessions(options)
    } catch (error) {
      // The one before us may still be ending.
      if (Date.now() > until || !/lock/i.test((error as Error).message)) throw error
      await sleep(200)
    }
  }
}

const sessions = await opened()
const server = frontOf({
  sessions,
  login: { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
  defaults: {
    max_memory_usage: String(perQuery),
    max_execution_time: '60',
    max_result_bytes: String(256 * 2 ** 20),
    max_threads: String(availableParallelism()),
  },
  maxRequestBytes: 128 * 2 ** 20,
})

let ending = false
async function end(): Promise<void> {
  if (ending) return
  ending = true
  server.close()
  server.closeAllConnections()
  await sessions.close()
  process.exit(0)
}
process.on('SIGTERM', () => void end())
process.on('SIGINT', () => void end())
process.stdin.on('end', () => void end()).resume()

server.on('error', (error) => {
  log({ level: 'error', message: error.message })
  void sessions.close().finally(() => process.exit(1))
})
server.listen(Number(url.port), url.hostname, () => {
  const address = server.address()
  if (address && typeof address === 'object') url.port = String(address.port)
  process.stdout.write(`${JSON.stringify({ ready: true, url: url.href.replace(/\/$/, '') })}\n`)
})
