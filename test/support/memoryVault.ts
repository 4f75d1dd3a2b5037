import { createHash, generateKeyPairSync, sign } from 'node:crypto'

import type { DataKey, Vault } from '../../services/kernel/vault.ts'

/** The vault in memory: same answers, nothing kept. */
export class MemoryVault implements Vault {
  readonly keys = new Map<string, Buffer>()
  readonly credentials = new Map<string, string>()
  readonly #pair = generateKeyPairSync('ed25519')

  putKeys(keys: readonly DataKey[]): Promise<void> {
    for (const { id, key } of keys) this.keys.set(id, key)
    return Promise.resolve()
  }

  getKeys(ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const found = ids.flatMap((id) => {
      const key = this.keys.get(id)
      return key ? [[id, key] as const] : []
    })
    return Promise.resolve(new Map(found))
  }

  destroyKeys(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.keys.delete(id)
    return Promise.resolve()
  }

  sign(bytes: Buffer): Promise<Buffer> {
    return Promise.resolve(sign(null, bytes, this.#pair.privateKey))
  }

  publicKey(): Promise<string> {
    return Promise.resolve(this.#pair.publicKey.export({ type: 'spki', format: 'pem' }).toString())
  }

  /** The same in every run, so that a test may compare. */
  secret(name: string): Promise<Buffer> {
    return Promise.resolve(createHash('sha256').update(`secret ${name}`).digest())
  }

  putCredential(owner: string, value: string): Promise<void> {
    this.credentials.set(owner, value)
    return Promise.resolve()
  }

  getCredential(owner: string): Promise<string | undefined> {
    return Promise.resolve(this.credentials.get(owner))
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
