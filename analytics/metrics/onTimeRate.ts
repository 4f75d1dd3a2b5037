import { count, metric, ratio } from '../kernel/metric.ts'

export const onTimeRate = metric({
  name: 'on-time-rate',
  question: { zh: '到期的工单有多少按时办结？', en: 'How many of the cases that fell due were closed in time?' },
  formula: {
    id: 'on-time-rate',
    version: 1,
    text: {
      zh: '按时办结率 = 办结时间 ≤ 办理到期时间 的工单 ÷ 办理到期时间落在期内且不晚于统计时点的工单。到期未结的计入分母，算超期。取最近一次派单或重办的到期时间，以办结（结案）时间为准。',
      en: 'Closed at or before the handling due time ÷ cases whose due time lies in the period and not after the as-of moment. Cases still open past due are in the denominator as overdue. The due time is that of the latest dispatch or rework; the instant compared is the closing.',
    },
  },
  population: {
    zh: '有办理时限的工单（不含当场答复与未派单的导入件）',
    en: 'Cases with a handling clock (not those answered at once, nor imports that were never dispatched)',
  },
  minimumN: 30,
  instant: 'due_at',
  where: `due_at IS NOT NULL AND due_at < fromUnixTimestamp64Milli({instant:Int64}, 'UTC')`,
  parts: {
    numerator: { words: { zh: '按时办结', en: 'Closed in time' }, when: 'closed_at <= due_at' },
    denominator: { words: { zh: '期内到期', en: 'Fell due' }, when: '1' },
    late: { words: { zh: '超期办结', en: 'Closed late' }, when: 'closed_at > due_at' },
    overdueOpen: { words: { zh: '超期未结', en: 'Open past due' }, when: 'closed_at IS NULL' },
  },
  kind: 'rate',
  n: 'denominator',
  main: 'value',
  by: { default: [], most: 2 },
  values: (counts) => {
    const due = count(counts, 'denominator')
    return {
      value: ratio(count(counts, 'numerator'), due),
      overdue: ratio(count(counts, 'late') + count(counts, 'overdueOpen'), due),
    }
  },
})
