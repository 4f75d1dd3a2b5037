import { closeSync, existsSync, openSync, statSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, describe, expect, it } from 'vitest'

import { cityFacts } from '../../test/support/aCityOfFacts.ts'
import { Projecting, until } from '../../test/support/projecting.ts'
import { CorruptRows } from './corruption.ts'
import { openForReading, openForWriting, truncateWal } from './sqlite.ts'

const houses: Projecting[] = []
afterEach(async () => {
  for (const house of houses.splice(0)) await house.remove()
})

const facts = cityFacts({ cases: 60, seed: 5, from: '2025-01-01T00:00:00.000Z', days: 90 })

function scratch(file: string, from: number, bytes = statSync(file).size - from): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(bytes, 0x5a), 0, bytes, from)
  closeSync(handle)
}

/** A folder of views that is at rest. */
async function atRest(): Promise<Projecting> {
  const house = new Projecting()
  houses.push(house)
  await house.scribe.writeAll(facts.slice(0, 300))
  house.start()
  await house.settled()
  await house.stop()
  house.views.close()
  return house
}

/** Where a view's rows are, with nothing left in a write-ahead log that would make the damage good. */
function restingFile(house: Projecting, name: string): string {
  const file = house.fileOf(name)
  house.views.close()
  const database = openForWriting(file)
  expect(truncateWal(database)).toBe(true)
  database.close()
  return file
}

/** The page on which a table begins. */
function pageOf(file: string, table: string): number {
  const database = openForReading(file)
  const sql = 'SELECT rootpage FROM sqlite_schema WHERE name = ?'
  const page = database.prepare(sql).pluck().get(table) as number
  database.close()
  return (page - 1) * 4_096
}

const said = (house: Projecting) => house.logged.filter((line) => line.includes('the rows of a view are damaged'))

async function expectWhole(house: Projecting, name: string): Promise<void> {
  await house.settled()
  const undisturbed = new Projecting(house.scribe)
  houses.push(undisturbed)
  undisturbed.start()
  await undisturbed.settled()
  expect(await house.digests()).toEqual(await undisturbed.digests())
  await until(() => !existsSync(join(house.folder, `${name}.damaged`)))
}

describe('rows that a disk has damaged', () => {
  it.each([
    ['at its beginning', (file: string) => scratch(file, 0, 4_096)],
    ['but for its beginning', (file: string) => scratch(file, 4_096)],
    ['by being cut in half', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 8192) * 4_096)],
  ])('%s are set aside and made again, the others are kept', async (_, damage) => {
    const house = await atRest()
    const other = house.fileOf('casePage')
    damage(restingFile(house, 'workList'))
    house.start()
    await house.scribe.writeAll(facts.slice(300))
    await expectWhole(house, 'workList')
    expect(said(house)).toHaveLength(1)
    expect(said(house)[0]).toContain('workList')
    expect(house.fileOf('casePage')).toBe(other)
  })

  it('while somebody works: the projector says whose they are, and its next start makes them again', async () => {
    const house = await atRest()
    const file = restingFile(house, 'caseTimeline')
    scratch(file, pageOf(file, 'entries'), 4_096)
    house.start()
    await house.scribe.writeAll(facts.slice(300))
    await expect(house.settled()).rejects.toThrow(CorruptRows)
    house.start()
    await expectWhole(house, 'caseTimeline')
    expect(said(house)).toHaveLength(1)
  })
})
