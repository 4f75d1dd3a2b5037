import { describe, expect, it } from 'vitest'

import { concernedUnits, nextStepOf, noProgress } from '../../projections/cases/progress.ts'
import { progressFold } from '../../projections/cases/progressFold.ts'
import { cases } from '../../services/cases/case.ts'
import { concerns, nextStep } from '../../services/cases/state.ts'
import type { Envelope, Metadata } from '../../services/kernel/event.ts'
import { cityFacts } from '../support/aCityOfFacts.ts'
import { Scribe } from '../support/projecting.ts'

type Step<State> = (state: State, data: unknown, envelope: Envelope) => State

/** The read side may not import decisions, so it tells again where a case stands. Both must say the same. */
describe('where a case stands', () => {
  for (const seed of [1, 2, 3]) {
    it(`is told the same on both sides, after every event (seed ${seed})`, async () => {
      const scribe = new Scribe()
      await scribe.writeAll(cityFacts({ cases: 300, seed, from: '2025-01-01T00:00:00.000Z', days: 100 }))
      const decided = new Map<string, typeof cases.initial>()
      const told = new Map<string, typeof noProgress>()
      for (const event of scribe.store.events.filter(({ stream }) => stream.startsWith('case-'))) {
        const { stream, type } = event
        const data: unknown = JSON.parse(event.dataText)
        const envelope = { ...event, metadata: JSON.parse(event.metadataText) as Metadata }
        const write = (cases.evolve as unknown as Record<string, Step<typeof cases.initial>>)[type]
        const read = (progressFold as unknown as Record<string, Step<typeof noProgress>>)[type]
        const state = write?.(decided.get(stream) ?? cases.initial, data, envelope) ?? cases.initial
        const progress = read?.(told.get(stream) ?? noProgress, data, envelope) ?? noProgress
        decided.set(stream, state)
        told.set(stream, progress)
        expect(nextStepOf(progress)).toBe(nextStep(state))
        expect(concernedUnits(progress)).toEqual(concerns(state))
      }
      expect(told.size).toBe(300)
    })
  }
})
