import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { openSessions, type Sessions } from './sessions.ts'

const minute = 60_000
const start = Date.parse('2026-05-06T00:00:00.000Z')
const limits = { idleMs: 30 * minute, absoluteMs: 120 * minute }

let folder = ''
let sessions: Sessions
let otherProcess: Sessions
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minsheng-sessions-'))
  sessions = openSessions(join(folder, 'sessions.sqlite'), limits)
  otherProcess = openSessions(join(folder, 'sessions.sqlite'), limits)
})
afterEach(() => {
  sessions.close()
  otherProcess.close()
  rmSync(folder, { recursive: true })
})

describe('a session', () => {
  it('is found by its token, in every process', () => {
    const { token, session } = sessions.open('account-1', start)
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(otherProcess.find(token, start + minute)).toMatchObject({ id: session.id, account: 'account-1' })
    expect(
      sessions.find(`${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`, start) ?? sessions.find('', start),
    ).toBeUndefined()
  })

  it('keeps its token out of the file', () => {
    const { token } = sessions.open('account-1', start)
    for (const name of ['sessions.sqlite', 'sessions.sqlite-wal']) {
      expect(readFileSync(join(folder, name)).includes(token)).toBe(false)
    }
  })

  it('ends when it is idle, and in the end in any case', () => {
    const { token } = sessions.open('account-1', start)
    for (let time = start; time < start + 119 * minute; time += 20 * minute)
      expect(sessions.find(token, time)).toBeDefined()
    expect(sessions.find(token, start + 120 * minute)).toBeUndefined()
    const idle = sessions.open('account-1', start)
    expect(sessions.find(idle.token, start + 30 * minute)).toBeUndefined()
  })

  it('is over at once when revoked, one or all of an account', () => {
    const [first, second] = [sessions.open('account-1', start), sessions.open('account-1', start)]
    const other = sessions.open('account-2', start)
    sessions.revoke(first.session.id)
    expect(otherProcess.find(first.token, start)).toBeUndefined()
    expect(otherProcess.find(second.token, start)).toBeDefined()
    otherProcess.revokeAllOf('account-1')
    expect(sessions.find(second.token, start)).toBeUndefined()
    expect(sessions.find(other.token, start)).toBeDefined()
  })
})

describe('attempts to sign in', () => {
  const fail = (count: number, login = 'wang', address = '10.0.0.1', at = start) =>
    Array.from({ length: count }, () => sessions.attempts.begin(login, address, at))

  it('have to wait after five failures, longer each time, and in every process', () => {
    expect(fail(5)).toEqual([0, 0, 0, 0, 0])
    expect(otherProcess.attempts.begin('wang', '10.0.0.2', start)).toBe(30)
    expect(sessions.attempts.begin('wang', '10.0.0.1', start + 29_500)).toBe(1)
    expect(sessions.attempts.begin('wang', '10.0.0.1', start + 30_000)).toBe(0)
    expect(sessions.attempts.begin('wang', '10.0.0.1', start + 30_000)).toBe(60)
    expect(sessions.attempts.begin('li', '10.0.0.1', start)).toBe(0)
  })

  it('never wait longer than a quarter of an hour, and begin anew after an hour', () => {
    let at = start
    for (let round = 0; round < 20; round += 1) at += sessions.attempts.begin('wang', '10.0.0.1', at) * 1000
    expect(sessions.attempts.begin('wang', '10.0.0.1', at)).toBeLessThanOrEqual(900)
    expect(fail(5, 'wang', '10.0.0.1', at + 2 * 3_600_000)).toEqual([0, 0, 0, 0, 0])
  })

  it('are forgotten by the right password, but not the address’s others', () => {
    fail(4)
    sessions.attempts.begin('wang', '10.0.0.1', start)
    sessions.attempts.succeeded('wang', '10.0.0.1', start)
    expect(fail(5)).toEqual([0, 0, 0, 0, 0])
    const spraying = Array.from({ length: 20 }, (_, index) =>
      sessions.attempts.begin(`name-${index}`, '10.9.9.9', start),
    )
    expect(spraying).toEqual(Array(20).fill(0))
    expect(sessions.attempts.begin('another', '10.9.9.9', start)).toBe(30)
  })

  it('keep what was typed out of the file', () => {
    fail(1, 'my-password-by-mistake')
    for (const name of ['sessions.sqlite', 'sessions.sqlite-wal']) {
      expect(readFileSync(join(folder, name)).includes('my-password-by-mistake')).toBe(false)
    }
  })
})
