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

type Kept = Pick<CityFile, 'doneUpTo' | 'counts'>
const nothing = (): Kept => ({ doneUpTo: 0, counts: noCounts() })

/**
 * Where an earlier run of this very city stopped. For another one, and for a file that cannot be read, it begins anew:
 * the commands' ids see to it that nothing happens twice.
 */
export function readCityFile(path: string, wanted: Pick<CityFile, 'seed' | 'days' | 'cases' | 'until'>): Kept {
  try {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as Partial<CityFile>
    const same = (['seed', 'days', 'cases', 'until'] as const).every((name) => kept[name] === wanted[name])
    if (!same || typeof kept.doneUpTo !== 'number') return nothing()
    return { doneUpTo: kept.doneUpTo, counts: { ...noCounts(), ...kept.counts } }
  } catch {
    return nothing()
  }
}
