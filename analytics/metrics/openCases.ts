import { count, metric } from '../kernel/metric.ts'

const population = {
  zh: '统计时点在办的工单；结果未知的导入件不计',
  en: 'Cases open at the as-of moment; imports of unknown outcome are left out',
}

export const openCases = metric({
  name: 'open-cases',
  question: { zh: '现在有多少工单在办？', en: 'How many cases are open?' },
  formula: {
    id: 'open-cases',
    version: 1,
    text: { zh: '统计时点已登记而未办结的工单数。', en: 'Cases registered and not closed at the as-of moment.' },
  },
  population,
  minimumN: 0,
  where: `status = 'open'`,
  parts: {
    open: { words: { zh: '在办', en: 'Open' }, when: '1' },
    undispatched: { words: { zh: '尚未派单', en: 'Not dispatched yet' }, when: 'dispatched_at IS NULL' },
    urgent: { words: { zh: '紧急', en: 'Urgent' }, when: `urgency != 'normal'` },
    urged: { words: { zh: '被催办', en: 'Urged' }, when: 'urged > 0' },
    reworked: { words: { zh: '重办中', en: 'In rework' }, when: 'round > 1' },
  },
  kind: 'count',
  n: 'open',
  main: 'value',
  perCapita: true,
  by: { default: [], most: 2 },
  values: (counts) => ({ value: count(counts, 'open') }),
})

export const overdueCases = metric({
  name: 'overdue-cases',
  question: { zh: '现在有多少工单超期未结？', en: 'How many cases are open past their due time?' },
  formula: {
    id: 'overdue-cases',
    version: 1,
    text: {
      zh: '统计时点未办结、办理到期时间早于统计时点的工单数；另列 24 小时内到期的。',
      en: 'Cases not closed at the as-of moment whose handling due time lies before it; those due within 24 hours beside them.',
    },
  },
  population,
  minimumN: 0,
  where: `status = 'open'`,
  parts: {
    overdue: {
      words: { zh: '超期未结', en: 'Overdue' },
      when: `due_at < fromUnixTimestamp64Milli({instant:Int64}, 'UTC')`,
    },
    dueSoon: {
      words: { zh: '24 小时内到期', en: 'Due within 24 hours' },
      when: `due_at >= fromUnixTimestamp64Milli({instant:Int64}, 'UTC') AND due_at < fromUnixTimestamp64Milli({instant:Int64} + 86400000, 'UTC')`,
    },
    open: { words: { zh: '在办', en: 'Open' }, when: '1' },
  },
  kind: 'count',
  n: 'open',
  main: 'value',
  perCapita: true,
  by: { default: [], most: 2 },
  values: (counts) => ({ value: count(counts, 'overdue') }),
})
