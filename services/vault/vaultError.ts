/** Why the vault did not do it. `key-destroyed`: the key was erased and must never come back. */
export type VaultErrorCode =
  | 'bad-request'
  | 'key-destroyed'
  | 'key-exists'
  | 'wrong-master-key'
  | 'master-key-missing'
  | 'default-master-key'
  | 'damaged'
  | 'busy'
  | 'not-destroyed'
  | 'storage'
  | 'unavailable'

export class VaultError extends Error {
  override readonly name = 'VaultError'
  readonly code: VaultErrorCode

  constructor(code: VaultErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
