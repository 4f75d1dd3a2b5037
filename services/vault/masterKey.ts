import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { VaultError } from './vaultError.ts'

export type MasterKeySource = {
  readonly folder: string
  /** MINSHENG_MASTER_KEY. */
  readonly configured: string | undefined
  readonly production: boolean
  /** True when there is no vault yet, so that a key may be made. */
  readonly fresh: boolean
}

/** The key that wraps all others: from the configuration, or (never in production) from a file beside the vault. */
export function masterKey({ folder, configured, production, fresh }: MasterKeySource): Buffer {
  if (configured) return decoded(configured, 'MINSHENG_MASTER_KEY')
  if (production) {
    throw new VaultError(
      'default-master-key',
      'Production needs MINSHENG_MASTER_KEY (base64 of 32 bytes, `openssl rand -base64 32`); a key that lies beside the vault protects nothing.',
    )
  }
  const file = join(folder, 'master.key')
  if (existsSync(file)) return decoded(readFileSync(file, 'utf8').trim(), file)
  if (fresh) return made(file)
  throw new VaultError(
    'master-key-missing',
    `The master key of this vault is missing: put ${file} back, or set MINSHENG_MASTER_KEY to the key that it was made with.`,
  )
}

function decoded(text: string, where: string): Buffer {
  const key = Buffer.from(text, 'base64')
  if (key.length === 32 && key.toString('base64') === text) return key
  throw new VaultError('wrong-master-key', `${where} must be base64 of exactly 32 bytes (\`openssl rand -base64 32\`).`)
}

/** On disk before the first secret is wrapped by it. */
function made(file: string): Buffer {
  const key = randomBytes(32)
  const handle = openSync(file, 'wx', 0o600)
  writeSync(handle, `${key.toString('base64')}\n`)
  fsyncSync(handle)
  closeSync(handle)
  const folder = openSync(join(file, '..'), 'r')
  fsyncSync(folder)
  closeSync(folder)
  return key
}
