import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * An address for the engine that stays the same when the engine is started again: a free loopback port and a secret.
 * The parent gives it to the engine as CUBES_URL and to the engine's clients as CLICKHOUSE_URL.
 */
export function reserveAddress(): Promise<string> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = address && typeof address === 'object' ? address.port : 0
      probe.close(() => resolve(`http://cubes:${randomBytes(24).toString('hex')}@127.0.0.1:${port}`))
    })
  })
}
