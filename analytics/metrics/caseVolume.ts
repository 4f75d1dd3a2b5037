import { count, metric } from '../kernel/metric.ts'

export const caseVolume = metric({
  name: 'case-volume',
  question: { zh: '受理了多少工单？', en: 'How many cases were registered?' },
  formula: {
    id: 'case-volume',
    version: 1,
    text: {
      zh: '按发生时间落在期内的工单登记数。环比对上一期、同比对上年同期；未结束的期只与对应期的同一已过部分比较。基数为零时不计变化率。',
      en: 'Cases whose registration happened in the period. Compared with the period before and a year earlier; an unfinished period with the same elapsed part. No change is given on a zero base.',
    },
  },
  population: { zh: '全口径：所选来源的全部工单', en: 'All cases of the chosen origins' },
  minimumN: 0,
  instant: 'registered_at',
  where: '1',
  parts: { cases: { words: { zh: '受理工单', en: 'Registered' }, when: '1' } },
  kind: 'count',
  n: 'cases',
  main: 'value',
  perCapita: true,
  by: { default: [], most: 2 },
  values: (counts) => ({ value: count(counts, 'cases') }),
})
