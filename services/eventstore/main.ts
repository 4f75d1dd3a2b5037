import { fstatSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { LogRefused } from './database.ts'
import { startEventStore } from './start.ts'

/** `node services/eventstore/main.ts [<data folder> [unix:<path> | 127.0.0.1:<port>]]` */
const { positionals } = parseArgs({ allowPositionals: true })
const folder = positionals[0] ?? process.env['EVENTSTORE_DATA'] ?? 'data/eventstore'
const listen = positionals[1] ?? process.env['EVENTSTORE_LISTEN'] ?? `unix:${join(folder, 'socket', 'eventstore.sock')}`

/** What starting again cannot mend: the process group then gives up instead of trying on. */
const hopeless = 78

function die(error: unknown, exitCode = 1): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(exitCode)
}

try {
  const running = await startEventStore({ folder, listen, lockPatienceMs: 15_000, failed: (error) => die(error) })
  const stop = () =>
    void running.stop().then(
      () => process.exit(0),
      (error: unknown) => die(error),
    )
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  watchParent(stop)
  process.stdout.write(`${JSON.stringify({ ready: true, url: running.url })}\n`)
} catch (error) {
  die(error, error instanceof LogRefused ? hopeless : 1)
}

/** A parent holds the other end of our standard input; when it dies, by whatever means, that end closes. */
function watchParent(stop: () => void): void {
  const input = fstatSync(0)
  if (!input.isFIFO() && !input.isSocket()) return
  process.stdin.on('end', stop)
  process.stdin.on('error', stop)
  process.stdin.resume()
}
