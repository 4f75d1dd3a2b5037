import { Type } from 'typebox'

import { count, metric, ratio, type Finish } from '../kernel/metric.ts'
import { caseVolume } from './caseVolume.ts'

/** Those that have as many cases as the last of the first N are all there. */
const top: Finish = (rows, total, { top: wanted = '10' }) => {
  const order = rows.toSorted((a, b) => count(b.counts, 'cases') - count(a.counts, 'cases'))
  const least = count(order.slice(0, Number(wanted)).at(-1)?.counts ?? {}, 'cases')
  return order
    .filter(({ counts }) => count(counts, 'cases') >= Math.max(1, least))
    .map((row) => ({
      ...row,
      values: { ...row.values, share: ratio(count(row.counts, 'cases'), count(total.counts, 'cases')) },
    }))
}

export const topCategories = metric({
  ...caseVolume,
  name: 'top-categories',
  question: { zh: '群众反映最多的是什么？', en: 'What do people report most?' },
  formula: {
    id: 'top-categories',
    version: 1,
    text: {
      zh: '期内受理量最多的 N 个类别及其占比；与第 N 名并列的都列出。',
      en: 'The N categories with most registrations in the period and their share; ties with the N-th are all shown.',
    },
  },
  params: Type.Object({ top: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,2}$' })) }),
  by: { default: ['category2'], most: 1 },
  finish: top,
})

/** Location quotient: the category's share here over its share everywhere. */
const quotients: Finish = (rows, total) => {
  const [placeSums, categorySums] = [new Map<string, number>(), new Map<string, number>()]
  const parts = (key: string | null): readonly [string, string] => {
    const [place = '', category = ''] = key?.split('|') ?? []
    return [place, category]
  }
  for (const { key, counts } of rows) {
    const [place, category] = parts(key)
    placeSums.set(place, (placeSums.get(place) ?? 0) + count(counts, 'cases'))
    categorySums.set(category, (categorySums.get(category) ?? 0) + count(counts, 'cases'))
  }
  const all = count(total.counts, 'cases')
  return rows.map((row) => {
    const [place, category] = parts(row.key)
    const here = ratio(count(row.counts, 'cases'), placeSums.get(place) ?? 0)
    const everywhere = ratio(categorySums.get(category) ?? 0, all)
    return {
      ...row,
      values: { ...row.values, quotient: here === null || everywhere === null ? null : ratio(here, everywhere) },
    }
  })
}

export const districtByCategory = metric({
  ...caseVolume,
  name: 'district-by-category',
  question: { zh: '哪里在反映什么？', en: 'Where do people report what?' },
  formula: {
    id: 'district-by-category',
    version: 1,
    text: {
      zh: '期内受理量按地区 × 类别交叉。区位商 = 该类别在该地区的占比 ÷ 该类别在全市的占比，大于 1 表示相对集中。',
      en: "Registrations in the period, place × category. Quotient = the category's share in the place ÷ its share everywhere; above 1 it is concentrated there.",
    },
  },
  minimumN: 30,
  by: { default: ['district', 'category1'], most: 2 },
  finish: quotients,
})
