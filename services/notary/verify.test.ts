import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, describe, expect, it } from 'vitest'

import type { RecordedEvent } from '../kernel/eventStore.ts'
import { carriedHash } from '../kernel/proof.ts'
import { aLog, rehashed, sealed, withNotes, withoutNotes, write, type ALog } from './aLog.fixture.ts'
import { sealsFileName } from './sealsFile.ts'
import { verifyLog, type VerifyOptions } from './verify.ts'

let made: ALog
beforeAll(async () => {
  made = await aLog()
})

const verdict = (events: readonly RecordedEvent[], options: VerifyOptions = withNotes(made)) =>
  verifyLog([events], options)

/** Kind and place of each problem. */
async function problems(events: readonly RecordedEvent[], options?: VerifyOptions) {
  const found = await verdict(events, options)
  return found.problems.map(({ kind, stream, revision }) => [kind, stream, revision].filter(Boolean).join(' '))
}

const at = (stream: string, revision: bigint) =>
  made.log.events.findIndex((event) => event.stream === stream && event.revision === revision)

const change = (stream: string, revision: bigint, how: (event: RecordedEvent) => RecordedEvent) =>
  made.log.events.map((event) => (event.stream === stream && event.revision === revision ? how(event) : event))

const without = (index: number) => made.log.events.toSpliced(index, 1)

/** An attacker who recomputes every later hash of the stream. */
function rechained(events: readonly RecordedEvent[], stream: string): RecordedEvent[] {
  let previous = ''
  return events.map((event) => {
    if (event.stream !== stream) return event
    const again = rehashed(event, previous)
    previous = carriedHash(again.metadataText)?.hash ?? ''
    return again
  })
}

const falsified = (event: RecordedEvent) => ({ ...event, dataText: event.dataText.replace('条', '款') })

describe('an untouched log', () => {
  it('is found good, with or without the notary’s notes', async () => {
    const good = { ok: true, events: 301, streams: 21, seals: 10, sealedUpTo: 301, problems: [] }
    expect(await verdict(made.log.events)).toMatchObject(good)
    expect(await verdict(made.log.events, withoutNotes(made))).toMatchObject(good)
    expect(await verdict(made.log.events, {})).toMatchObject(good)
  })

  it('may have events that are not sealed yet, and a seal that is not yet in the file', async () => {
    const own = await aLog()
    await write(own.log, 'case-3', 'NoteAdded', { text: 'new' })
    expect(await verifyLog([own.log.events], withNotes(own))).toMatchObject({ ok: true, events: 302, sealedUpTo: 301 })
    const file = join(own.folder, sealsFileName)
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    writeFileSync(file, `${lines.slice(0, -1).join('\n')}\n${lines.at(-1)?.slice(0, 40)}`)
    const found = await verifyLog([own.log.events], withNotes(own))
    expect(found).toMatchObject({ ok: true, notes: [{ en: expect.stringContaining('not yet') }] })
    await sealed(own)
    expect(await verifyLog([own.log.events], withNotes(own))).toMatchObject({ ok: true, seals: 11, notes: [] })
  })

  it('may have events of types that this version does not know: they are counted', async () => {
    const isKnown = (type: string) => type !== 'NoteAdded'
    expect(await verdict(made.log.events, { isKnown })).toMatchObject({ ok: true, unknownTypes: { NoteAdded: 300 } })
  })
})

describe('a changed byte is named', () => {
  it.each([
    ['in the data', falsified],
    [
      'in the metadata',
      (event: RecordedEvent) => ({ ...event, metadataText: event.metadataText.replace('zhang', 'zhong') }),
    ],
    ['in the type', (event: RecordedEvent) => ({ ...event, type: 'NoteAdder' })],
    ['in the id', (event: RecordedEvent) => ({ ...event, id: event.id.replace(/^./, (c) => (c === '0' ? '1' : '0')) })],
  ])('%s', async (_, how) => {
    const events = change('case-7', 4n, how)
    expect(await problems(events)).toEqual(['changed-event case-7 4'])
    expect(await problems(events, withoutNotes(made))).toEqual(['changed-event case-7 4'])
  })

  it('also where the hash itself was taken away', async () => {
    const events = change('case-7', 4n, (event) => ({ ...event, metadataText: '{}' }))
    expect(await problems(events, withoutNotes(made))).toContain('foreign-event case-7 4')
  })
})

