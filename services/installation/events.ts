import { Type } from 'typebox'

import type { EventCatalogue, EventsOf } from '../kernel/event.ts'

/** Stream `installation-main`. Its first event is the first of the log: whose log it is, and how it is proved. */
export const installationEvents = {
  InstallationCreated: {
    version: 1,
    data: Type.Object({
      id: Type.String({ format: 'uuid' }),
      /** The synthetic city runs only on a demo log; production refuses one. */
      kind: Type.Union([Type.Literal('demo'), Type.Literal('real')]),
      /** IANA name. Instants are UTC; days, periods and working hours are this zone's. */
      timeZone: Type.String(),
      /** Of the synthetic city, so that the same city can be made again. */
      seed: Type.Optional(Type.String()),
      hashAlg: Type.Union([Type.Literal('sha256'), Type.Literal('sm3')]),
    }),
  },
} satisfies EventCatalogue

export type InstallationEvent = EventsOf<typeof installationEvents>
