import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const keyFileName = 'public-key.pem'

/** Public key that the seals of this folder are known to have; undefined before the first seal. */
export function keptPublicKey(folder: string): string | undefined {
  const file = join(folder, keyFileName)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** Keeps the key beside the seals at first use; false when another one is kept there. */
export function keepPublicKey(folder: string, pem: string): boolean {
  const kept = keptPublicKey(folder)
  if (kept === undefined) writeFileSync(join(folder, keyFileName), pem, { mode: 0o644 })
  return kept === undefined || kept.trim() === pem.trim()
}
