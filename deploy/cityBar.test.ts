import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { showCity } from './cityBar.ts'

const folder = mkdtempSync(join(tmpdir(), 'minsheng-bar-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const file = join(folder, 'run', 'city-progress.json')
mkdirSync(join(folder, 'run'))
const is = (state: string, share: number) =>
  writeFileSync(file, JSON.stringify({ state, share, cases: 7, at: '2026-03-02T01:00:00.000Z' }))

function shown(isTTY: boolean): string[] {
  const lines: string[] = []
  const out = { isTTY, write: (text: string) => lines.push(text) } as unknown as NodeJS.WriteStream
  showCity(folder, out)
  return lines
}

describe('the bar of a demo that fills', () => {
  it('moves in place on a terminal, and ends with the year', () => {
    const lines = shown(true)
    is('filling', 0.25)
    vi.advanceTimersByTime(500)
    is('playing', 1)
    vi.advanceTimersByTime(5_000)
    expect(lines).toEqual([
      `\r  the city grows  ${'█'.repeat(8)}${'░'.repeat(24)}  25 %  2026-03-02  7 cases`,
      `\r  the city grows  ${'█'.repeat(32)} 100 %  2026-03-02  7 cases\n`,
    ])
  })

  it('is a line per tenth in a file, and nothing before the city begins', () => {
    rmSync(file)
    const lines = shown(false)
    vi.advanceTimersByTime(2_000)
    expect(lines).toEqual([])
    is('filling', 0.31)
    vi.advanceTimersByTime(2_000)
    is('filling', 0.33)
    vi.advanceTimersByTime(2_000)
    is('living', 1)
    vi.advanceTimersByTime(2_000)
    expect(lines).toHaveLength(2)
  })
})
