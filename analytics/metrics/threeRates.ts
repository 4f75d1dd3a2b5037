import { Type } from 'typebox'

import { count, metric, ratio, type Counts, type Finish, type Metric, type MetricParams } from '../kernel/metric.ts'

const population = {
  zh: '期内办结且有有效回访的工单（V）；参评率 = V ÷ 期内办结',
  en: 'Cases closed in the period with a valid return visit (V); evaluation rate = V ÷ closed in the period',
}
const closed = { words: { zh: '期内办结', en: 'Closed' }, when: '1' }
const valid = { words: { zh: '有效回访', en: 'Validly visited' }, when: 'visit_valid = 1' }
const answered = (zh: string, en: string, column: string, value: string) => ({
  words: { zh, en },
  when: `visit_valid = 1 AND ${column} = '${value}'`,
})
const contacted = answered('已联系', 'Contacted', 'visit_contacted', 'yes')
const solved = answered('已解决', 'Solved', 'visit_solved', 'yes')
const satisfied = answered('满意', 'Satisfied', 'visit_satisfied', 'satisfied')
const basically = answered('基本满意', 'Basically satisfied', 'visit_satisfied', 'basically')

/** How much 基本满意 counts; cities differ. */
const weightOf = ({ weight }: MetricParams) => (weight === undefined ? 0.9 : Number(weight))
const weight = Type.Object({ weight: Type.Optional(Type.String({ pattern: '^(0(\\.\\d{1,3})?|1(\\.0{1,3})?)$' })) })

const common = {
  population,
  minimumN: 30,
  instant: 'closed_at',
  where: `status = 'closed'`,
  kind: 'rate',
  n: 'denominator',
  main: 'value',
  by: { default: [], most: 2 },
} as const satisfies Partial<Metric>

const evaluation = (counts: Counts) => ratio(count(counts, 'denominator'), count(counts, 'closed'))
const share = (counts: Counts) => ({
  value: ratio(count(counts, 'numerator'), count(counts, 'denominator')),
  evaluation: evaluation(counts),
})

export const responseRate = metric({
  ...common,
  name: 'response-rate',
  question: {
    zh: '承办单位联系诉求人了吗？（响应率）',
    en: 'Did the unit get in touch with the citizen? (response rate)',
  },
  formula: {
    id: 'response-rate',
    version: 1,
    text: {
      zh: '响应率 = 回访中答“已联系”的 ÷ V。未询问、未回答的留在分母。',
      en: 'Visits that say "contacted" ÷ V. "Not asked" and "no answer" stay in the denominator.',
    },
  },
  parts: { numerator: contacted, denominator: valid, closed },
  values: share,
})

export const resolutionRate = metric({
  ...common,
  name: 'resolution-rate',
  question: { zh: '问题解决了吗？（解决率）', en: 'Was the matter solved? (resolution rate)' },
  formula: {
    id: 'resolution-rate',
    version: 1,
    text: { zh: '解决率 = 回访中答“已解决”的 ÷ V。', en: 'Visits that say "solved" ÷ V.' },
  },
  parts: { numerator: solved, denominator: valid, closed },
  values: share,
})

const satisfaction = (counts: Counts, params: MetricParams) =>
  ratio(count(counts, 'satisfied') + weightOf(params) * count(counts, 'basically'), count(counts, 'denominator'))

export const satisfactionRate = metric({
  ...common,
  name: 'satisfaction-rate',
  question: { zh: '诉求人满意吗？（满意率）', en: 'Are the citizens satisfied? (satisfaction rate)' },
  formula: {
    id: 'satisfaction-rate',
    version: 1,
    text: {
      zh: '满意率 = (满意 + w × 基本满意) ÷ V，w 默认 0.9，可设。',
      en: '(satisfied + w × basically satisfied) ÷ V; w is 0.9 unless set.',
    },
  },
  params: weight,
  parts: { satisfied, basically, denominator: valid, closed },
  values: (counts, params) => ({ value: satisfaction(counts, params), evaluation: evaluation(counts) }),
})

/** Equal scores go by volume; who has too few visits has no rank. */
const ranked: Finish = (rows) => {
  const fit = rows.filter(({ enough }) => enough)
  const order = fit.toSorted(
    (a, b) =>
      (b.values['value'] ?? 0) - (a.values['value'] ?? 0) ||
      count(b.counts, 'denominator') - count(a.counts, 'denominator'),
  )
  const ranks = new Map(order.map(({ key }, index) => [key, index + 1]))
  const rest = rows.filter(({ enough }) => !enough)
  return [...order, ...rest].map((row) => ({ ...row, rank: ranks.get(row.key) ?? null }))
}

export const unitRanking = metric({
  ...common,
  name: 'unit-ranking',
  question: { zh: '哪些单位办得好？（三率综合成绩）', en: 'Which units do well? (score of the three rates)' },
  formula: {
    id: 'unit-score',
    version: 1,
    text: {
      zh: '综合成绩 = 0.1 × 响应率 + 0.5 × 解决率 + 0.4 × 满意率（基本满意计 w，默认 0.9），分母均为 V。V < 30 不排名。成绩相同按 V 从多到少。合计行同时给出合并计算与各单位算术平均。',
      en: '0.1 × response + 0.5 × resolution + 0.4 × satisfaction (basically satisfied counts w, 0.9 unless set), all over V. No rank below V = 30. Equal scores go by V. Totals are given pooled and as the mean of the units.',
    },
  },
  params: weight,
  parts: { contacted, solved, satisfied, basically, denominator: valid, closed },
  by: { default: ['unit2'], most: 1 },
  values: (counts, params) => {
    const v = count(counts, 'denominator')
    const rates = {
      response: ratio(count(counts, 'contacted'), v),
      resolution: ratio(count(counts, 'solved'), v),
      satisfaction: satisfaction(counts, params),
    }
    const { response, resolution, satisfaction: pleased } = rates
    const value = v === 0 ? null : 0.1 * (response ?? 0) + 0.5 * (resolution ?? 0) + 0.4 * (pleased ?? 0)
    return { value, ...rates, evaluation: evaluation(counts) }
  },
  finish: ranked,
})
