import { count, metric } from '../kernel/metric.ts'

const hours = `dateDiff('millisecond', dispatched_at, closed_at) / 3600000`
const minutes = `assumeNotNull(working_seconds) / 60`
/** Null where no calendar was known for a single case: nothing is guessed. */
const ofMinutes = (sql: string) => `if(countIf(working_seconds IS NOT NULL) = 0, NULL, ${sql})`

export const handlingTime = metric({
  name: 'handling-time',
  question: { zh: '办一件要多久？', en: 'How long does a case take?' },
  formula: {
    id: 'handling-time',
    version: 2,
    text: {
      zh: '首次派单至办结的工作分钟数（按办结时生效的日历，只计工作时间）与自然小时数：中位数、90 分位（线性插值）与平均数。平均数会掩盖长尾，故并列。',
      en: 'Working minutes (by the calendar in force at the closing; working time only) and elapsed hours from first dispatch to closing: median, 90th percentile (linear interpolation) and mean. The mean hides the tail, hence all three.',
    },
  },
  population: { zh: '期内办结且派过单的工单', en: 'Cases closed in the period that had been dispatched' },
  minimumN: 30,
  instant: 'closed_at',
  where: `status = 'closed' AND dispatched_at IS NOT NULL`,
  parts: { cases: { words: { zh: '期内办结', en: 'Closed' }, when: '1' } },
  kind: 'count',
  n: 'cases',
  main: 'median',
  by: { default: [], most: 2 },
  values: (counts) => ({ cases: count(counts, 'cases') }),
  detail: {
    select: `quantileExactInclusive(0.5)(assumeNotNull(${hours})) AS median, quantileExactInclusive(0.9)(assumeNotNull(${hours})) AS p90, avg(assumeNotNull(${hours})) AS mean,
      ${ofMinutes(`quantileExactInclusiveIf(0.5)(${minutes}, working_seconds IS NOT NULL)`)} AS workingMedian,
      ${ofMinutes(`quantileExactInclusiveIf(0.9)(${minutes}, working_seconds IS NOT NULL)`)} AS workingP90,
      ${ofMinutes(`avgIf(${minutes}, working_seconds IS NOT NULL)`)} AS workingMean`,
    /** `working…` in working minutes, the others in elapsed hours. */
    values: ['median', 'p90', 'mean', 'workingMedian', 'workingP90', 'workingMean'],
  },
})
