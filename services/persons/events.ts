import { Type } from 'typebox'

import { personal, type EventCatalogue, type EventsOf } from '../kernel/event.ts'

/** 个人 企业 */
export const personKinds = ['person', 'enterprise'] as const

/** Who is behind several contacts. Linking copies nothing, so that unlinking re-encrypts nothing. */
export const personEvents = {
  PersonNamed: {
    version: 1,
    data: Type.Object({
      kind: Type.Enum(personKinds),
      name: Type.Optional(personal('person')),
      /** The desk that keeps the record; permissions are asked against it. */
      unit: Type.String(),
    }),
  },
  ContactLinkedToPerson: { version: 1, data: Type.Object({ contact: Type.String() }) },
  ContactUnlinked: { version: 1, data: Type.Object({ contact: Type.String(), reason: personal('text') }) },
} satisfies EventCatalogue

export type PersonEvent = EventsOf<typeof personEvents>
