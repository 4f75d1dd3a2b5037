import { createHash, randomBytes, randomUUID } from 'node:crypto'

import type { Database, Statement } from 'better-sqlite3'

import { openSqlite } from '../kernel/sqlite.ts'
import { Attempts } from './attempts.ts'

export type Session = {
  /** Names the stream `access-<id>`; no secret. */
  readonly id: string
  readonly account: string
  readonly openedAt: number
  readonly expiresAt: number
}

/** A session as its owner sees it; when it was last used is known to the minute. */
export type OwnSession = Session & { readonly seenAt: number }

export type SessionOptions = {
  readonly idleMs?: number
  readonly absoluteMs?: number
}

type Row = { id: string; account: string; opened: number; seen: number }

/** Seen is written at most this often: a session in use costs one write a minute. */
const touchEveryMs = 60_000

const digest = (token: string) => createHash('sha256').update(token).digest()

/**
 * Opaque tokens of 256 bits, kept only as digests, in one file that all API processes share: what one revokes is gone
 * for the others with their next request.
 */
export class Sessions {
  readonly attempts: Attempts
  readonly #database: Database
  readonly #find: Statement<[Buffer], Row>
  readonly #idleMs: number
  readonly #absoluteMs: number

  constructor(database: Database, { idleMs = 7_200_000, absoluteMs = 43_200_000 }: SessionOptions = {}) {
    this.#database = database
    this.#idleMs = idleMs
    this.#absoluteMs = absoluteMs
    database.exec(`
      CREATE TABLE IF NOT EXISTS sessions_v1 (
        digest BLOB PRIMARY KEY, id TEXT NOT NULL UNIQUE, account TEXT NOT NULL, opened INTEGER NOT NULL, seen INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS sessions_v1_account ON sessions_v1 (account)`)
    // Asked with every request, hence prepared once.
    this.#find = database.prepare('SELECT id, account, opened, seen FROM sessions_v1 WHERE digest = ?')
    this.attempts = new Attempts(database)
  }

  open(account: string, now: number): { readonly token: string; readonly session: Session } {
    this.sweep(now)
    const token = randomBytes(32).toString('base64url')
    const row = { id: randomUUID(), account, opened: now, seen: now }
    this.#database
      .prepare('INSERT INTO sessions_v1 VALUES (?, ?, ?, ?, ?)')
      .run(digest(token), row.id, account, now, now)
    return { token, session: this.#session(row) }
  }

  /**
   * The session of a token while it is neither idle for too long, nor too old, nor revoked. Counts as use, unless it is
   * only asked whether it still holds (an open feed is no sign of life).
   */
  find(token: string, now: number, counts = true): Session | undefined {
    const key = digest(token)
    const row = this.#find.get(key)
    if (!row || this.#session(row).expiresAt <= now) return undefined
    if (!counts || now - row.seen < touchEveryMs) return this.#session(row)
    this.#database.prepare('UPDATE sessions_v1 SET seen = ? WHERE digest = ?').run(now, key)
    return this.#session({ ...row, seen: now })
  }

  revoke(id: string): void {
    this.#database.prepare('DELETE FROM sessions_v1 WHERE id = ?').run(id)
  }

  revokeAllOf(account: string): void {
    this.#database.prepare('DELETE FROM sessions_v1 WHERE account = ?').run(account)
  }

  /** The account's sessions that still hold, newest use first. */
  allOf(account: string, now: number): readonly OwnSession[] {
    const rows = this.#database
      .prepare<[string], Row>(
        'SELECT id, account, opened, seen FROM sessions_v1 WHERE account = ? ORDER BY seen DESC, id',
      )
      .all(account)
    return rows.map((row) => ({ ...this.#session(row), seenAt: row.seen })).filter(({ expiresAt }) => expiresAt > now)
  }

  /** Forgets what is over. */
  sweep(now: number): void {
    this.#database
      .prepare('DELETE FROM sessions_v1 WHERE seen <= ? OR opened <= ?')
      .run(now - this.#idleMs, now - this.#absoluteMs)
    this.attempts.sweep(now)
  }

  close(): void {
    this.#database.close()
  }

  #session({ id, account, opened, seen }: Row): Session {
    const expiresAt = Math.min(seen + this.#idleMs, opened + this.#absoluteMs)
    return { id, account, openedAt: opened, expiresAt }
  }
}

/** @param path DATA_DIR/sessions.sqlite. Durable: a revoked session must not come back with the power. */
export const openSessions = (path: string, options: SessionOptions = {}): Sessions =>
  new Sessions(openSqlite(path, { durable: true }), options)
