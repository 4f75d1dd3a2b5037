import type { DataKey, Vault } from '../kernel/vault.ts'
import { Connection } from './connection.ts'
import { KeyCache } from './keyCache.ts'
import { socketPath } from './protocol.ts'

export type VaultOptions = {
  /** How long a question waits for a vault that is away or restarting. */
  readonly patienceMs?: number
  readonly cachedKeys?: number
  /** After this long a key is asked for again, so that a destroyed one fades from every process. */
  readonly cacheMs?: number
}

export interface ConnectedVault extends Vault {
  /** Drops keys from this process's memory: to be called when an erasure is seen in the log. */
  forget(ids: readonly string[]): void
}

/** Connects on first use, and again whenever the vault's process comes back. */
export const connectVault = (url: string, options: VaultOptions = {}): ConnectedVault => new RemoteVault(url, options)

const bytes = (answer: unknown) => Buffer.from(answer as string, 'base64')

class RemoteVault implements ConnectedVault {
  readonly #connection: Connection
  readonly #cache: KeyCache

  constructor(url: string, options: VaultOptions) {
    this.#connection = new Connection(socketPath(url), options.patienceMs ?? 30_000)
    this.#cache = new KeyCache(options.cachedKeys ?? 50_000, options.cacheMs ?? 60_000)
  }

  async putKeys(keys: readonly DataKey[]): Promise<void> {
    if (keys.length === 0) return
    const { epoch } = this.#cache
    const pairs = keys.map(({ id, key }) => [id, key.toString('base64')] as const)
    await this.#connection.ask({ op: 'putKeys', keys: pairs })
    if (epoch === this.#cache.epoch) for (const { id, key } of keys) this.#cache.set(id, Buffer.from(key))
  }

  async getKeys(ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const found = new Map<string, Buffer>()
    const missing = new Set<string>()
    for (const id of ids) {
      const key = this.#cache.get(id)
      if (key) found.set(id, key)
      else missing.add(id)
    }
    if (missing.size === 0) return found
    const { epoch } = this.#cache
    const answer = (await this.#connection.ask({ op: 'getKeys', ids: [...missing] })) as Record<string, string>
    for (const [id, text] of Object.entries(answer)) {
      found.set(id, bytes(text))
      if (epoch === this.#cache.epoch) this.#cache.set(id, bytes(text))
    }
    return found
  }

  async destroyKeys(ids: readonly string[]): Promise<void> {
    this.forget(ids)
    await this.#connection.ask({ op: 'destroyKeys', ids })
    this.forget(ids)
  }

  async sign(message: Buffer): Promise<Buffer> {
    return bytes(await this.#connection.ask({ op: 'sign', bytes: message.toString('base64') }))
  }

  async publicKey(): Promise<string> {
    return (await this.#connection.ask({ op: 'publicKey' })) as string
  }

  async secret(name: string): Promise<Buffer> {
    return bytes(await this.#connection.ask({ op: 'secret', name }))
  }

  async putCredential(owner: string, value: string): Promise<void> {
    await this.#connection.ask({ op: 'putCredential', owner, value })
  }

  async getCredential(owner: string): Promise<string | undefined> {
    return ((await this.#connection.ask({ op: 'getCredential', owner })) as string | null) ?? undefined
  }

  forget(ids: readonly string[]): void {
    this.#cache.forget(ids)
  }

  close(): Promise<void> {
    this.#connection.close()
    return Promise.resolve()
  }
}
