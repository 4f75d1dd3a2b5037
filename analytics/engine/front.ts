import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

import type { Session } from 'chdb'

import { failureOf } from './failure.ts'
import { bindParams } from './params.ts'
import { askedBy, authenticate, type Asked, type Login } from './request.ts'
import type { Sessions, Setting } from './sessions.ts'
import { changesSession, rawInsertOf } from './statement.ts'

const zip = promisify(gzip)

export type FrontOptions = {
  readonly sessions: Sessions
  readonly login: Login
  /** What holds where a request says nothing else: memory and time of one query. */
  readonly defaults: Setting
  readonly maxRequestBytes: number
}

type Answer = { readonly body: Uint8Array; readonly summary: object }

const empty = new Uint8Array(0)

async function insertRows(session: Session, asked: Asked): Promise<Answer | undefined> {
  const into = rawInsertOf(asked.sql)
  if (!into) return undefined
  if (asked.data.length === 0) return { body: empty, summary: {} }
  const { table, columns, format } = into
  const done = await session.insert({
    table,
    format: format as 'JSONEachRow',
    values: asked.data,
    ...(columns && { columns }),
    // The engine looks for a token in the statement, not in the session.
    settings: Object.fromEntries(Object.entries(asked.settings).filter(([name]) => name.startsWith('insert_'))),
  })
  return { body: empty, summary: { written_rows: String(done.rowsWritten), written_bytes: String(done.bytesWritten) } }
}

async function runStatement(session: Session, asked: Asked, comment: string): Promise<Answer> {
  const inserted = await insertRows(session, asked)
  if (inserted) return inserted
  const rest = asked.data.length > 0 ? `\n${asked.data.toString('utf8')}` : ''
  const sql = `${comment} ${bindParams(asked.sql, asked.params)}${rest}`
  const result = await session.queryAsync(sql, { format: 'TabSeparated' })
  return { body: result.bytes(), summary: { read_rows: String(result.rowsRead), read_bytes: String(result.bytesRead) } }
}

/** Tokens differ from insert to insert: kept out of the session's settings, so that sessions can be used again. */
const lasting = (settings: Setting) =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => name !== 'insert_deduplication_token'))

let statements = 0

async function answer(request: IncomingMessage, response: ServerResponse, options: FrontOptions): Promise<void> {
  const { sessions, login, defaults, maxRequestBytes } = options
  if (request.url?.startsWith('/ping')) return void response.end('Ok.\n')
  authenticate(request, login)
  const asked = await askedBy(request, maxRequestBytes)
  const comment = `/*${(statements += 1)}*/`
  let done = false
  // Nobody waits any more: the engine need not go on either.
  response.on('close', () => void (done || sessions.kill(comment).catch(() => undefined)))
  try {
    const settings = lasting({ ...defaults, ...asked.settings })
    const with_ = { database: asked.database, settings, spoiled: changesSession(asked.sql) }
    const { body, summary } = await sessions.use(with_, (session) => runStatement(session, asked, comment))
    done = true
    response.setHeader('X-ClickHouse-Query-Id', asked.queryId)
    response.setHeader('X-ClickHouse-Summary', JSON.stringify(summary))
    if (asked.compress && body.length > 0) {
      response.setHeader('Content-Encoding', 'gzip')
      response.end(await zip(body))
    } else response.end(body)
  } finally {
    done = true
  }
}

/** The HTTP interface of a ClickHouse server, as far as `@clickhouse/client` uses it. */
export function frontOf(options: FrontOptions): Server {
  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      const { code, status, message } = failureOf(error)
      if (response.headersSent || response.destroyed) return void response.destroy()
      response.statusCode = status
      response.setHeader('X-ClickHouse-Exception-Code', String(code))
      response.setHeader('Content-Type', 'text/plain; charset=UTF-8')
      response.setHeader('Connection', 'close')
      response.end(`${message} (version 26.7 embedded)\n`)
    })
  })
  // Rows may come slowly from a busy feeder; statements end by their own limits.
  server.requestTimeout = 0
  return server
}
