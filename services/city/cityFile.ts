import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { noCounts, type Counts } from './act.ts'
import type { CityState } from './pace.ts'

/** What a restart needs to go on: the city that was begun, and how far it is. */
export type CityFile = {
  readonly seed: string
  readonly days: number
  readonly cases: number
  readonly until: string
  /** Everything up to this instant of the city's clock is in the log. */
  readonly doneUpTo: number
  readonly counts: Counts
}

export type Progress = {
  readonly state: CityState
  /** Of history, 0 to 1. */
  readonly share: number
  readonly cases: number
  readonly events: number
  readonly refused: number
  readonly refusals: Readonly<Record<string, number>>
  /** The city's clock. */
  readonly at: string
  readonly updatedAt: string
}

/** Appears whole or not at all. */
export function writeWhole(path: string, value: object): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.draft`, JSON.stringify(value))
  renameSync(`${path}.draft`, path)
}

/** What was kept of this city; undefined for another one, and for a file that cannot be read: then it begins anew, and the commands' ids see to it that nothing is repeated. */
export function readCityFile(path: string, wanted: Pick<CityFile, 'seed' | 'until'>): CityFile | undefined {
  try {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as Partial<CityFile>
    const same = kept.seed === wanted.seed && kept.until === wanted.until && typeof kept.doneUpTo === 'number'
    return same ? ({ ...kept, counts: { ...noCounts(), ...kept.counts } } as CityFile) : undefined
  } catch {
    return undefined
  }
}
