import { Type } from 'typebox'

import type { EventCatalogue, EventsOf } from '../kernel/event.ts'

/** Stream `import-<id>`: one run of one file, so that every imported case can be traced to who brought it and when. */
export const importEvents = {
  ImportStarted: {
    version: 1,
    data: Type.Object({ system: Type.String(), file: Type.String(), kind: Type.String() }),
  },
  ImportEnded: {
    version: 1,
    data: Type.Object({ imported: Type.Integer(), skipped: Type.Integer(), failed: Type.Integer() }),
  },
} satisfies EventCatalogue

export type ImportEvent = EventsOf<typeof importEvents>
