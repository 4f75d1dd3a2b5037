import { Type } from 'typebox'

import { personal } from '../kernel/event.ts'

/** 咨询 投诉 求助 建议 举报 表扬 其他; `unstated` where an imported file does not say. */
export const caseTypes = [
  'consultation',
  'complaint',
  'help',
  'suggestion',
  'report',
  'praise',
  'other',
  'unstated',
] as const
export type CaseType = (typeof caseTypes)[number]

export const urgencies = ['normal', 'urgent', 'critical'] as const
/** 实名 匿名 未说明 */
export const identities = ['real-name', 'anonymous', 'unstated'] as const
export const choosers = ['person', 'rule', 'model', 'import'] as const
export const placeSources = ['said', 'picked', 'geocoded', 'text', 'import'] as const
/** 主办 协办 */
export const assignmentKinds = ['primary', 'assisting'] as const
export const contactWays = ['phone', 'visit', 'sms', 'online'] as const
export const contactOutcomes = ['reached', 'no-answer', 'refused', 'wrong-number'] as const
export const callbackChannels = ['phone', 'sms', 'web', 'app', 'wechat', 'mail', 'visit'] as const
export const replyChannels = ['phone', 'sms', 'app', 'wechat', 'mail', 'letter', 'web'] as const
/** 属实 不属实 部分属实 无法核实 */
export const claims = ['yes', 'no', 'partly', 'unverifiable'] as const
export const solvedClaims = ['yes', 'no', 'partly'] as const
/** What a citizen says in the return visit; 'not asked' and 'no answer' are answers of their own. */
export const visitAnswers = ['yes', 'no', 'not-asked', 'no-answer'] as const
/** 满意 基本满意 不满意 未询问 未评价 */
export const satisfactions = ['satisfied', 'basically', 'dissatisfied', 'not-asked', 'no-answer'] as const
export const invalidVisitReasons = ['unreachable', 'refused', 'wrong-number', 'not-the-caller', 'other'] as const
/** 已解决 已解释 无法解决 诉求人撤回 不予受理 直接答复 导入 */
export const closureKinds = [
  'solved',
  'explained',
  'unsolvable',
  'withdrawn',
  'refused',
  'answered',
  'imported',
] as const
export type ClosureKind = (typeof closureKinds)[number]
/** Why no return visit was made: by rule (the first five) or because somebody says so (the others). */
export const visitExemptions = [
  'no-contact',
  'anonymous',
  'no-reply-wanted',
  'answered',
  'withdrawn',
  'refused',
  'unreachable',
  'same-matter',
  'other',
] as const
export const reclassifiable = ['type', 'category', 'urgency', 'place'] as const
/** Paths of the personal fields of CaseRegistered. */
export const correctable = [
  'title',
  'story',
  'party',
  'place.text',
  'elements.person',
  'elements.time',
  'elements.place',
  'elements.cause',
  'elements.course',
] as const
export type Correctable = (typeof correctable)[number]
/** 进度查询 补充 催办 撤回 */
export const linkKinds = ['progress', 'supplement', 'urge', 'withdrawal'] as const
/** 非本单位职责 非本辖区 交叉职责 信息不全 重复派单 其他 */
export const returnReasons = [
  'not-our-duty',
  'not-our-area',
  'overlapping',
  'too-little-told',
  'doubled',
  'other',
] as const

/** 需时间 需规划立项 缺依据 超职权 走其他程序 未达成一致 其他: the words offered; an event may hold a city's own code. */
export const unsolvedReasons = [
  'needs-time',
  'needs-planning',
  'no-legal-basis',
  'out-of-power',
  'other-procedure',
  'no-agreement',
  'other',
] as const

/**
 * 待派单 待签收 待联系 办理中 退单待审 待审核 待回访 待结案 已办结 结果未知:
 * who has to do what next, in the same words on the write side, in lists and on screens.
 */
export const nextSteps = [
  'dispatch',
  'sign',
  'contact',
  'report',
  'decide-return',
  'review',
  'visit',
  'close',
  'none',
  'unknown',
] as const
export type NextStep = (typeof nextSteps)[number]

/** A computed due time as it stands in an event: kernel/reference.ts `Due`. */
export const dueSchema = Type.Object({
  clock: Type.Enum(['dispatch', 'sign', 'firstContact', 'handle', 'review', 'visit', 'returnWindow']),
  ruleId: Type.String(),
  policyVersion: Type.Integer(),
  calendarVersion: Type.Integer(),
  startedAt: Type.String(),
  amount: Type.Number(),
  unit: Type.Enum(['working-days', 'working-hours', 'hours', 'days', 'minutes']),
  dueAt: Type.String(),
})

/** What a rule or model proposed, beside what was chosen. */
const suggestion = { score: Type.Optional(Type.Number()), version: Type.String(), accepted: Type.Boolean() }

export const categorySchema = Type.Object({
  code: Type.String(),
  chosenBy: Type.Enum(choosers),
  suggested: Type.Optional(Type.Object({ code: Type.String(), ...suggestion })),
})

export const urgencySchema = Type.Object({
  value: Type.Enum(urgencies),
  chosenBy: Type.Enum(choosers),
  suggested: Type.Optional(Type.Object({ value: Type.Enum(urgencies), ...suggestion })),
})

/** 五要素 */
export const elementsSchema = Type.Object({
  person: Type.Optional(personal('text')),
  time: Type.Optional(personal('text')),
  place: Type.Optional(personal('text')),
  cause: Type.Optional(personal('text')),
  course: Type.Optional(personal('text')),
})

/** Codes and a coarse position stay in clear, so that maps survive an erasure; the words that name a door do not. */
const placeCodes = {
  district: Type.Optional(Type.String()),
  street: Type.Optional(Type.String()),
  community: Type.Optional(Type.String()),
  lon: Type.Optional(Type.Number()),
  lat: Type.Optional(Type.Number()),
  source: Type.Enum(placeSources),
  /** How exact lon and lat are, in metres. */
  precision: Type.Optional(Type.Number()),
}
export const placeSchema = Type.Object({ ...placeCodes, text: Type.Optional(personal('text')) })
export const placeCodesSchema = Type.Object(placeCodes)
