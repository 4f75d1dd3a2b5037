import fc from 'fast-check'
import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'

import { accessEvents } from '../access/events.ts'
import { caseEvents } from '../cases/events.ts'
import { contactEvents } from '../contacts/events.ts'
import { erasureEvents } from '../erasure/events.ts'
import { personEvents } from '../persons/events.ts'
import { aValue, secretMark } from './anEvent.fixture.ts'
import { noTail, sealFacts, type Circumstances } from './envelope.ts'
import { isSealed, noDictionaries, type EventCatalogue } from './event.ts'
import type { Installation } from './installation.ts'
import { memoryVault } from './memoryVault.fixture.ts'
import { open } from './personal.ts'

const installation: Installation = {
  id: '6f2d8f0e-51c5-4a57-9d6d-8a4f6d1f0a11',
  kind: 'demo',
  timeZone: 'Asia/Shanghai',
  hashAlg: 'sha256',
}
const about: Circumstances = {
  now: '2026-03-02T01:00:00.000Z',
  occurredAt: '2026-03-01T01:00:00.000Z',
  actor: { kind: 'person', id: 'zhang', role: 'agent', unit: 'root' },
  origin: 'live',
  commandId: 'command-1',
  versions: noDictionaries,
}
const catalogue: EventCatalogue = {
  ...caseEvents,
  ...contactEvents,
  ...personEvents,
  ...accessEvents,
  ...erasureEvents,
}
const stream = 'case-1'

const someFact = fc
  .constantFrom(...Object.keys(catalogue))
  .chain((type) => aValue(catalogue[type]?.data ?? Type.Object({})).map((data) => ({ type, data })))

/** The value with everything sealed opened at the place where it stands. */
function opened(value: unknown, keys: ReadonlyMap<string, Buffer>, field = ''): unknown {
  if (isSealed(value)) return open(value, keys, { stream, commandId: about.commandId, field })
  if (typeof value !== 'object' || value === null) return value
  const below = (name: string | number, inner: unknown) => opened(inner, keys, field ? `${field}.${name}` : `${name}`)
  if (Array.isArray(value)) return value.map((inner, index) => below(index, inner))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, below(name, inner)]))
}

describe('whatever facts the catalogues allow', () => {
  it('hold nothing personal in clear, and everything comes back', async () => {
    let personalSeen = 0
    await fc.assert(
      fc.asyncProperty(fc.array(someFact, { minLength: 1, maxLength: 3 }), async (facts) => {
        const vault = memoryVault()
        const sealed = await sealFacts(facts, about, { installation, vault, catalogue, stream, tail: noTail })
        const told = JSON.stringify(facts.map(({ data }) => data))
        personalSeen += told.split(secretMark).length - 1
        expect(sealed.map(({ dataText, metadataText }) => dataText + metadataText).join('')).not.toContain(secretMark)
        expect(sealed.map(({ dataText }) => opened(JSON.parse(dataText), vault.keys))).toEqual(JSON.parse(told))
      }),
      { numRuns: 400 },
    )
    expect(personalSeen).toBeGreaterThan(200)
  })
})
