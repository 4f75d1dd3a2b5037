import { beforeAll, describe, expect, it } from 'vitest'

import { aLog, installation, sealed, write } from '../aLog.fixture.ts'
import { indexFolder } from '../notary.ts'
import { NotaryIndex } from '../notaryIndex.ts'
import type { EvidenceBundle } from './bundle.ts'
import { evidenceFor } from './evidenceFor.ts'
import { CannotTamper, tampered, tamperings, type Tampering } from './tamper.ts'
import { verifyBundle } from './verifyBundle.ts'

let good: EvidenceBundle
let last = 0

beforeAll(async () => {
  const made = await aLog()
  await write(made.log, 'case-7', 'CallbackRecorded', { satisfied: 'dissatisfied', valid: true })
  await write(made.log, 'case-7', 'Closed', { closureKind: 'explained' })
  await sealed(made)
  const openIndex = () => NotaryIndex.open(indexFolder(made.folder), 'sha256')
  const wiring = { store: made.log, vault: made.vault, installation, openIndex, now: () => '2026-03-02T01:00:00.000Z' }
  good = await evidenceFor(wiring, { caseId: '7', exportedBy: 'auditor-1' })
  last = (good.streams[0]?.events.length ?? 0) - 1
})

/** By the published key, as an auditor checks it. */
const found = (at: number, how: Tampering) =>
  verifyBundle(tampered(good, at, how).bundle, good.head.publicKey).problems.map(({ kind, revision }) =>
    `${kind} ${revision ?? ''}`.trim(),
  )

describe('a copy that was tampered with', () => {
  it('is found out whatever was done, at whichever event', () => {
    const missed = tamperings.flatMap((how) =>
      Array.from({ length: last + 1 }, (_, at) => (found(at, how).length === 0 ? [`${how} ${at}`] : [])).flat(),
    )
    expect(missed).toEqual([])
  })

  it('has the finding that belongs to what was done', () => {
    expect(found(4, 'change')).toEqual(['changed-event 4'])
    expect(found(4, 'delete')).toEqual(['removed-event 4'])
    expect(found(4, 'reorder')).toEqual(['reordered-event 4'])
    expect(found(4, 'cut')).toEqual(['cut-tail 4'])
    expect(found(4, 'rechain')).toEqual(['rechained', 'rechained 4'])
    expect(found(4, 'flip')).toEqual(['changed-event 4'])
    expect(found(4, 'lastTen')).toEqual([`cut-tail ${last - 9}`])
    expect(found(4, 'forge')).toEqual(['wrong-signature'])
    expect(found(last, 'delete')).toEqual([`cut-tail ${last}`])
  })

  it('tells the lie that would pay', () => {
    expect(tampered(good, last - 1, 'change').change).toEqual({
      field: 'satisfied',
      before: 'dissatisfied',
      after: 'satisfied',
    })
    expect(tampered(good, 0, 'change').change).toMatchObject({
      field: 'recordedAt',
      after: '2025-12-31T23:00:00.000Z',
    })
  })

  it('is one bit away from the original', () => {
    const bits = (text: string) => [...Buffer.from(text)]
    const [was, is] = [good, tampered(good, 4, 'flip').bundle].map(({ streams }) =>
      bits(streams[0]?.events[4]?.dataText ?? ''),
    )
    const differing = was?.flatMap((byte, index) => (byte === is?.[index] ? [] : [byte ^ (is?.[index] ?? 0)]))
    expect(differing).toEqual([1])
  })

  it('can agree with itself everywhere, and only the published key tells', () => {
    const copy = tampered(good, 4, 'forge').bundle
    expect(verifyBundle(copy)).toMatchObject({ ok: true, problems: [] })
    const [problem] = verifyBundle(copy, good.head.publicKey).problems
    expect(problem?.words).toMatchObject({ zh: expect.stringContaining('伪造'), en: expect.stringContaining('forged') })
  })

  it('is told in plain words in both languages, whatever was done', () => {
    const told = tamperings.flatMap((how) => {
      const copy = tampered(good, 4, how)
      return [copy.words, ...verifyBundle(copy.bundle, good.head.publicKey).problems.map(({ words }) => words)]
    })
    for (const { zh, en } of told) {
      expect(zh).toMatch(/[\u4e00-\u9fff].*。$/su)
      expect(en).toMatch(/[A-Za-z].*\.$/su)
    }
  })

  it('leaves the original as it was', () => {
    const before = JSON.stringify(good)
    for (const how of tamperings) tampered(good, 3, how)
    expect(JSON.stringify(good)).toBe(before)
    expect(verifyBundle(good).ok).toBe(true)
  })

  it('is not made of an event that is not there', () => {
    expect(() => tampered(good, last + 1, 'delete')).toThrow(CannotTamper)
  })
})