describe('an event that is not where it was is named', () => {
  it('removed', async () => {
    const events = without(at('case-7', 4n))
    expect(await problems(events)).toEqual(['removed-event case-7 4'])
    expect(await problems(events, withoutNotes(made))).toEqual(['removed-event case-7 4'])
  })

  it('removed from the end of its stream', async () => {
    const events = without(at('case-7', 14n))
    expect(await problems(events)).toEqual(['removed-event case-7 14'])
    expect(await problems(events, withoutNotes(made))).toEqual(['not-as-sealed'])
  })

  it('removed, and the positions of those after it shifted', async () => {
    const events = without(at('case-7', 4n)).map((event) =>
      event.stream === 'case-7' && event.revision > 4n ? { ...event, revision: event.revision - 1n } : event,
    )
    expect(await problems(events)).toEqual(expect.arrayContaining(['changed-event case-7 4', 'removed-event case-7 4']))
    expect(await problems(events, withoutNotes(made))).toContain('changed-event case-7 4')
  })

  it('doubled', async () => {
    const index = at('case-7', 4n)
    const event = made.log.events[index]
    const events = made.log.events.toSpliced(index + 1, 0, ...(event ? [event] : []))
    expect(await problems(events)).toEqual(['doubled-event case-7 4'])
    const shifted = made.log.events.flatMap((one) => {
      const later = one.stream === 'case-7' && one.revision > 4n ? { ...one, revision: one.revision + 1n } : one
      return one === event ? [one, { ...one, revision: 5n }] : [later]
    })
    expect(await problems(shifted)).toContain('doubled-event case-7 5')
  })

  it('swapped with its neighbour in the stream', async () => {
    const [one, two] = [at('case-7', 4n), at('case-7', 5n)]
    const events = made.log.events.toSpliced(one, 1, ...made.log.events.slice(two, two + 1))
    events.splice(two, 1, ...made.log.events.slice(one, one + 1))
    expect(await problems(events)).toContain('reordered-event case-7 4')
    expect(await problems(events, withoutNotes(made))).toEqual(['reordered-event case-7 4'])
  })

  it('swapped with one of another stream', async () => {
    const index = at('case-7', 4n)
    const [one, two] = made.log.events.slice(index, index + 2)
    const events = made.log.events.toSpliced(index, 2, ...(one && two ? [two, one] : []))
    expect(await problems(events)).toEqual(['reordered-event case-8 4'])
    expect(await problems(events, withoutNotes(made))).toEqual(['rechained'])
  })
})

describe('what was taken away as a whole is named', () => {
  it('a stream', async () => {
    const events = made.log.events.filter(({ stream }) => stream !== 'case-7')
    expect(await problems(events)).toEqual(['removed-stream case-7'])
    expect(await problems(events, withoutNotes(made))).toEqual(['not-as-sealed'])
  })

  it('the first event of all', async () => {
    expect(await problems(without(0))).toEqual(expect.arrayContaining(['removed-event installation-main 0']))
  })

  it('the end', async () => {
    const events = made.log.events.slice(0, at('case-7', 14n))
    const expected = ['removed-seal seal-log 9', 'cut-tail case-7 14']
    expect(await problems(events)).toEqual(expected)
    expect(await problems(events, withoutNotes(made))).toEqual(['removed-seal seal-log 9', 'cut-tail'])
  })

  it('everything', async () => {
    const found = await problems([])
    expect(found.filter((one) => one.startsWith('removed-seal'))).toHaveLength(10)
    expect(found.some((one) => one.startsWith('cut-tail') || one.startsWith('removed-stream'))).toBe(true)
  })
})

describe('a re-chained tail is named', () => {
  it('where an event was changed and every later hash recomputed', async () => {
    const events = rechained(change('case-7', 4n, falsified), 'case-7')
    const found = await verdict(events)
    expect(found.problems).toMatchObject([{ kind: 'rechained', stream: 'case-7', revision: '4', ordinal: 88 }])
    expect(found.problems[0]?.words.en).toContain('and 10 after it')
    expect(await problems(events, withoutNotes(made))).toEqual(['rechained'])
  })

  it('where an event was removed, the rest shifted and every later hash recomputed', async () => {
    const shifted = without(at('case-7', 4n)).map((event) =>
      event.stream === 'case-7' && event.revision > 4n ? { ...event, revision: event.revision - 1n } : event,
    )
    const events = rechained(shifted, 'case-7')
    expect(await problems(events)).toEqual(['rechained case-7 4', 'removed-event case-7 14'])
    expect((await verdict(events, withoutNotes(made))).ok).toBe(false)
  })

  it('where an event was put in and every later hash recomputed', async () => {
    const index = at('case-7', 4n)
    const shifted = made.log.events.map((event) =>
      event.stream === 'case-7' && event.revision > 4n ? { ...event, revision: event.revision + 1n } : event,
    )
    const event = made.log.events[index]
    if (event) shifted.splice(index + 1, 0, { ...event, revision: 5n, dataText: '{}' })
    expect(await problems(rechained(shifted, 'case-7'))).toContain('rechained case-7 5')
  })
})
