import { describe, expect, it } from 'vitest'

import { block, blockSize, issueNumbers, type NumberSource } from './blocks.ts'
import type { CaseNumberEvent } from './events.ts'

const morning = '2026-03-02T01:00:00.000Z'

/** A log that keeps only which streams exist, shared by several nodes. */
function aLog() {
  const streams = new Map<string, CaseNumberEvent>()
  let asked = 0
  const node = (name: string): NumberSource => ({
    node: name,
    timeZone: 'Asia/Shanghai',
    reserve: async (stream, event) => {
      await Promise.resolve()
      if (streams.has(stream)) return false
      streams.set(stream, event)
      return true
    },
    isReserved: (stream) => {
      asked += 1
      return Promise.resolve(streams.has(stream))
    },
  })
  return { streams, node, asked: () => asked }
}

describe('issue numbers', () => {
  it('reserves a block before it gives out its first number', async () => {
    const log = aLog()
    const next = issueNumbers(log.node('a'))
    expect(await next(morning)).toEqual({ date: '20260302', serial: 1 })
    expect(await next(morning)).toEqual({ date: '20260302', serial: 2 })
    expect([...log.streams]).toEqual([
      [
        'numberblock-20260302-0',
        { type: 'NumberBlockReserved', data: { date: '20260302', from: 1, to: blockSize, node: 'a' } },
      ],
    ])
  })

  it('gives each number once, to many askers on two nodes at once', async () => {
    const log = aLog()
    const [a, b] = [issueNumbers(log.node('a')), issueNumbers(log.node('b'))]
    const issued = await Promise.all(Array.from({ length: 1000 }, (_, asker) => (asker % 2 ? a : b)(morning)))
    expect(new Set(issued.map(({ serial }) => serial)).size).toBe(1000)
    expect([...log.streams.values()].map(({ data }) => data.from).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: log.streams.size }, (_, n) => n * blockSize + 1),
    )
  })

  it('goes on after the blocks of an earlier life, found in few steps', async () => {
    const log = aLog()
    const before = issueNumbers(log.node('a'))
    for (let issued = 0; issued < 100 * blockSize; issued += 1) await before(morning)
    const asked = log.asked()
    expect(await issueNumbers(log.node('a'))(morning)).toEqual({ date: '20260302', serial: 100 * blockSize + 1 })
    expect(log.asked() - asked).toBeLessThan(20)
  })

  it('begins anew at midnight on the wall of the installation', async () => {
    const next = issueNumbers(aLog().node('a'))
    await next('2026-03-02T15:59:59.999Z')
    expect(await next('2026-03-02T16:00:00.000Z')).toEqual({ date: '20260303', serial: 1 })
    expect(await next('2026-03-02T15:59:59.999Z')).toEqual({ date: '20260302', serial: 2 })
  })

  it('keeps its turn after a reservation that failed', async () => {
    const source = aLog().node('a')
    let down = true
    const next = issueNumbers({
      ...source,
      reserve: (...asked) => (down ? Promise.reject(new Error('down')) : source.reserve(...asked)),
    })
    await expect(next(morning)).rejects.toThrow('down')
    down = false
    expect(await next(morning)).toEqual({ date: '20260302', serial: 1 })
  })

  it('reserves on the clock of who asks, which may be another than the wall’s', async () => {
    const source = aLog().node('a')
    const clocks: string[] = []
    const reserve: NumberSource['reserve'] = (stream, event, at) => {
      clocks.push(at)
      return source.reserve(stream, event, at)
    }
    const next = issueNumbers({ ...source, reserve })
    const evening = '2026-03-02T10:00:00.000Z'
    for (let issued = 0; issued <= blockSize; issued += 1) await next(issued < 50 ? morning : evening)
    expect(clocks).toEqual([morning, evening])
  })

  it('has an end', () => {
    expect(block('20260302', 4999, 'a')).toMatchObject({ from: 999_801, to: 999_999 })
    expect(block('20260302', 5000, 'a')).toBeUndefined()
  })
})
