import { randomUUID } from 'node:crypto'

export type Answered = { readonly status: number; readonly body: Record<string, unknown>; readonly etag: string | null }

/** The reads that wait for a projection when they are told a position. */
const follows =
  /^\/api\/(work-list|counts|search|cases|(cases|persons|contacts)\/[^/?]+|cases\/[^/?]+\/(timeline|looks))(\?|$)/

/** How far the log is known to have come; the clients and browsers of one house share it. */
export class Written {
  #position = 0n
  readonly #heard = new Set<Promise<void>>()

  note(position: unknown): void {
    if (typeof position !== 'string' || !/^\d+$/.test(position)) return
    const written = BigInt(position)
    if (written > this.#position) this.#position = written
  }

  /** An answer that is on its way to somebody else, who reads it in their own time. */
  hear(position: Promise<unknown>): void {
    const heard = position.then((told) => this.note(told)).finally(() => this.#heard.delete(heard))
    this.#heard.add(heard)
  }

  async position(): Promise<bigint> {
    await Promise.all(this.#heard)
    return this.#position
  }
}

const houses = new Map<string, Written>()

/** What is known of the house at this address. */
export function writtenAt(base: string): Written {
  const written = houses.get(base) ?? new Written()
  houses.set(base, written)
  return written
}

/** Somebody who is signed in: what a browser would send. */
export class Client {
  readonly #base: string
  readonly #written: Written
  #cookie = ''

  constructor(base: string) {
    this.#base = base
    this.#written = writtenAt(base)
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    const response = await fetch(`${this.#base}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        'x-requested-with': 'minsheng',
        'accept-language': 'en',
        ...(this.#cookie && { cookie: this.#cookie }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
    if (cookie) this.#cookie = cookie
    const text = await response.text()
    const answered = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
    this.#note(method, answered['position'])
    return { status: response.status, body: answered, etag: response.headers.get('etag') }
  }

  #note(method: string, position: unknown): void {
    if (method !== 'GET') this.#written.note(position)
  }

  /** Reads what anybody in the house has written, however late the projections are on a busy machine. */
  async get(path: string): Promise<Answered> {
    const position = await this.#written.position()
    if (position === 0n || !follows.test(path) || /[?&]after=/.test(path)) return this.send('GET', path)
    const patient = `${path}${path.includes('?') ? '&' : '?'}after=${position}`
    for (let tries = 1; ; tries++) {
      const answered = await this.send('GET', patient)
      if (answered.body['behind'] !== true || tries === 10) return answered
    }
  }

  /** Sends a command; fails the test that asks when it is not accepted. */
  async command(
    path: string,
    body: unknown,
    key: string = randomUUID(),
  ): Promise<{ id: string; revision: string; position: string; events: string[] }> {
    const answer = await this.send('POST', `/api/${path}`, body, { 'idempotency-key': key })
    if (answer.status !== 202) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body as never
  }

  get cookie(): string {
    return this.#cookie
  }

  async signIn(login: string, password: string): Promise<void> {
    const answer = await this.send('POST', '/api/session', { login, password })
    if (answer.status !== 200)
      throw new Error(`sign-in as ${login} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  }
}
