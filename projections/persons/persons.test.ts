import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, it } from 'vitest'

import { Scribe } from '../../test/support/projecting.ts'
import { Parsed } from '../kernel/parsed.ts'
import { ProjectionFile } from '../kernel/projectionFile.ts'
import { persons } from './persons.ts'

const folder = mkdtempSync(join(tmpdir(), 'persons-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = '2025-01-01T00:00:00.000Z'

async function aMuddle(): Promise<Scribe> {
  const scribe = new Scribe()
  const write = (person: string, type: string, data: object) =>
    scribe.write(`person-${person}`, [{ type, data }], { at })
  for (const person of ['a', 'b'])
    await write(person, 'PersonNamed', { kind: 'person', name: '王小明', unit: 'hotline' })
  const link = (person: string, contact: string) => write(person, 'ContactLinkedToPerson', { contact })
  const unlink = (person: string, contact: string) =>
    write(person, 'ContactUnlinked', { contact, reason: '同名不同人' })
  await link('a', 'k1')
  await link('b', 'k1')
  await unlink('a', 'k1')
  await link('a', 'k1')
  await link('b', 'k2')
  await unlink('b', 'k2')
  return scribe
}

/** Who claims which contact, the last saying first. */
async function claims(scribe: Scribe, perCommit: number) {
  const file = new ProjectionFile(persons, join(folder, `by-${perCommit}`), scribe.vault)
  const events = scribe.store.events.map((event) => new Parsed(event))
  for (let from = 0; from < events.length; from += perCommit) {
    file.take(events.slice(from, from + perCommit))
    await file.commit(false)
  }
  const sql = 'SELECT contact, id, position FROM links JOIN state USING (n) ORDER BY contact, position DESC'
  const rows = file.database.prepare(sql).all() as { contact: string; id: string; position: number }[]
  file.close()
  return rows
}

describe('who claims a contact', () => {
  it('is the same however many events a commit takes', async () => {
    const scribe = await aMuddle()
    const one = await claims(scribe, 1)
    expect(one.map(({ contact, id }) => [contact, id])).toEqual([
      ['k1', 'a'],
      ['k1', 'b'],
    ])
    for (const perCommit of [2, 3, 100]) expect(await claims(scribe, perCommit)).toEqual(one)
  })
})
