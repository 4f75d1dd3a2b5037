import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

import { Failure } from './failure.ts'
import type { Setting } from './sessions.ts'

const unzip = promisify(gunzip)

export type Login = { readonly username: string; readonly password: string }

/** One request of a ClickHouse client, taken apart. */
export type Asked = {
  readonly sql: string
  /** Rows of an insert, or what follows the statement. */
  readonly data: Buffer
  readonly database: string
  readonly settings: Setting
  readonly params: ReadonlyMap<string, string>
  readonly queryId: string
  readonly compress: boolean
}

const own = new Set(['query', 'database', 'query_id', 'default_format', 'enable_http_compression', 'user', 'password'])
const unsupported = ['session_id', 'role']

const same = (given: string, wanted: string) => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** @throws Failure (401) for anybody who was not given this start's secret */
export function authenticate(request: IncomingMessage, { username, password }: Login): void {
  const { authorization = '', 'x-clickhouse-user': user, 'x-clickhouse-key': key } = request.headers
  const basic = Buffer.from(authorization.replace(/^Basic /i, ''), 'base64').toString()
  const given = user === undefined ? basic : `${String(user)}:${String(key)}`
  if (!same(given, `${username}:${password}`)) {
    throw new Failure(516, 'AUTHENTICATION_FAILED', 'This engine answers only to whom its parent gave its address.')
  }
}

async function bodyOf(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit)
      throw new Failure(307, 'TOO_MANY_BYTES', `The request exceeds ${limit} bytes; send it in parts.`, 413)
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks)
  if (request.headers['content-encoding'] !== 'gzip') return body
  try {
    return await unzip(body, { maxOutputLength: limit })
  } catch (error) {
    throw new Failure(354, 'ZLIB_INFLATE_FAILED', `The body cannot be unzipped: ${(error as Error).message}.`, 400)
  }
}

function refuseUnsupported(request: IncomingMessage, search: URLSearchParams): void {
  const name = unsupported.find((one) => search.has(one))
  if (name)
    throw new Failure(48, 'NOT_IMPLEMENTED', `The embedded engine has no ${name}; use a ClickHouse server for that.`)
  if (request.headers['content-type']?.startsWith('multipart/')) {
    throw new Failure(48, 'NOT_IMPLEMENTED', 'The embedded engine takes parameters from the address, not as multipart.')
  }
}

function settingsOf(search: URLSearchParams): { [name: string]: string } {
  const settings: { [name: string]: string } = {}
  for (const [name, value] of search) {
    if (own.has(name) || name.startsWith('param_')) continue
    if (!/^[a-z]\w*$/i.test(name)) throw new Failure(115, 'UNKNOWN_SETTING', `"${name}" is no setting.`)
    settings[name] = value
  }
  return settings
}

function databaseOf(search: URLSearchParams): string {
  const name = search.get('database') ?? 'default'
  if (/^\w+$/.test(name)) return name
  throw new Failure(81, 'UNKNOWN_DATABASE', `"${name}" is no database's name.`)
}

const paramsOf = (search: URLSearchParams) => {
  const named = [...search].filter(([name]) => name.startsWith('param_'))
  return new Map(named.map(([name, value]) => [name.slice('param_'.length), value]))
}

const wantsGzip = (request: IncomingMessage, search: URLSearchParams) =>
  search.get('enable_http_compression') === '1' && (request.headers['accept-encoding'] ?? '').includes('gzip')

/** @throws Failure when the request is none that this front understands */
export async function askedBy(request: IncomingMessage, limit: number): Promise<Asked> {
  const search = new URL(request.url ?? '/', 'http://front').searchParams
  refuseUnsupported(request, search)
  const body = await bodyOf(request, limit)
  const inAddress = search.get('query')
  return {
    sql: inAddress ?? body.toString('utf8'),
    data: inAddress === null ? Buffer.alloc(0) : body,
    database: databaseOf(search),
    settings: settingsOf(search),
    params: paramsOf(search),
    queryId: search.get('query_id') ?? '',
    compress: wantsGzip(request, search),
  }
}
