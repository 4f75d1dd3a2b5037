import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'

import { Refusal } from '../../services/kernel/refusal.ts'
import { commonQuery, memberQuery } from './asked.ts'
import { CubesRefused, CubesUnavailable } from './clickhouse.ts'
import { MetricDesk, type MetricRoutesOptions } from './metricDesk.ts'

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

/** `GET /api/metrics`, `GET /api/metrics/:name`, `GET /api/metrics/:name/members`. */
export const metricRoutes: FastifyPluginCallback<MetricRoutesOptions> = (app, options, done) => {
  const desk = new MetricDesk(options)
  const translated =
    <Result>(work: (request: FastifyRequest) => Promise<Result>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      try {
        // Numbers are of one moment and one viewer.
        void reply.header('cache-control', 'no-store')
        return await work(request)
      } catch (error) {
        throw refusalOf(error)
      }
    }
  const params = Type.Object({ name: Type.String({ pattern: '^[a-z][a-z-]{1,60}$' }) })
  const closed = { additionalProperties: false }
  const own = Object.assign({}, ...options.metrics.map((metric) => metric.params?.properties ?? {})) as object
  const query = Type.Object({ ...commonQuery.properties, ...own }, closed)
  const listed = Type.Object({ ...query.properties, ...memberQuery.properties }, closed)
  const tags = ['metrics']
  app.get(
    '/api/metrics',
    { schema: { tags, summary: '指标目录 · What can be asked' } },
    translated((request) => Promise.resolve(desk.catalogue(request))),
  )
  app.get(
    '/api/metrics/:name',
    { schema: { tags, summary: '指标 · A metric', params, querystring: query } },
    translated((request) => desk.answer(request)),
  )
  app.get(
    '/api/metrics/:name/members',
    { schema: { tags, summary: '指标背后的工单 · The cases behind a number', params, querystring: listed } },
    translated((request) => desk.members(request)),
  )
  done()
}
