import type { FastifyRequest } from 'fastify'

import { badField, Refusal } from '../../services/kernel/refusal.ts'
import { zoneOf, type Zone } from '../../services/kernel/zone.ts'
import { answers, ordinalAt, type Moment } from './answer.ts'
import { askingOf, type CommonQuery } from './asked.ts'
import type { Cubes } from './clickhouse.ts'
import { described, dressed, iso, type Dressed } from './dressed.ts'
import type { Feed } from './feed.ts'
import { KeptAnswers, type Asked } from './keptAnswers.ts'
import { members } from './members.ts'
import type { Metric } from './metric.ts'
import { Reading } from './reading.ts'
import type { MetricViewer, Window } from './scope.ts'

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

/** One question of several: a metric's name, and what its address would have said. */
export type Question = { readonly name: string } & CommonQuery

export type Answer = Dressed & { readonly lagSeconds: number }

/** Answers for one installation. */
export class MetricDesk {
  readonly #options: MetricRoutesOptions
  readonly #metrics: ReadonlyMap<string, Metric>
  readonly #zone: Zone
  readonly #reading: Reading
  readonly #kept = new KeptAnswers()

  constructor(options: MetricRoutesOptions) {
    this.#options = options
    this.#metrics = new Map(options.metrics.map((metric) => [metric.name, metric]))
    this.#zone = zoneOf(options.timeZone)
    this.#reading = new Reading(options.cubes)
  }

  /** Answers all questions from one state of the cubes; one that cannot be asked is answered by the reason. */
  async answers(request: FastifyRequest, questions: readonly Question[]): Promise<readonly (Answer | Refusal)[]> {
    const viewer = this.#options.viewerOf(request)
    const feed = await this.#reading.feed()
    const asked = await Promise.all(
      questions.map((question) =>
        this.#asked(viewer, question, feed).catch((error: unknown) => {
          if (error instanceof Refusal) return error
          throw error
        }),
      ),
    )
    const wanted = asked.flatMap((one) => (one instanceof Refusal ? [] : [one]))
    const [found, lagSeconds] = await Promise.all([this.#found(wanted, feed), this.#lag(feed)])
    return asked.map((one) => {
      if (one instanceof Refusal) return one
      const answer = found.get(one)
      if (!answer) throw new Error(`${one.asking.metric.name} was not answered`)
      return { ...answer, lagSeconds }
    })
  }

  async answer(request: FastifyRequest): Promise<Answer> {
    const { name } = request.params as { name: string }
    const [answer] = await this.answers(request, [{ ...(request.query as CommonQuery), name }])
    if (answer === undefined || answer instanceof Refusal) throw answer ?? new Error(`${name} was not answered`)
    return answer
  }

  async members(request: FastifyRequest) {
    const { name } = request.params as { name: string }
    const query = request.query as CommonQuery
    const feed = await this.#reading.feed()
    const { asking, ordinal } = await this.#asked(this.#options.viewerOf(request), { ...query, name }, feed)
    const { part, window = '', key, cursor, limit = '50' } = query
    if (part === undefined || !Object.hasOwn(asking.metric.parts, part)) {
      const names = Object.keys(asking.metric.parts).join(', ')
      throw badField('part', { zh: `part 须为：${names}。`, en: `part must be one of ${names}.` })
    }
    const keys = key?.split('|')
    if (keys && keys.length !== asking.by.length)
      throw badField('key', { zh: 'key 与维度不符。', en: 'key does not fit the dimensions.' })
    const moment = { ordinal, feed }
    const page = { part, window: window as Window, key: keys, cursor, limit: Number(limit), moment }
    return {
      ...(await members(this.#reading, asking, page)),
      asOf: { instant: iso(asking.scope.instant), ordinal },
    }
  }

  catalogue(request: FastifyRequest) {
    this.#options.viewerOf(request)
    return { metrics: this.#options.metrics.map(described) }
  }

  /** The exact state of the cubes that answers. */
  async #asked(viewer: MetricViewer, { name, ...query }: Question, feed: Feed): Promise<Asked> {
    const metric = this.#metrics.get(name)
    if (!metric)
      throw new Refusal('no-such-metric', { zh: '没有这个指标。', en: 'There is no such metric.' }, { status: 404 })
    const now = Date.parse(this.#options.now())
    const asking = askingOf(metric, query as CommonQuery, { viewer, zone: this.#zone, now })
    const isLive = query['asOf'] === undefined
    const given = query['ordinal'] === undefined ? undefined : Number(query['ordinal'])
    const settled = () => (isLive ? feed.ordinal : ordinalAt(this.#options.cubes, asking.scope.instant, feed))
    const ordinal = given ?? (await settled())
    if (ordinal <= feed.ordinal) return { asking, ordinal, isLive }
    throw badField('ordinal', { zh: '统计尚未到达该事件。', en: 'The cubes have not reached that event yet.' })
  }

  /** What is known already, and the rest by one look at each state that is asked for. */
  async #found(wanted: readonly Asked[], feed: Feed): Promise<ReadonlyMap<Asked, Dressed>> {
    const known = new Map(wanted.map((one) => [one, this.#kept.find(one)] as const))
    const open = wanted.filter((one) => known.get(one) === undefined)
    for (const ordinal of new Set(open.map((one) => one.ordinal))) {
      const some = open.filter((one) => one.ordinal === ordinal)
      const looked = this.#looked(some, { ordinal, feed })
      for (const [index, one] of some.entries()) {
        const answer = looked.then((all) => all[index] as Dressed)
        this.#kept.keep(one, answer)
        known.set(one, answer)
      }
    }
    const pairs = [...known].map(async ([one, answer]) => [one, await answer] as const)
    return new Map((await Promise.all(pairs)).flatMap(([one, answer]) => (answer ? [[one, answer] as const] : [])))
  }

  async #looked(some: readonly Asked[], moment: Moment): Promise<readonly Dressed[]> {
    const found = await answers(
      this.#reading,
      some.map(({ asking }) => asking),
      moment,
    )
    return found.map(dressed)
  }

  async #lag({ position, fedAt }: Feed): Promise<number> {
    const head = await this.#options.headOf?.()
    if (head === undefined || BigInt(position === '' ? -1 : position) >= head) return 0
    return Math.max(0, (Date.parse(this.#options.now()) - Date.parse(fedAt)) / 1000)
  }
}
