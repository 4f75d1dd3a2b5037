import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { connectVault, type ConnectedVault } from './client.ts'

export type VaultProcess = {
  readonly child: ChildProcess
  /** Its exit code, and what it said on standard error. */
  readonly ended: Promise<{ code: number | null; words: string }>
}

export const emptyFolder = () => mkdtempSync(join(tmpdir(), 'vault-'))
export const urlOf = (dataDir: string) => `unix:${join(dataDir, 'run', 'vault.sock')}`
export const fileOf = (dataDir: string) => join(dataDir, 'vault', 'vault.sqlite')

export function launchVault(dataDir: string, env: NodeJS.ProcessEnv = {}): VaultProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, VAULT_URL: urlOf(dataDir), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, words }))
  return { child, ended }
}

/** A vault's process on a folder, once it has said that it is ready. */
export async function startVault(dataDir: string, env: NodeJS.ProcessEnv = {}): Promise<VaultProcess> {
  const vault = launchVault(dataDir, env)
  const { stdout } = vault.child
  if (!stdout) throw new Error('no standard output')
  const ready = once(createInterface(stdout), 'line')
  const early = vault.ended.then(({ code, words }) => {
    throw new Error(`the vault ended with ${code}: ${words}`)
  })
  await Promise.race([ready, early])
  early.catch(() => undefined)
  return vault
}

export async function stopVault({ child, ended }: VaultProcess, signal: NodeJS.Signals = 'SIGTERM') {
  child.kill(signal)
  return ended
}

export const aKey = () => ({ id: randomUUID(), key: randomBytes(32) })
export const keys = (count: number) => Array.from({ length: count }, aKey)

const running: VaultProcess[] = []
const clients: ConnectedVault[] = []

/** As `startVault`; ended by `endVaults`. */
export async function started(dataDir: string, env: NodeJS.ProcessEnv = {}) {
  const vault = await startVault(dataDir, env)
  running.push(vault)
  return vault
}

export function connected(dataDir: string, options: Parameters<typeof connectVault>[1] = {}) {
  const client = connectVault(urlOf(dataDir), options)
  clients.push(client)
  return client
}

/** After each test: whoever still runs or is connected. */
export async function endVaults() {
  for (const client of clients.splice(0)) await client.close()
  for (const vault of running.splice(0)) await stopVault(vault, 'SIGKILL')
}
