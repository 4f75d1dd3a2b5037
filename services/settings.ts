import { join } from 'node:path'

/** The configuration of one API process, all from the environment (deploy/run.ts sets it). */
export type Settings = {
  readonly dataDir: string
  readonly port: number
  readonly host: string
  readonly eventStoreUrl: string
  readonly vaultUrl: string
  readonly start: 'empty' | 'demo'
  readonly timeZone: string
  readonly hashAlg: 'sha256' | 'sm3'
  readonly production: boolean
  readonly uiFolder: string
}

export class BadSetting extends Error {
  override readonly name = 'BadSetting'
}

/** @throws BadSetting that names the variable and what it must be */
export function settingsFrom(env: NodeJS.ProcessEnv): Settings {
  const required = (name: string) => {
    const value = env[name]
    if (value) return value
    throw new BadSetting(`${name} is not set; npm start sets it`)
  }
  const hashAlg = env['MINSHENG_HASH'] ?? 'sha256'
  if (hashAlg !== 'sha256' && hashAlg !== 'sm3')
    throw new BadSetting(`MINSHENG_HASH is "${hashAlg}"; it must be sha256 or sm3`)
  const timeZone = env['MINSHENG_TIME_ZONE'] ?? 'Asia/Shanghai'
  if (!Intl.supportedValuesOf('timeZone').includes(timeZone) && timeZone !== 'UTC') {
    throw new BadSetting(`MINSHENG_TIME_ZONE is "${timeZone}"; it must be an IANA zone like Asia/Shanghai`)
  }
  return {
    dataDir: required('DATA_DIR'),
    port: Number(env['PORT'] ?? '8080'),
    host: env['HOST'] ?? '127.0.0.1',
    eventStoreUrl: required('EVENTSTORE_URL'),
    vaultUrl: required('VAULT_URL'),
    start: env['MINSHENG_START'] === 'empty' ? 'empty' : 'demo',
    timeZone,
    hashAlg,
    production: env['MINSHENG_PRODUCTION'] === '1',
    uiFolder: env['MINSHENG_UI'] ?? join(import.meta.dirname, '..', 'ui', 'dist'),
  }
}
