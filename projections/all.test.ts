import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { cityFacts } from '../test/support/aCityOfFacts.ts'
import { Projecting, Scribe } from '../test/support/projecting.ts'
import { projections } from './all.ts'
import { digestOf } from './kernel/digest.ts'
import { Parsed } from './kernel/parsed.ts'
import { ProjectionFile } from './kernel/projectionFile.ts'

const city = (cases: number, seed: number) => cityFacts({ cases, seed, from: '2025-01-01T00:00:00.000Z', days: 200 })

describe('every projection', () => {
  it('writes the same row when an event is seen twice', async () => {
    const scribe = new Scribe()
    await scribe.writeAll(city(40, 9))
    const parsed = scribe.store.events.map((event) => new Parsed(event))
    const folder = mkdtempSync(join(tmpdir(), 'twice-'))
    for (const projection of projections) {
      const file = new ProjectionFile(projection, join(folder, projection.name), scribe.vault)
      file.take(parsed.slice(0, 60))
      await file.commit(true)
      file.take(parsed)
      await file.commit(true)
      const once = await digestOf(file.database, projection)
      file.take(parsed)
      await file.commit(true)
      expect(await digestOf(file.database, projection)).toBe(once)
      expect(file.ordinal).toBe(parsed.length)
      file.close()
    }
    rmSync(folder, { recursive: true })
  })

  it('has nothing in clear in any file but the search index', async () => {
    const house = new Projecting()
    await house.scribe.writeAll(city(20, 1))
    house.start()
    await house.settled()
    for (const name of ['workList', 'casePage', 'caseTimeline', 'contacts']) {
      const rows = house.views.read(name).prepare('SELECT row FROM state').pluck().all() as string[]
      expect(rows.join()).not.toContain('13800000000')
      expect(rows.join()).not.toContain('路灯')
    }
    await house.remove()
  })
})
