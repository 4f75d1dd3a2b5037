import { randomUUID } from 'node:crypto'

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'

import type { Actor } from '../kernel/event.ts'
import type { Recorder } from '../kernel/recorder.ts'
import { missingCategories, type CategoryPath } from './categories.ts'
import { importRows, type ImportTarget } from './importRows.ts'
import { rowSchema } from './row.ts'

const system = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' })
const code = Type.String({ minLength: 1, maxLength: 64 })
const closed = { additionalProperties: false } as const

const started = Type.Object(
  {
    system,
    file: Type.String({ maxLength: 300 }),
    kind: Type.Enum(['messages', 'categories']),
    dryRun: Type.Optional(Type.Boolean()),
  },
  closed,
)
const ended = Type.Object({ imported: Type.Integer(), skipped: Type.Integer(), failed: Type.Integer() }, closed)
const batch = Type.Object(
  { system, intakeUnit: Type.Optional(code), dryRun: Type.Boolean(), rows: Type.Array(rowSchema, { maxItems: 200 }) },
  closed,
)
const name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
const tree = Type.Object(
  { dryRun: Type.Boolean(), paths: Type.Array(Type.Array(name, { minItems: 1, maxItems: 6 }), { maxItems: 5000 }) },
  closed,
)

export type ImportWiring = {
  readonly target: ImportTarget
  readonly recorder: Recorder
  readonly rootUnit: string
  readonly timeZone: string
  readonly now: () => string
  /** The importer, if the request may import. @throws Refusal otherwise */
  readonly importer: (request: FastifyRequest) => Actor
  readonly defineCategories: (request: FastifyRequest, categories: readonly object[]) => Promise<void>
}

const schema = { tags: ['imports'] }

/** `/api/imports/…`: what `npm run import` talks to. Bodies are bounded; a file of any size comes in many. */
export function importRoutes(app: FastifyInstance, wiring: ImportWiring): void {
  batchRoutes(app, wiring)
  const { recorder, importer } = wiring
  app.post<{ Body: Static<typeof started> }>(
    '/api/imports/start',
    { schema: { ...schema, summary: '开始导入 · Begin an import', body: started } },
    async (request) => {
      const actor = importer(request)
      const id = randomUUID()
      const { dryRun, ...data } = request.body
      const by = { actor, commandId: id, origin: 'import' } as const
      if (!dryRun) await recorder.record(`import-${id}`, [{ type: 'ImportStarted', data }], by)
      return { id, timeZone: wiring.timeZone }
    },
  )
  app.post<{ Params: { id: string }; Body: Static<typeof ended> }>(
    '/api/imports/:id/end',
    {
      schema: {
        ...schema,
        summary: '结束导入 · End an import',
        body: ended,
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
      },
    },
    async (request, reply) => {
      const actor = importer(request)
      const by = { actor, commandId: randomUUID(), origin: 'import' } as const
      await recorder.record(`import-${request.params.id}`, [{ type: 'ImportEnded', data: request.body }], by)
      return reply.code(204).send()
    },
  )
}

function batchRoutes(app: FastifyInstance, wiring: ImportWiring): void {
  const { importer, target } = wiring
  app.post<{ Body: Static<typeof batch> }>(
    '/api/imports/rows',
    { schema: { ...schema, summary: '导入一批来件 · Import a batch of messages', body: batch }, bodyLimit: 24_000_000 },
    async (request) => {
      importer(request)
      const { rows, dryRun, intakeUnit = wiring.rootUnit } = request.body
      return { outcomes: await importRows(rows, { system: request.body.system, intakeUnit, dryRun }, target) }
    },
  )
  app.post<{ Body: Static<typeof tree> }>(
    '/api/imports/categories',
    { schema: { ...schema, summary: '导入事项分类 · Import a category tree', body: tree }, bodyLimit: 4_000_000 },
    async (request) => {
      importer(request)
      const paths: readonly CategoryPath[] = request.body.paths
      const { definitions, imported, skipped } = missingCategories(paths, target.reference(wiring.now()))
      if (!request.body.dryRun && definitions.length > 0) await wiring.defineCategories(request, definitions)
      return { imported, skipped }
    },
  )
}
