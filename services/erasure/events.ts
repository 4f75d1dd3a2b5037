import { Type } from 'typebox'

import type { EventCatalogue, EventsOf } from '../kernel/event.ts'

/** Why somebody's data must go. A closed list: free text would name the citizen in a stream that is kept for ever. */
export const legalBases = [
  'citizen-request',
  'retention-expired',
  'court-order',
  'unlawful-collection',
  'entered-by-mistake',
] as const

/** Why it must stay. */
export const refusalReasons = [
  'legal-hold',
  'retention-duty',
  'not-entitled',
  'identity-not-proved',
  'already-erased',
] as const

/** Streams whose data keys are to be destroyed: `contact-<id>`, `case-<id>`, `person-<id>`. */
const subjects = Type.Array(Type.String())
const keyIds = Type.Array(Type.String())

/**
 * Stream `erasure-<id>`. The request and the order are two people's; from the order on nobody may find or read the text
 * any more. Data keys are destroyed before the completion is written, and again at every start.
 */
export const erasureEvents = {
  ErasureRequested: {
    version: 1,
    data: Type.Object({
      subjects,
      legalBasis: Type.Enum([...legalBases]),
      /** Number of the letter, judgment or application, never a name. */
      reference: Type.Optional(Type.String()),
    }),
  },
  ErasureOrdered: { version: 1, data: Type.Object({ subjects, keyIds, requestedBy: Type.String() }) },
  ErasureRefused: {
    version: 1,
    data: Type.Object({ reason: Type.Enum([...refusalReasons]) }),
  },
  ErasureCompleted: {
    version: 1,
    data: Type.Object({
      keyIds,
      /** Derived places that confirmed that the text is gone: `search`, `case_texts`. */
      derivedCleared: Type.Array(Type.String()),
    }),
  },
} satisfies EventCatalogue

export type ErasureEvent = EventsOf<typeof erasureEvents>

export const erasureStream = (id: string) => `erasure-${id}`
