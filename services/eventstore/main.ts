import { fstatSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { startEventStore } from './start.ts'

/** `node services/eventstore/main.ts --data <folder> [--listen unix:<path> | 127.0.0.1:<port>]` */
const { values } = parseArgs({ options: { data: { type: 'string' }, listen: { type: 'string' } } })
const folder = values.data ?? process.env['EVENTSTORE_DATA'] ?? 'data/eventstore'
const listen = values.listen ?? process.env['EVENTSTORE_LISTEN'] ?? `unix:${join(folder, 'socket', 'eventstore.sock')}`

function die(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

try {
  const running = await startEventStore({ folder, listen, lockPatienceMs: 15_000, failed: die })
  const stop = () => void running.stop().then(() => process.exit(0), die)
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  watchParent(stop)
  process.stdout.write(`${JSON.stringify({ ready: true, url: running.url })}\n`)
} catch (error) {
  die(error)
}

/** A parent holds the other end of our standard input; when it dies, by whatever means, that end closes. */
function watchParent(stop: () => void): void {
  const input = fstatSync(0)
  if (!input.isFIFO() && !input.isSocket()) return
  process.stdin.on('end', stop)
  process.stdin.on('error', stop)
  process.stdin.resume()
}
