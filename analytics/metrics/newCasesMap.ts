import { Type } from 'typebox'

import { count, metric } from '../kernel/metric.ts'

export const newCasesMap = metric({
  name: 'new-cases-map',
  question: { zh: '新诉求从哪里来？', en: 'Where do new matters come from?' },
  formula: {
    id: 'new-cases-map',
    version: 2,
    text: {
      zh: '自起点至统计时点新登记、有位置的工单，位置取整到约 100 米。要求保密的工单不上图，免得由位置认出诉求人。',
      en: 'Cases with a position that were registered from the starting moment to the as-of moment; positions are rounded to about 100 m. Cases whose callers asked for protection are not on the map: the place could tell who called.',
    },
  },
  population: { zh: '有位置且未要求保密的工单', en: 'Cases with a position, protected ones left out' },
  minimumN: 0,
  params: Type.Object({ since: Type.Optional(Type.String({ format: 'date-time' })) }),
  where: `identity_protected = 0 AND lon IS NOT NULL AND lat IS NOT NULL AND registered_at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC') AND registered_at < fromUnixTimestamp64Milli({instant:Int64}, 'UTC')`,
  parts: { cases: { words: { zh: '新登记', en: 'New' }, when: '1' } },
  kind: 'count',
  n: 'cases',
  main: 'value',
  by: { default: ['place', 'street', 'category'], most: 3 },
  values: (counts) => ({ value: count(counts, 'cases') }),
  /** The last day where nothing is said. */
  extra: ({ instant }, { since }) => ({ since: since === undefined ? instant - 86_400_000 : Date.parse(since) }),
  detail: { select: 'toUnixTimestamp64Milli(max(registered_at)) AS newest', values: ['newest'] },
})
