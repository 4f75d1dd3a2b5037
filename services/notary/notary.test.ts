import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it, vi } from 'vitest'

import { aLog, aSigner, installation, sealed, withNotes, write, type ALog } from './aLog.fixture.ts'
import { Disagreement } from './disagreement.ts'
import type { Seal } from './events.ts'
import { rootFromInclusion } from './merkle.ts'
import { indexFolder, Notary } from './notary.ts'
import { NotaryIndex } from './notaryIndex.ts'
import { sealsFileName } from './sealsFile.ts'
import { verifyLog } from './verify.ts'

const sealsIn = ({ log }: ALog) =>
  log.events.filter(({ stream }) => stream === 'seal-log').map(({ dataText }) => JSON.parse(dataText) as Seal)
const fileOf = ({ folder }: ALog) => join(folder, sealsFileName)
const note = (made: ALog, text: string) => write(made.log, 'case-1', 'NoteAdded', { text })

/** Runs notaries side by side for a while. */
async function running(made: ALog, count: number, during: () => Promise<void>) {
  const ending = new AbortController()
  const { log, vault, folder } = made
  const notaries = Array.from({ length: count }, (_, index) => {
    const own = index === 0 ? folder : `${folder}-${index}`
    return new Notary({ store: log, vault, installation, folder: own, now: () => new Date().toISOString(), pauseMs: 1 })
  })
  const all = notaries.map((notary) => notary.run(ending.signal))
  await during()
  ending.abort()
  await Promise.all(all)
}

describe('the notary', () => {
  it('goes on where it was after a restart, and from nothing when its notes are lost', async () => {
    const made = await aLog()
    await note(made, 'one')
    await sealed(made)
    rmSync(indexFolder(made.folder), { recursive: true })
    await note(made, 'two')
    await sealed(made)
    expect(await verifyLog([made.log.events], withNotes(made))).toMatchObject({ ok: true, seals: 12, sealedUpTo: 303 })
  })

  it('makes its notes anew when they are damaged', async () => {
    const made = await aLog()
    const tree = join(indexFolder(made.folder), 'tree.bin')
    const bytes = readFileSync(tree)
    writeFileSync(tree, bytes.fill(7, 320, 640))
    await note(made, 'one')
    await sealed(made)
    expect(await verifyLog([made.log.events], withNotes(made))).toMatchObject({ ok: true, seals: 11 })
  })

  it('gives the file what a crash kept from it', async () => {
    const made = await aLog()
    const whole = readFileSync(fileOf(made), 'utf8')
    writeFileSync(fileOf(made), whole.split('\n').slice(0, 7).join('\n'))
    await note(made, 'one')
    await sealed(made)
    expect(readFileSync(fileOf(made), 'utf8').startsWith(whole)).toBe(true)
    expect(await verifyLog([made.log.events], withNotes(made))).toMatchObject({ ok: true, seals: 11 })
  })

  it('never gives a number twice, even beside another', async () => {
    const made = await aLog()
    made.log.wayMs = 5
    const notes = 60
    await running(made, 2, async () => {
      for (let each = 0; each < notes; each += 1) await note(made, `${each}`)
      await vi.waitFor(() => expect(sealsIn(made).at(-1)?.count).toBe(String(301 + notes)), 10_000)
    })
    const seals = sealsIn(made)
    expect(seals.map(({ number }) => Number(number))).toEqual(seals.map((_, index) => index))
    const found = await verifyLog([made.log.events], withNotes(made))
    expect(found).toMatchObject({ ok: true, events: 301 + notes, sealedUpTo: 301 + notes })
    expect(made.log.conflicts).toBeGreaterThan(0)
  })

  it('proves any event against any later seal', async () => {
    const made = await aLog()
    const index = NotaryIndex.open(indexFolder(made.folder), 'sha256')
    if (!index) throw new Error('no index')
    for (const { count, root } of sealsIn(made)) {
      const proven = [0, 17, Number(count) - 1].map((ordinal) =>
        rootFromInclusion({
          algorithm: 'sha256',
          leaf: index.leaf(ordinal),
          index: ordinal,
          count: Number(count),
          proof: index.inclusionProof(ordinal, Number(count)),
        })?.toString('hex'),
      )
      expect(proven).toEqual([root, root, root])
    }
    expect(index.ordinalsOf('case-7').get(4n)).toBe(88)
  })
})

describe('the notary seals nothing more, overwrites nothing and says why', () => {
  /** What it says. */
  async function refusal(made: ALog): Promise<string> {
    const before = [readFileSync(fileOf(made), 'utf8'), made.log.events.length]
    await note(made, 'later')
    const failed = await sealed(made).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(Disagreement)
    expect([readFileSync(fileOf(made), 'utf8'), made.log.events.length - 1]).toEqual(before)
    return (failed as Error).message
  }

  it('when the end of the log was cut off', async () => {
    const made = await aLog()
    made.log.events = made.log.events.slice(0, -40)
    expect(await refusal(made)).toContain('the log does not')
  })

  it('when a seal in the log is another one', async () => {
    const made = await aLog()
    const last = made.log.events.findLastIndex(({ stream }) => stream === 'seal-log')
    const event = made.log.events[last]
    const other = event?.dataText.replace(/(?<="seal":")./, (digit) => (digit === '0' ? '1' : '0'))
    if (event && other) made.log.events[last] = { ...event, dataText: other }
    expect(await refusal(made)).toContain('another in the file')
  })

  it('when events changed and its notes are gone', async () => {
    const made = await aLog()
    made.log.events = made.log.events.filter(({ stream }) => stream !== 'case-7')
    rmSync(indexFolder(made.folder), { recursive: true })
    for (let index = 0; index < 20; index += 1) await note(made, 'more')
    expect(await refusal(made)).toContain('not what seal 9 says')
  })

  it('when the vault has another signing key', async () => {
    const made = await aLog()
    expect(await refusal({ ...made, vault: aSigner() })).toContain('signing key')
  })

  it('when somebody wrote into the file of seals', async () => {
    const made = await aLog()
    appendFileSync(fileOf(made), 'hello\n')
    expect(await refusal(made)).toContain('is no seal')
  })
})
