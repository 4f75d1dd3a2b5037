import { isIP } from 'node:net'
import { join } from 'node:path'

/** The configuration of one API process, all from the environment (deploy/run.ts sets it). */
export type Settings = {
  readonly dataDir: string
  readonly port: number
  readonly host: string
  readonly eventStoreUrl: string
  readonly vaultUrl: string
  /** The cubes: a ClickHouse server, or the embedded engine. */
  readonly cubesUrl: string
  readonly start: 'empty' | 'demo'
  readonly timeZone: string
  readonly hashAlg: 'sha256' | 'sm3'
  readonly production: boolean
  readonly uiFolder: string
  /** Addresses of the proxies in front, whose word on who asks, and whether by TLS, is taken. */
  readonly proxies: readonly string[]
}

export class BadSetting extends Error {
  override readonly name = 'BadSetting'
}

function hashAlgOf(text: string | undefined): 'sha256' | 'sm3' {
  if (text === undefined || text === 'sha256') return 'sha256'
  if (text === 'sm3') return 'sm3'
  throw new BadSetting(`MINSHENG_HASH is "${text}"; it must be sha256 or sm3`)
}

function timeZoneOf(text = 'Asia/Shanghai'): string {
  if (text === 'UTC' || Intl.supportedValuesOf('timeZone').includes(text)) return text
  throw new BadSetting(`MINSHENG_TIME_ZONE is "${text}"; it must be an IANA zone like Asia/Shanghai`)
}

function portOf(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new BadSetting(`PORT is "${text}"; it must be a number from 1 to 65535`)
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

function proxiesOf(text = ''): readonly string[] {
  const proxies = text.split(/[\s,]+/).filter(Boolean)
  const wrong = proxies.find((proxy) => !isNetwork(proxy))
  if (wrong === undefined) return proxies
  throw new BadSetting(`MINSHENG_PROXY names "${wrong}"; it must be addresses or networks like 127.0.0.1, 10.0.0.0/8`)
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name]
  if (value) return value
  throw new BadSetting(`${name} is not set; npm start sets it`)
}

/** @throws BadSetting that names the variable and what it must be */
export function settingsFrom(env: NodeJS.ProcessEnv): Settings {
  const { PORT = '8080', HOST = '127.0.0.1', MINSHENG_UI = join(import.meta.dirname, '..', '..', 'ui', 'dist') } = env
  return {
    dataDir: required(env, 'DATA_DIR'),
    port: portOf(PORT),
    host: HOST,
    eventStoreUrl: required(env, 'EVENTSTORE_URL'),
    vaultUrl: required(env, 'VAULT_URL'),
    cubesUrl: required(env, 'CLICKHOUSE_URL'),
    start: env['MINSHENG_START'] === 'empty' ? 'empty' : 'demo',
    timeZone: timeZoneOf(env['MINSHENG_TIME_ZONE']),
    hashAlg: hashAlgOf(env['MINSHENG_HASH']),
    production: env['MINSHENG_PRODUCTION'] === '1',
    uiFolder: MINSHENG_UI,
    proxies: proxiesOf(env['MINSHENG_PROXY']),
  }
}
