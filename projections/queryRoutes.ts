import type { FastifyInstance } from 'fastify'

import { alikeRoutes } from './queries/alikeRoutes.ts'
import { callerRoutes } from './queries/callerRoutes.ts'
import { caseRoutes } from './queries/caseRoutes.ts'
import { feedRoute } from './queries/feedRoute.ts'
import { listRoutes } from './queries/listRoutes.ts'
import { lookLogRoutes } from './queries/lookLogRoutes.ts'
import { lookRoutes } from './queries/lookRoutes.ts'
import { personRoutes } from './queries/personRoutes.ts'
import { standingRoutes } from './queries/standingRoutes.ts'
import type { QueryWiring } from './queries/wiring.ts'

/** Everything that reads: work list, counts, case, timeline, contact, who looked, search, callers and the live feed. */
export function queryRoutes(app: FastifyInstance, wiring: QueryWiring): void {
  listRoutes(app, wiring)
  caseRoutes(app, wiring)
  lookRoutes(app, wiring)
  lookLogRoutes(app, wiring)
  standingRoutes(app, wiring)
  callerRoutes(app, wiring)
  personRoutes(app, wiring)
  alikeRoutes(app, wiring)
  feedRoute(app, wiring)
}
