import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { FastifyInstance } from 'fastify'

import type { Parts, ReadSide } from './parts.ts'

/** Members of the process group that do not work at the moment and that the others can do without (deploy/run.ts). */
function missing(dataDir: string): readonly string[] {
  try {
    return Object.keys(JSON.parse(readFileSync(join(dataDir, 'run', 'troubles.json'), 'utf8')) as object)
  } catch {
    return [] // an API process that nobody's group has started
  }
}

function statusOf(up: boolean, without: readonly string[]): 'ok' | 'degraded' | 'starting' {
  if (!up) return 'starting'
  return without.length > 0 ? 'degraded' : 'ok'
}

/** `degraded`: people can work, and what is named in `without` is being restarted (cubes and feeder: leaders' numbers). */
export function healthRoute(app: FastifyInstance, { ledger, settings }: Parts, readSide: ReadSide): void {
  app.get(
    '/api/health',
    { schema: { tags: ['health'], summary: '健康状况 · Health', security: [] } },
    async (_, reply) => {
      const head = await ledger.store.head()
      const projections = readSide.lags(head)
      const up = Object.values(projections).every((lag) => lag !== null)
      const without = missing(settings.dataDir)
      const { id, kind } = ledger.installation
      const position = head?.toString() ?? null
      return reply
        .code(up ? 200 : 503)
        .send({ status: statusOf(up, without), without, position, installation: { id, kind }, projections })
    },
  )
}
