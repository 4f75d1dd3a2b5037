import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

import Database from 'better-sqlite3'

import type { DataKey } from '../kernel/vault.ts'
import { emptyWal, scrub } from './scrub.ts'
import { VaultError } from './vaultError.ts'
import { unwrap, wrap } from './wrapping.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS data_keys (id TEXT PRIMARY KEY, wrapped BLOB NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS destroyed (id TEXT PRIMARY KEY, destroyed_at TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS credentials (owner TEXT PRIMARY KEY, wrapped BLOB NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
`
const checkText = Buffer.from('minsheng vault')

type Row = { wrapped: Buffer }
type Wanted = 'data_keys' | 'secrets' | 'credentials'

function opened(file: string): Database.Database {
  try {
    const database = new Database(file, { timeout: 5_000 })
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('secure_delete = ON')
    database.exec(schema)
    return database
  } catch (error) {
    throw new VaultError(
      'damaged',
      `${file} cannot be read (${(error as Error).message}). Restore the vault's backup.`,
      { cause: error },
    )
  }
}

/** The vault's SQLite file: every secret in it is wrapped by the master key. One process at a time (`main.ts` locks). */
export class KeyFile {
  readonly #database: Database.Database
  readonly #file: string
  readonly #master: Buffer
  readonly #signing: KeyObject
  readonly #reads: Readonly<Record<Wanted, Database.Statement<[string], Row>>>
  readonly #isDestroyed: Database.Statement<[string]>

  constructor(file: string, master: Buffer) {
    this.#file = file
    this.#master = master
    this.#database = opened(file)
    const read = (sql: string) => this.#database.prepare<[string], Row>(sql)
    this.#reads = {
      data_keys: read('SELECT wrapped FROM data_keys WHERE id = ?'),
      secrets: read('SELECT wrapped FROM secrets WHERE name = ?'),
      credentials: read('SELECT wrapped FROM credentials WHERE owner = ?'),
    }
    this.#isDestroyed = this.#database.prepare<[string]>('SELECT 1 FROM destroyed WHERE id = ?')
    this.#checkMaster()
    this.#finishScrub()
    this.#signing = createPrivateKey({ key: this.#kept('signing-key', newSigningKey), format: 'der', type: 'pkcs8' })
  }

  /** Runs `work` in one transaction: one fsync for all that it writes. */
  atOnce<Result>(work: () => Result): Result {
    return this.#database.transaction(work).immediate()
  }

  /** Stores keys; repeating the same key changes nothing. To be called within `atOnce`. */
  putKeys(keys: readonly DataKey[]): void {
    const fresh = keys.filter((key) => this.#mayPut(key))
    const insert = this.#database.prepare('INSERT OR IGNORE INTO data_keys (id, wrapped) VALUES (?, ?)')
    for (const { id, key } of fresh) insert.run(id, wrap(this.#master, `data_keys\n${id}`, key))
  }

  #mayPut({ id, key }: DataKey): boolean {
    if (this.#isDestroyed.get(id))
      throw new VaultError('key-destroyed', `The key ${id} was destroyed and cannot come back.`)
    const known = this.#read('data_keys', id)
    if (known && !known.equals(key)) throw new VaultError('key-exists', `There is another key with the id ${id}.`)
    return known === undefined
  }

  getKey(id: string): Buffer | undefined {
    return this.#read('data_keys', id)
  }

  /** Deletes the keys, remembers that they must not come back, and makes sure that their bytes are gone. */
  destroyKeys(ids: readonly string[], at: string): void {
    const deleted = ids.flatMap((id) => this.#reads.data_keys.get(id)?.wrapped ?? [])
    this.atOnce(() => {
      const remember = this.#database.prepare('INSERT OR IGNORE INTO destroyed (id, destroyed_at) VALUES (?, ?)')
      const remove = this.#database.prepare('DELETE FROM data_keys WHERE id = ?')
      for (const id of ids) {
        remember.run(id, at)
        remove.run(id)
      }
      if (deleted.length > 0) this.#setMeta('scrub-pending', Buffer.of(1))
    })
    if (deleted.length === 0) return
    scrub(this.#database, this.#file, deleted)
    this.#database.exec(`DELETE FROM meta WHERE name = 'scrub-pending'`)
  }

  secret(name: string): Buffer {
    const known = this.#read('secrets', name)
    if (known) return known
    const made = randomBytes(32)
    this.#write('secrets', name, made)
    return made
  }

  putCredential(owner: string, value: string): void {
    this.#write('credentials', owner, Buffer.from(value))
  }

  getCredential(owner: string): string | undefined {
    return this.#read('credentials', owner)?.toString('utf8')
  }

  sign(bytes: Buffer): Buffer {
    return sign(null, bytes, this.#signing)
  }

  publicKey(): string {
    return createPublicKey(this.#signing).export({ format: 'pem', type: 'spki' }).toString()
  }

  close(): void {
    this.#database.close()
  }

  #read(table: Wanted, name: string): Buffer | undefined {
    const row = this.#reads[table].get(name)
    return row && unwrap(this.#master, `${table}\n${name}`, row.wrapped)
  }

  #write(table: 'secrets' | 'credentials', name: string, value: Buffer): void {
    const wrapped = wrap(this.#master, `${table}\n${name}`, value)
    this.#database.prepare(`INSERT OR REPLACE INTO ${table} VALUES (?, ?)`).run(name, wrapped)
  }

  #meta(name: string): Buffer | undefined {
    return this.#database.prepare<[string], { value: Buffer }>('SELECT value FROM meta WHERE name = ?').get(name)?.value
  }

  #setMeta(name: string, value: Buffer): void {
    this.#database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(name, value)
  }

  /** A wrapped value of the vault's own, made once. */
  #kept(name: string, make: () => Buffer): Buffer {
    const known = this.#meta(name)
    if (known) return unwrap(this.#master, `meta\n${name}`, known)
    const made = make()
    this.#setMeta(name, wrap(this.#master, `meta\n${name}`, made))
    return made
  }

  #checkMaster(): void {
    try {
      this.#kept('check', () => checkText)
    } catch (error) {
      this.#database.close()
      const words = `${this.#file} was made with another master key. Set MINSHENG_MASTER_KEY (or restore master.key) to that one; with this one its secrets cannot be read.`
      throw new VaultError('wrong-master-key', words, { cause: error })
    }
  }

  /** A vault that died between deleting keys and cleaning up after them goes on here. */
  #finishScrub(): void {
    emptyWal(this.#database)
    if (!this.#meta('scrub-pending')) return
    this.#database.exec('VACUUM')
    emptyWal(this.#database)
    this.#database.exec(`DELETE FROM meta WHERE name = 'scrub-pending'`)
  }
}

const newSigningKey = () => generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' })
