/** A data key: 32 random bytes under a random id that says nothing. */
export type DataKey = { readonly id: string; readonly key: Buffer }

/** The small interface to the one process that owns keys and credentials. A key-management service can stand behind it. */
export interface Vault {
  /** Durable before it resolves: a key is on disk before the append that uses it. */
  putKeys(keys: readonly DataKey[]): Promise<void>
  /** Keys that were destroyed or never were are missing from the answer. */
  getKeys(ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>>
  /** Destroys keys for good, also in the vault's own file. Repeating it changes nothing. */
  destroyKeys(ids: readonly string[]): Promise<void>
  /** Ed25519 over the bytes, by the installation's signing key. */
  sign(bytes: Buffer): Promise<Buffer>
  /** PEM (SPKI) of the signing key. */
  publicKey(): Promise<string>
  /** The installation's secret of that name (32 bytes), made on first use: `fingerprint`, `search`… */
  secret(name: string): Promise<Buffer>
  /** Small secrets by owner: password hashes, look-up PINs. `undefined` where there is none. */
  putCredential(owner: string, value: string): Promise<void>
  getCredential(owner: string): Promise<string | undefined>
  close(): Promise<void>
}
