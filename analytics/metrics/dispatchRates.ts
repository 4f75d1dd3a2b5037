import { count, metric, ratio } from '../kernel/metric.ts'

const dispatches = { words: { zh: '派单次数', en: 'Dispatches' }, when: 'dispatches > 0', weight: 'dispatches' }

export const returnRate = metric({
  name: 'return-rate',
  question: { zh: '派单有多少被退回？', en: 'How many dispatches were sent back?' },
  formula: {
    id: 'return-rate',
    version: 1,
    text: {
      zh: '退单率 = 经批准的退单次数 ÷ 派单次数（按次，不按件）；申请、批准、驳回分列。统计首次派单落在期内的工单。',
      en: 'Approved returns ÷ dispatches (per dispatch, not per case); requested, approved and refused apart. Of cases first dispatched in the period.',
    },
  },
  population: { zh: '期内首次派单的工单', en: 'Cases first dispatched in the period' },
  minimumN: 30,
  instant: 'dispatched_at',
  where: 'dispatched_at IS NOT NULL',
  parts: {
    numerator: {
      words: { zh: '批准退单', en: 'Returns approved' },
      when: 'returns_approved > 0',
      weight: 'returns_approved',
    },
    denominator: dispatches,
    requested: {
      words: { zh: '申请退单', en: 'Returns requested' },
      when: 'returns_requested > 0',
      weight: 'returns_requested',
    },
    refused: {
      words: { zh: '驳回退单', en: 'Returns refused' },
      when: 'returns_rejected > 0',
      weight: 'returns_rejected',
    },
  },
  kind: 'rate',
  n: 'denominator',
  main: 'value',
  by: { default: [], most: 2 },
  values: (counts) => {
    const all = count(counts, 'denominator')
    return {
      value: ratio(count(counts, 'numerator'), all),
      requested: ratio(count(counts, 'requested'), all),
      refused: ratio(count(counts, 'refused'), all),
    }
  },
})

export const signOnTimeRate = metric({
  name: 'sign-on-time-rate',
  question: { zh: '派单有多少按时签收？', en: 'How many dispatches were signed for in time?' },
  formula: {
    id: 'sign-on-time-rate',
    version: 1,
    text: {
      zh: '按时签收率 = 在签收时限内签收的次数 ÷ 派单次数。统计首次派单落在期内的工单。',
      en: 'Signatures within the sign-for limit ÷ dispatches. Of cases first dispatched in the period.',
    },
  },
  population: returnRate.population,
  minimumN: 30,
  instant: 'dispatched_at',
  where: 'dispatched_at IS NOT NULL',
  parts: {
    numerator: {
      words: { zh: '按时签收', en: 'Signed in time' },
      when: 'signed_on_time > 0',
      weight: 'signed_on_time',
    },
    denominator: dispatches,
  },
  kind: 'rate',
  n: 'denominator',
  main: 'value',
  by: { default: [], most: 2 },
  values: (counts) => ({ value: ratio(count(counts, 'numerator'), count(counts, 'denominator')) }),
})

export const reworkRate = metric({
  name: 'rework-rate',
  question: { zh: '办结的工单有多少重办过？', en: 'How many closed cases needed rework?' },
  formula: {
    id: 'rework-rate',
    version: 1,
    text: {
      zh: '重办率 = 至少重办一次的工单 ÷ 期内办结的工单。',
      en: 'Cases with at least one rework ÷ cases closed in the period.',
    },
  },
  population: { zh: '期内办结的工单', en: 'Cases closed in the period' },
  minimumN: 30,
  instant: 'closed_at',
  where: `status = 'closed'`,
  parts: {
    numerator: { words: { zh: '重办过', en: 'Reworked' }, when: 'reworks > 0' },
    denominator: { words: { zh: '期内办结', en: 'Closed' }, when: '1' },
    reopened: { words: { zh: '重启过', en: 'Reopened' }, when: 'reopened > 0' },
  },
  kind: 'rate',
  n: 'denominator',
  main: 'value',
  by: { default: [], most: 2 },
  values: (counts) => ({ value: ratio(count(counts, 'numerator'), count(counts, 'denominator')) }),
})

export const directAnswerRate = metric({
  name: 'direct-answer-rate',
  question: { zh: '多少诉求当场答复？', en: 'How many matters are answered at once?' },
  formula: {
    id: 'direct-answer-rate',
    version: 1,
    text: {
      zh: '直接答复率 = 直接答复的工单 ÷ 期内受理的工单。',
      en: 'Cases answered directly ÷ cases registered in the period.',
    },
  },
  population: { zh: '期内受理的工单', en: 'Cases registered in the period' },
  minimumN: 30,
  instant: 'registered_at',
  where: '1',
  parts: {
    numerator: { words: { zh: '直接答复', en: 'Answered directly' }, when: 'answered = 1' },
    denominator: { words: { zh: '期内受理', en: 'Registered' }, when: '1' },
  },
  kind: 'rate',
  n: 'denominator',
  main: 'value',
  by: { default: [], most: 2 },
  values: (counts) => ({ value: ratio(count(counts, 'numerator'), count(counts, 'denominator')) }),
})
