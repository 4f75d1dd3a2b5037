import { count, metric, ratio, type Compared, type Finish, type MetricRow } from '../kernel/metric.ts'
import { caseVolume } from './caseVolume.ts'

/** What part of the whole a cell is, then and now; the change is in points. */
function shareThen(then: Compared | undefined, whole: Compared | undefined, now: number | null): Compared | undefined {
  if (!then) return undefined
  const share = ratio(count(then.counts, 'cases'), count(whole?.counts ?? {}, 'cases'))
  const change = now === null || share === null ? null : now - share
  return { ...then, values: { ...then.values, share }, change: { ...then.change, share: change } }
}

const shares: Finish = (rows, total) =>
  rows
    .map((row): MetricRow => {
      const share = ratio(count(row.counts, 'cases'), count(total.counts, 'cases'))
      const previous = shareThen(row.previous, total.previous, share)
      const lastYear = shareThen(row.lastYear, total.lastYear, share)
      const values = { ...row.values, share }
      return { ...row, values, ...(previous && { previous }), ...(lastYear && { lastYear }) }
    })
    .toSorted((a, b) => count(b.counts, 'cases') - count(a.counts, 'cases'))

export const structure = metric({
  ...caseVolume,
  name: 'structure',
  question: { zh: '诉求由什么构成？', en: 'What are the cases made up of?' },
  formula: {
    id: 'structure',
    version: 1,
    text: {
      zh: '占比 = 该项受理量 ÷ 全部受理量；与上一期、上年同期的占比之差以百分点计。各项占比之和为 1，可作饼图或柱图。',
      en: 'Share = registrations of the item ÷ all; the difference to the share of the period before and a year earlier is in points. Shares add up to 1, as a pie or bars show them.',
    },
  },
  by: { default: ['type'], most: 1 },
  finish: shares,
})
