import type { FastifyPluginCallback, FastifyReply } from 'fastify'
import { Type } from 'typebox'

import { Refusal } from '../../services/kernel/refusal.ts'
import { commonQuery, memberQuery } from './asked.ts'
import { CubesRefused, CubesUnavailable } from './clickhouse.ts'
import type { Metric } from './metric.ts'
import { MetricDesk, type MetricRoutesOptions, type Question } from './metricDesk.ts'

const refusals: Readonly<Record<number, { status: number; code: string; zh: string; en: string }>> = {
  241: {
    status: 422,
    code: 'too-much-asked',
    zh: '查询占用内存过多。请缩短期间或减少拆分维度。',
    en: 'The question needs too much memory. Ask for a shorter period or fewer groups.',
  },
  159: {
    status: 422,
    code: 'takes-too-long',
    zh: '查询时间过长。请缩短期间或减少拆分维度。',
    en: 'The question takes too long. Ask for a shorter period or fewer groups.',
  },
}

function refusalOf(error: unknown): unknown {
  if (error instanceof CubesUnavailable || (error instanceof CubesRefused && [60, 81].includes(error.code))) {
    const words = {
      zh: '统计暂时不可用，正在恢复。请稍后重试。',
      en: 'The statistics are not reachable at the moment. Try again shortly.',
    }
    return new Refusal('cubes-unavailable', words, { status: 503 })
  }
  const known = error instanceof CubesRefused ? refusals[error.code] : undefined
  return known ? new Refusal(known.code, { zh: known.zh, en: known.en }, { status: known.status }) : error
}

/** What an answer among several is where there is none. */
const problemOf = ({ status, code, words, field }: Refusal) => ({
  problem: { status, code, words, ...(field !== undefined && { field }) },
})

async function orRefused<Result>(reply: FastifyReply, work: () => Promise<Result>): Promise<Result> {
  try {
    // Numbers are of one moment and one viewer.
    void reply.header('cache-control', 'no-store')
    return await work()
  } catch (error) {
    throw refusalOf(error)
  }
}

const closed = { additionalProperties: false }

/** What may be asked: common to all metrics, and each one's own. */
function schemasOf(metrics: readonly Metric[]) {
  const own = Object.assign({}, ...metrics.map((metric) => metric.params?.properties ?? {})) as object
  const query = Type.Object({ ...commonQuery.properties, ...own }, closed)
  const question = Type.Object({ name: Type.String({ maxLength: 60 }), ...query.properties }, closed)
  return {
    query,
    listed: Type.Object({ ...query.properties, ...memberQuery.properties }, closed),
    several: Type.Object({ questions: Type.Array(question, { minItems: 1, maxItems: 24 }) }, closed),
  }
}

type Named = { Params: { name: string } }

/** `GET /api/metrics`, `POST /api/metrics` (several at once), `GET /api/metrics/:name`, `GET /api/metrics/:name/members`. */
export const metricRoutes: FastifyPluginCallback<MetricRoutesOptions> = (app, options, done) => {
  const desk = new MetricDesk(options)
  const { query, listed, several } = schemasOf(options.metrics)
  const params = Type.Object({ name: Type.String({ pattern: '^[a-z][a-z-]{1,60}$' }) })
  const tags = ['metrics']
  app.get('/api/metrics', { schema: { tags, summary: '指标目录 · What can be asked' } }, (request, reply) =>
    orRefused(reply, () => Promise.resolve(desk.catalogue(request))),
  )
  app.post<{ Body: { questions: readonly Question[] } }>(
    '/api/metrics',
    { schema: { tags, summary: '多项指标一次查询 · Several metrics of one state', body: several } },
    (request, reply) =>
      orRefused(reply, async () => {
        const answers = await desk.answers(request, request.body.questions)
        return { answers: answers.map((answer) => (answer instanceof Refusal ? problemOf(answer) : answer)) }
      }),
  )
  app.get<Named>(
    '/api/metrics/:name',
    { schema: { tags, summary: '指标 · A metric', params, querystring: query } },
    (request, reply) => orRefused(reply, () => desk.answer(request)),
  )
  app.get<Named>(
    '/api/metrics/:name/members',
    { schema: { tags, summary: '指标背后的工单 · The cases behind a number', params, querystring: listed } },
    (request, reply) => orRefused(reply, () => desk.members(request)),
  )
  done()
}
