import type { DictionaryVersions } from './event.ts'

/** A unit of the organisation; the tree may be four and more levels deep. */
export type Unit = {
  readonly code: string
  readonly name: string
  readonly nameEn?: string
  readonly parent: string | null
  /** Codes from the root to this unit, both included. */
  readonly path: readonly string[]
  readonly level: number
  /** False for units that only hold others, so that nothing is dispatched to them. */
  readonly handlesCases: boolean
  readonly inForceFrom: string
  readonly until?: string
}

export type Category = {
  readonly code: string
  readonly name: string
  readonly nameEn?: string
  readonly parent: string | null
  readonly path: readonly string[]
  /** Names from the root to this category. */
  readonly names: readonly string[]
  readonly level: number
  readonly leaf: boolean
}

/** What runs against the clock. Limits are data (`dictionary-policy`), never code. */
export type ClockName = 'dispatch' | 'sign' | 'firstContact' | 'handle' | 'review' | 'visit' | 'returnWindow'

export type Urgency = 'normal' | 'urgent' | 'critical'

/** A computed due time with all that is needed to explain it. */
export type Due = {
  readonly clock: ClockName
  readonly ruleId: string
  readonly policyVersion: number
  readonly calendarVersion: number
  readonly startedAt: string
  readonly amount: number
  readonly unit: 'working-days' | 'working-hours' | 'hours' | 'days' | 'minutes'
  readonly dueAt: string
}

/** An immutable snapshot of all dictionaries as in force at one instant: `decide` gets it in its context. */
export interface ReferenceData {
  readonly versions: DictionaryVersions
  readonly at: string
  readonly timeZone: string
  unit(code: string): Unit | undefined
  units(): readonly Unit[]
  /** True when `unit` is `ancestor` or lies below it. */
  isWithin(unit: string, ancestor: string): boolean
  category(code: string): Category | undefined
  categories(): readonly Category[]
  /** Computes when a clock that starts at `startedAt` runs out, by policy and calendar. */
  due(clock: ClockName, about: { type: string; urgency: Urgency; category: string }, startedAt: string): Due
}
