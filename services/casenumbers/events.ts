import { Type } from 'typebox'

import type { EventCatalogue, EventsOf } from '../kernel/event.ts'

/** One node has reserved the numbers `from`…`to` of a day. Stream `numberblock-<date>-<n>`, appended with `no_stream`. */
export const caseNumberEvents = {
  NumberBlockReserved: {
    version: 1,
    data: Type.Object({
      /** YYYYMMDD in the installation's zone. */
      date: Type.String(),
      from: Type.Integer(),
      to: Type.Integer(),
      node: Type.String(),
    }),
  },
} satisfies EventCatalogue

export type CaseNumberEvent = EventsOf<typeof caseNumberEvents>
