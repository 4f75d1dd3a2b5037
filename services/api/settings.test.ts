import { describe, expect, it } from 'vitest'

import { BadSetting, settingsFrom } from './settings.ts'

const env = { DATA_DIR: '/data', EVENTSTORE_URL: 'unix:/log', VAULT_URL: 'unix:/vault', CLICKHOUSE_URL: 'http://cubes' }

describe('settings', () => {
  it('have defaults where nothing need be said', () =>
    expect(settingsFrom(env)).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      start: 'demo',
      timeZone: 'Asia/Shanghai',
      hashAlg: 'sha256',
      production: false,
      proxies: [],
    }))

  it('are taken from the environment', () =>
    expect(
      settingsFrom({
        ...env,
        PORT: '9',
        MINSHENG_START: 'empty',
        MINSHENG_HASH: 'sm3',
        MINSHENG_TIME_ZONE: 'UTC',
        MINSHENG_PRODUCTION: '1',
        MINSHENG_PROXY: '127.0.0.1, 10.0.0.0/8 ::1',
      }),
    ).toMatchObject({
      port: 9,
      start: 'empty',
      hashAlg: 'sm3',
      timeZone: 'UTC',
      production: true,
      proxies: ['127.0.0.1', '10.0.0.0/8', '::1'],
    }))

  it.each([
    [{ MINSHENG_HASH: 'md5' }, 'MINSHENG_HASH is "md5"; it must be sha256 or sm3'],
    [
      { MINSHENG_TIME_ZONE: 'Mars/Base' },
      'MINSHENG_TIME_ZONE is "Mars/Base"; it must be an IANA zone like Asia/Shanghai',
    ],
    [{ MINSHENG_PROXY: '127.0.0.1, the-proxy' }, 'MINSHENG_PROXY names "the-proxy"; it must be addresses or networks'],
    [{ MINSHENG_PROXY: '10.0.0.0/33' }, 'MINSHENG_PROXY names "10.0.0.0/33"'],
    [{ MINSHENG_PROXY: '10.0.0.0/8/8' }, 'MINSHENG_PROXY names "10.0.0.0/8/8"'],
    [{ DATA_DIR: '' }, 'DATA_DIR is not set'],
    [{ EVENTSTORE_URL: undefined }, 'EVENTSTORE_URL is not set'],
    [{ PORT: 'http' }, 'PORT is "http"; it must be a number from 1 to 65535'],
    [{ PORT: '70000' }, 'PORT is "70000"; it must be a number from 1 to 65535'],
  ])('name the variable that is wrong and what it must be: %o', (wrong, words) => {
    expect(() => settingsFrom({ ...env, ...wrong })).toThrow(words)
    expect(() => settingsFrom({ ...env, ...wrong })).toThrow(BadSetting)
  })
})
