import type { FastifyRequest } from 'fastify'

import { badField, Refusal } from '../../services/kernel/refusal.ts'
import { zoneOf, type Zone } from '../../services/kernel/zone.ts'
import { answer, ordinalAt, type Answered } from './answer.ts'
import { askingOf, type CommonQuery } from './asked.ts'
import type { Cubes } from './clickhouse.ts'
import { readFeed, type Feed } from './feed.ts'
import { members } from './members.ts'
import type { Metric } from './metric.ts'
import { countSql, type Asking } from './question.ts'
import type { MetricViewer } from './scope.ts'

export type MetricRoutesOptions = {
  readonly metrics: readonly Metric[]
  readonly cubes: Cubes
  readonly timeZone: string
  readonly now: () => string
  /** Throws a Refusal (401, 403) for whom `metrics.view` is not granted. */
  readonly viewerOf: (request: FastifyRequest) => MetricViewer
  /** Position of the log's newest event: tells how far the cubes are behind. */
  readonly headOf?: () => Promise<bigint | undefined>
}

const described = ({
  name,
  question,
  formula,
  population,
  minimumN,
  kind,
  main,
  n,
  parts,
  by,
  params,
  instant,
}: Metric) => ({
  name,
  question,
  formula,
  population,
  minimumN,
  kind,
  main,
  n,
  by,
  hasPeriod: instant !== undefined,
  parts: Object.fromEntries(Object.entries(parts).map(([part, { words }]) => [part, words])),
  params: params?.properties ?? {},
})

const iso = (ms: number) => new Date(ms).toISOString()
const spanOf = ({ from, until }: { from: number; until: number }) => ({ from: iso(from), until: iso(until) })

function periodOf({ metric, scope: { period } }: Asking) {
  if (metric.instant === undefined) return null
  const { kind, unfinished, whole, current, previous, lastYear } = period
  return {
    kind,
    unfinished,
    whole: spanOf(whole),
    current: spanOf(current),
    previous: spanOf(previous),
    lastYear: spanOf(lastYear),
  }
}

/** Answers for one installation. */
export class MetricDesk {
  readonly #options: MetricRoutesOptions
  readonly #metrics: ReadonlyMap<string, Metric>
  readonly #zone: Zone

  constructor(options: MetricRoutesOptions) {
    this.#options = options
    this.#metrics = new Map(options.metrics.map((metric) => [metric.name, metric]))
    this.#zone = zoneOf(options.timeZone)
  }

  /** Who asks, and the exact state of the cubes that answers. */
  async asked(request: FastifyRequest): Promise<{ asking: Asking; feed: Feed; ordinal: number }> {
    const viewer = this.#options.viewerOf(request)
    const query = request.query as CommonQuery
    const metric = this.#metrics.get((request.params as { name: string }).name)
    if (!metric)
      throw new Refusal('no-such-metric', { zh: '没有这个指标。', en: 'There is no such metric.' }, { status: 404 })
    const asking = askingOf(metric, query, { viewer, zone: this.#zone, now: Date.parse(this.#options.now()) })
    const feed = await readFeed(this.#options.cubes)
    const { instant } = asking.scope
    const given = query.ordinal === undefined ? undefined : Number(query.ordinal)
    const ordinal =
      given ?? (query.asOf === undefined ? feed.ordinal : await ordinalAt(this.#options.cubes, instant, feed))
    if (ordinal <= feed.ordinal) return { asking, feed, ordinal }
    throw badField('ordinal', { zh: '统计尚未到达该事件。', en: 'The cubes have not reached that event yet.' })
  }

  async answer(request: FastifyRequest) {
    const { asking, feed, ordinal } = await this.asked(request)
    const found = await answer(this.#options.cubes, asking, { ordinal, feed })
    return { ...this.#dressed(asking, found, ordinal), lagSeconds: await this.#lag(feed) }
  }

  async members(request: FastifyRequest) {
    const { asking, feed, ordinal } = await this.asked(request)
    const { part, window = '', key, cursor, limit = '50' } = request.query as Record<string, string | undefined>
    if (part === undefined || !Object.hasOwn(asking.metric.parts, part)) {
      const names = Object.keys(asking.metric.parts).join(', ')
      throw badField('part', { zh: `part 须为：${names}。`, en: `part must be one of ${names}.` })
    }
    const keys = key?.split('|')
    if (keys && keys.length !== asking.by.length)
      throw badField('key', { zh: 'key 与维度不符。', en: 'key does not fit the dimensions.' })
    const page = {
      part,
      window: window as '' | 'Previous' | 'LastYear',
      key: keys,
      cursor,
      limit: Number(limit),
      moment: { ordinal, feed },
    }
    return {
      ...(await members(this.#options.cubes, asking, page)),
      asOf: { instant: iso(asking.scope.instant), ordinal },
    }
  }

  catalogue(request: FastifyRequest) {
    this.#options.viewerOf(request)
    return { metrics: this.#options.metrics.map(described) }
  }

  #dressed(asking: Asking, { rows, totals, source }: Answered, ordinal: number) {
    const { metric, scope, by, params } = asking
    const sql = countSql(asking, { table: source, ordinal }).text
    return {
      name: metric.name,
      rows,
      totals,
      by,
      params,
      formula: { ...metric.formula, sql },
      population: metric.population,
      minimumN: metric.minimumN,
      origin: scope.origins,
      as: scope.sense,
      period: periodOf(asking),
      asOf: { instant: iso(scope.instant), ordinal },
      n: totals.pooled.counts[metric.n] ?? 0,
    }
  }

  async #lag({ position, knownAt }: Feed): Promise<number> {
    const head = await this.#options.headOf?.()
    if (head === undefined || BigInt(position === '' ? -1 : position) >= head) return 0
    return Math.max(0, (Date.parse(this.#options.now()) - Date.parse(knownAt)) / 1000)
  }
}
