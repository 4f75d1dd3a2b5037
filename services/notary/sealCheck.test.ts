import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, describe, expect, it } from 'vitest'

import type { RecordedEvent } from '../kernel/eventStore.ts'
import { aLog, aSigner, withNotes, type ALog } from './aLog.fixture.ts'
import type { Seal } from './events.ts'
import { signSeal, spkiOf } from './seal.ts'
import { sealsFileName } from './sealsFile.ts'
import { verifyLog, type VerifyOptions } from './verify.ts'

let made: ALog
beforeAll(async () => {
  made = await aLog()
})

/** Kind and place of each problem. */
async function problems(events: readonly RecordedEvent[], options: VerifyOptions = withNotes(made)) {
  const found = await verifyLog([events], options)
  return found.problems.map(({ kind, stream, revision }) => [kind, stream, revision].filter(Boolean).join(' '))
}

const isSeal = (event: RecordedEvent, number: bigint) => event.stream === 'seal-log' && event.revision === number
const without = (number: bigint) => made.log.events.filter((event) => !isSeal(event, number))
const change = (number: bigint, how: (event: RecordedEvent) => RecordedEvent) =>
  made.log.events.map((event) => (isSeal(event, number) ? how(event) : event))

describe('a tampered seal is named', () => {
  const lines = () =>
    readFileSync(join(made.folder, sealsFileName), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Seal)
  const withFile = (seals: readonly Seal[]): VerifyOptions => ({ readSeals: () => ({ seals, bad: [] }) })

  it('removed from the log', async () => {
    expect(await problems(without(3n))).toContain('removed-seal seal-log 3')
  })

  it('removed from the file', async () => {
    expect(await problems(made.log.events, withFile(lines().toSpliced(3, 1)))).toContain('removed-seal seal-log 3')
    expect(await problems(made.log.events, withFile(lines().slice(0, 7)))).toContain('removed-seal seal-log 8')
  })

  it('removed from both', async () => {
    const found = await problems(without(3n), withFile(lines().toSpliced(3, 1)))
    expect(found).toEqual(expect.arrayContaining(['removed-seal seal-log 4', 'removed-seal seal-log 3']))
  })

  it('changed in the log, in the file, in both', async () => {
    const forge = (seal: Seal): Seal => ({ ...seal, count: '95' })
    const forgedFile = lines().map((seal) => (seal.number === '3' ? forge(seal) : seal))
    const forgedLog = change(3n, (event) => ({
      ...event,
      dataText: JSON.stringify(forge(JSON.parse(event.dataText) as Seal)),
    }))
    expect(await problems(forgedLog)).toContain('changed-seal seal-log 3')
    expect(await problems(made.log.events, withFile(forgedFile))).toContain('changed-seal seal-log 3')
    expect(await problems(forgedLog, withFile(forgedFile))).toContain('changed-seal seal-log 3')
  })

  it('signed with another key, over a re-chained tail', async () => {
    const forger = aSigner()
    const publicKey = spkiOf(await forger.publicKey())
    const seals = await Promise.all(
      lines().map((seal) => signSeal({ ...seal, publicKey }, (bytes) => forger.sign(bytes))),
    )
    const [first] = lines()
    const trusted = first?.publicKey
    const found = await problems(made.log.events, { ...withFile(seals), trusted })
    expect(found).toContain('wrong-signature seal-log 3')
    const mixed = lines().with(5, seals[5] ?? ({} as Seal))
    expect(await problems(made.log.events, withFile(mixed))).toContain('wrong-signature seal-log 5')
  })

  it('with the signature of another seal', async () => {
    const swapped = lines().map((seal) =>
      seal.number === '3' ? { ...seal, signature: lines()[4]?.signature ?? '' } : seal,
    )
    expect(await problems(made.log.events, withFile(swapped))).toContain('wrong-signature seal-log 3')
  })
})
