import type { VaultErrorCode } from './vaultError.ts'

/** One line of JSON each way; answers carry the question's number and may be many per write. Bytes are base64. */
export type Question = { readonly id: number } & (
  | { readonly op: 'putKeys'; readonly keys: ReadonlyArray<readonly [id: string, key: string]> }
  | { readonly op: 'getKeys' | 'destroyKeys'; readonly ids: readonly string[] }
  | { readonly op: 'sign'; readonly bytes: string }
  | { readonly op: 'publicKey' }
  | { readonly op: 'secret'; readonly name: string }
  | { readonly op: 'putCredential'; readonly owner: string; readonly value: string }
  | { readonly op: 'getCredential'; readonly owner: string }
)

export type Answer = {
  readonly id: number
  readonly ok?: unknown
  readonly error?: { readonly code: VaultErrorCode; readonly message: string }
}

const longestLine = 16 * 1024 * 1024

/** Cuts a stream of text into lines. */
export class Lines {
  #rest = ''

  /** @throws RangeError when a line has grown beyond the limit */
  push(text: string): string[] {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    if (this.#rest.length > longestLine) throw new RangeError('line too long')
    return lines
  }
}

/** The path in `unix:/path`. */
export function socketPath(url: string): string {
  if (url.startsWith('unix:/')) return url.slice('unix:'.length)
  throw new TypeError(
    `VAULT_URL is "${url}"; it must be unix: and an absolute path, such as unix:/run/minsheng/vault.sock`,
  )
}
