/** The vault's process: the one owner of keys, secrets and credentials. DATA_DIR, VAULT_URL, MINSHENG_MASTER_KEY. */
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { lockFolder } from '../../deploy/folderLock.ts'
import { KeyFile } from './keyFile.ts'
import { masterKey } from './masterKey.ts'
import { socketPath } from './protocol.ts'
import { VaultServer } from './server.ts'
import { VaultError } from './vaultError.ts'

const say = (level: 'info' | 'fatal', words: string) =>
  process.stderr.write(`${JSON.stringify({ level, at: new Date().toISOString(), process: 'vault', message: words })}\n`)

/** Exit code 78: starting again will not help. */
function giveUp(words: string): never {
  say('fatal', words)
  process.exit(78)
}

process.umask(0o077)
const folder = join(resolve(process.env['DATA_DIR'] ?? 'data'), 'vault')
const url = process.env['VAULT_URL'] ?? `unix:${join(folder, '..', 'run', 'vault.sock')}`

async function openKeys(): Promise<KeyFile> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(join(folder, 'vault.lock'), 15_000)
  if (!lock) giveUp(`Another vault works on ${folder}. Stop it first.`)
  process.on('exit', () => lock.release()) // also keeps the lock from being collected
  const file = join(folder, 'vault.sqlite')
  const master = masterKey({
    folder,
    configured: process.env['MINSHENG_MASTER_KEY'],
    production: process.env['MINSHENG_PRODUCTION'] === '1',
    fresh: !existsSync(file),
  })
  return new KeyFile(file, master)
}

process.stdin.on('end', () => process.exit(0)).resume()
const keys = await openKeys().catch((error: unknown) =>
  giveUp(
    error instanceof VaultError
      ? error.message
      : `The vault's folder ${folder} cannot be used: ${(error as Error).message}`,
  ),
)
const path = socketPath(url)
mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
rmSync(path, { force: true }) // left by a predecessor that was killed; the lock says that it is gone

const vault = new VaultServer({
  keys,
  now: () => new Date().toISOString(),
  onBroken: (error) => {
    say('fatal', `The vault's storage failed: ${(error as Error).message}`)
    process.exit(1)
  },
})
let stopping = false
const end = () => {
  if (stopping) return
  stopping = true
  void vault.stop().then(() => {
    keys.close()
    process.exit(0)
  })
}
process.stdin.removeAllListeners('end').on('end', end)
process.on('SIGTERM', end).on('SIGINT', end)
vault.server.on('error', (error) => giveUp(`The vault cannot listen on ${path}: ${error.message}`))
vault.server.listen(path, () => {
  chmodSync(path, 0o600)
  process.stdout.write(`${JSON.stringify({ ready: true, process: 'vault', url })}\n`)
})
