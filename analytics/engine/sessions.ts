import { drainPending, Session } from 'chdb'

import { literal } from './params.ts'

export type SessionsOptions = {
  readonly folder: string
  readonly configFile: string
  /** How many statements run at once; each has a session and one of libuv's threads. */
  readonly atOnce: number
}

export type Setting = { readonly [name: string]: string }

type Idle = { readonly key: string; readonly session: Session }

/**
 * One session runs one statement at a time, so each running statement has its own. Sessions are kept for statements with the
 * same database and settings: opening one costs 2 ms, resetting one is not possible for sure.
 */
export class Sessions {
  readonly #options: SessionsOptions
  readonly #first: Session
  readonly #idle: Idle[] = []
  readonly #waiting: (() => void)[] = []
  #running = 0
  #closing = false

  constructor(options: SessionsOptions) {
    this.#options = options
    // The first session of a folder brings the server's configuration.
    this.#first = new Session(options.folder, { connectionArgs: [`--config-file=${options.configFile}`] })
  }

  /** Runs with a session of its own that has `database` and `settings`; `spoiled` throws it away afterwards. */
  async use<Result>(
    { database, settings, spoiled }: { database: string; settings: Setting; spoiled: boolean },
    work: (session: Session) => Promise<Result>,
  ): Promise<Result> {
    if (this.#closing) throw new Error('the engine is ending')
    if (this.#running >= this.#options.atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#running += 1
    const key = JSON.stringify([database, settings])
    let good = false
    let session: Session | undefined
    try {
      session = this.#take(key) ?? (await this.#opened(database, settings))
      const result = await work(session)
      good = !spoiled
      return result
    } finally {
      this.#release(session, good ? key : undefined)
    }
  }

  /** Asks the engine to stop the statements that begin with this comment. */
  async kill(comment: string): Promise<void> {
    if (this.#closing) return
    const session = new Session(this.#options.folder)
    try {
      await session.queryAsync(`KILL QUERY WHERE startsWith(query, ${literal(comment)}) ASYNC`)
    } finally {
      session.close()
    }
  }

  /** Ends when nothing native runs any more: leaving earlier is a segmentation fault. */
  async close(): Promise<void> {
    this.#closing = true
    for (const { session } of this.#idle.splice(0)) session.close()
    await drainPending()
    this.#first.close()
    await drainPending()
  }

  #take(key: string): Session | undefined {
    const at = this.#idle.findIndex((idle) => idle.key === key)
    return at < 0 ? undefined : this.#idle.splice(at, 1)[0]?.session
  }

  async #opened(database: string, settings: Setting): Promise<Session> {
    const session = new Session(this.#options.folder)
    try {
      const set = Object.entries(settings).map(([name, value]) => `SET ${name} = ${literal(value)}`)
      const use = database === 'default' ? [] : [`USE \`${database}\``]
      const prepare = [...use, ...set].join('; ')
      if (prepare) await session.queryAsync(prepare)
      return session
    } catch (error) {
      session.close()
      throw error
    }
  }

  #release(session: Session | undefined, key: string | undefined): void {
    if (session && key !== undefined && !this.#closing) {
      this.#idle.push({ key, session })
      if (this.#idle.length > this.#options.atOnce) this.#idle.shift()?.session.close()
    } else session?.close()
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running -= 1
  }
}
