import { expect, it } from 'vitest'

import { browserIn } from './browserIn.ts'

it('is told by the names that people know', () => {
  const windows =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36'
  expect(browserIn(windows)).toEqual({ browser: 'Chrome', system: 'Windows' })
  expect(browserIn(`${windows} Edg/126.0`)).toEqual({ browser: 'Edge', system: 'Windows' })
  expect(browserIn('Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1')).toEqual({
    browser: 'Safari',
    system: 'iOS',
  })
  expect(browserIn('curl/8.5.0')).toBeUndefined()
  expect(browserIn('')).toBeUndefined()
})
