import type { ServerResponse } from 'node:http'

import { changesSince, type Told } from './kernel/changes.ts'
import { prepared, type Database } from './kernel/sqlite.ts'
import type { Views } from './kernel/views.ts'
import type { Names } from './queries/names.ts'
import { sightOf, type Viewer } from './queries/viewer.ts'

export type LiveWiring = {
  readonly views: Views
  /** Views whose changes are told. */
  readonly announced: readonly string[]
  readonly reference: () => Names
}

/** One browser. */
export type Listener = {
  readonly response: ServerResponse
  /** The viewer as he is now; throws when the session has ended. */
  readonly viewerNow: () => Promise<Viewer>
  viewer: Viewer
  /** What decides how far the viewer sees, as last looked at. */
  reach?: string
  /** Something was left out: the browser must read again what it shows. */
  missed: boolean
}

export type News = Told & { readonly view: string }

const pollMs = 20
const heartbeatMs = 15_000
const recheckMs = 1_000
/** A browser needs one for all its windows; whoever opens more and more loses the oldest. */
const mostPerSession = 32
/** A browser that does not read is not waited for; it gets one word to read everything again. */
const mostBuffered = 256 * 1024

const message = ({ view, id, position }: News) =>
  `event: change\nid: ${position}\ndata: ${JSON.stringify({ view, id, position: position.toString() })}\n\n`
/** Heard by the browser, which else could not tell a silent city from a dead line. */
const beat = 'event: beat\ndata: {}\n\n'
/** The viewer sees something else from now on: rows may have to go. */
const access = 'event: access\ndata: {}\n\n'
const reachIn = ({ units, protected: isProtected, protectedUnits, permissions }: Viewer, { versions }: Names): string =>
  JSON.stringify([units, isProtected, protectedUnits, permissions, versions.organisation])
const resync = (position: bigint) => `event: resync\nid: ${position}\ndata: {"position":"${position}"}\n\n`

/** Tells browsers which rows have changed: (view, id, position), nothing else. One reader for all of them. */
export class LiveFeed {
  readonly #wiring: LiveWiring
  readonly #listeners = new Set<Listener>()
  readonly #seen = new Map<string, { database: Database; version: number }>()
  #position = 0n
  #polling: NodeJS.Timeout | undefined
  #checking: NodeJS.Timeout | undefined
  #beating: NodeJS.Timeout | undefined

  constructor(wiring: LiveWiring) {
    this.#wiring = wiring
  }

  get listening(): number {
    return this.#listeners.size
  }

  /** @param after what the browser has already heard (Last-Event-ID) */
  join(listener: Listener, after: bigint | undefined): void {
    if (this.#listeners.size === 0) this.#start()
    const { sessionId } = listener.viewer
    const same = [...this.#listeners].filter(({ viewer }) => viewer.sessionId === sessionId)
    if (same[0] && same.length >= mostPerSession) this.#end(same[0])
    listener.response.write(`retry: 2000\nid: ${this.#position}\n\n`)
    if (after !== undefined && after < this.#position) this.#catchUp(listener, after)
    listener.reach = reachIn(listener.viewer, this.#wiring.reference())
    this.#listeners.add(listener)
    listener.response.on('close', () => this.#leave(listener))
  }

  close(): void {
    for (const listener of this.#listeners) this.#end(listener)
  }

  #start(): void {
    this.#position = this.#level()
    this.#polling = setInterval(() => this.#poll(), pollMs)
    this.#checking = setInterval(() => void this.#recheck(), recheckMs)
    this.#beating = setInterval(() => this.#write(beat), heartbeatMs)
  }

  #leave(listener: Listener): void {
    this.#listeners.delete(listener)
    if (this.#listeners.size > 0) return
    for (const timer of [this.#polling, this.#checking, this.#beating]) clearInterval(timer)
  }

  #end(listener: Listener): void {
    listener.response.end('event: end\ndata: {}\n\n')
    this.#leave(listener)
  }

  /** What every view has: a change is told when all rows that it may lead to are there. */
  #level(): bigint {
    const { views, announced } = this.#wiring
    const positions = announced.map((name) => views.position(name) ?? 0n)
    return positions.reduce((least, position) => (position < least ? position : least), positions[0] ?? 0n)
  }

  #poll(): void {
    try {
      if (!this.#moved()) return
      const level = this.#level()
      const from = this.#position
      // After a start from an empty log positions begin again.
      if (level === from) return
      this.#position = level
      this.#tell(level < from ? undefined : this.#between(from, level))
    } catch {
      // A view is being exchanged or built; the next look finds it, or the health check says so.
    }
  }

  #moved(): boolean {
    let moved = false
    for (const name of this.#wiring.announced) {
      const database = this.#wiring.views.read(name)
      const version = prepared(database, 'PRAGMA data_version').pluck().get() as number
      const seen = this.#seen.get(name)
      if (seen?.database === database && seen.version === version) continue
      this.#seen.set(name, { database, version })
      moved = true
    }
    return moved
  }

  /** In log order; undefined when some are no longer kept. */
  #between(from: bigint, to: bigint): News[] | undefined {
    const all: News[] = []
    for (const view of this.#wiring.announced) {
      const told = changesSince(this.#wiring.views.read(view), from)
      if (!told) return undefined
      for (const change of told) if (change.position <= to) all.push({ ...change, view })
    }
    return all.sort((a, b) => (a.position < b.position ? -1 : Number(a.position > b.position)))
  }

  #tell(news: readonly News[] | undefined): void {
    for (const listener of this.#listeners) {
      if (listener.missed || !news) this.#resync(listener)
      else this.#send(listener, news)
    }
  }

  #catchUp(listener: Listener, after: bigint): void {
    const news = this.#between(after, this.#position)
    if (news) this.#send(listener, news)
    else this.#resync(listener)
  }

  /** Only what concerned or concerns a unit of the viewer; everything of one poll in one piece. */
  #send(listener: Listener, news: readonly News[]): void {
    const { viewer, response } = listener
    const sees = sightOf(viewer, this.#wiring.reference())
    const mine = news.filter(({ before, after, protected: isProtected }) =>
      [after, before].some((units) => units.length > 0 && sees({ units, protected: isProtected })),
    )
    if (mine.length === 0) return
    if (response.writableLength > mostBuffered) listener.missed = true
    else response.write(mine.map(message).join(''))
  }

  #resync(listener: Listener): void {
    listener.missed = listener.response.writableLength > mostBuffered
    if (!listener.missed) listener.response.write(resync(this.#position))
  }

  #write(text: string): void {
    for (const { response } of this.#listeners) if (response.writableLength <= mostBuffered) response.write(text)
  }

  /** A session that was revoked hears nothing more; units and permissions are those of now. */
  async #recheck(): Promise<void> {
    for (const listener of this.#listeners) {
      if (listener.missed) this.#resync(listener)
      try {
        const now = await listener.viewerNow()
        const reach = reachIn(now, this.#wiring.reference())
        if (listener.reach !== undefined && listener.reach !== reach) listener.response.write(access)
        Object.assign(listener, { viewer: now, reach })
      } catch {
        this.#end(listener)
      }
    }
  }
}
