import { request } from './request.ts'
import type { Answer } from './types.ts'

/** Random where the browser has no randomUUID: it only has that on HTTPS and on the local machine. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

export type Sending = {
  /** `cases/<id>/dispatch-case`, or `cases/register-case` for one that creates. */
  readonly route: string
  readonly body: unknown
  readonly key: string
  /** Sent as If-Match: refuse when somebody changed the thing after this revision. */
  readonly revision?: number | string | undefined
}

export async function sendCommand({ route, body, key, revision }: Sending): Promise<Answer> {
  const headers = {
    'Idempotency-Key': key,
    ...(revision === undefined ? {} : { 'If-Match': `"${revision}"` }),
  }
  const answer = (await request(`/api/${route}`, { method: 'POST', body, headers })) as Answer
  own = { position: answer.position, until: Date.now() + soon }
  return answer
}

const soon = 5_000
let own: { readonly position: string; readonly until: number } | undefined

/** Up to where a page that is opened now must read, so that it shows what was done on the page before. */
export const ownPosition = (): string | undefined => (own && own.until > Date.now() ? own.position : undefined)
