import { Type, type Static } from 'typebox'

import { channels } from '../../contacts/events.ts'
import { body, choice, code, count, flag, label, lengthOf, part, ref, text } from '../../kernel/fields.ts'
import { caseCommand, type CaseContext } from '../case.ts'
import { caseTypes, choosers, replyChannels, urgencies } from '../events.ts'
import { placeBody } from '../placeFields.ts'
import { mustBeCategory, mustBeUnit, startClocks } from '../rules.ts'

const chosenBy = Type.Optional(choice(choosers, '由谁选定', 'Chosen by'))
const suggestion = {
  score: Type.Optional(Type.Number({ title: '置信度', description: 'Score' })),
  version: label('模型或规则版本', 'Version of model or rule'),
  accepted: flag('是否采纳', 'Accepted'),
}
const element = (zh: string, en: string) => Type.Optional(text(zh, en, 2000))

const registration = body({
  contact: ref('来访来电记录', 'Contact'),
  type: choice(
    caseTypes.filter((type) => type !== 'unstated'),
    '诉求类型',
    'Type',
  ),
  title: text('标题', 'Title', 200),
  story: text('诉求内容', 'Story', 20_000),
  elements: Type.Optional(
    part(
      {
        person: element('人物', 'Who'),
        time: element('时间', 'When'),
        place: element('地点', 'Where'),
        cause: element('起因', 'Cause'),
        course: element('经过', 'Course'),
      },
      '五要素',
      'Five elements',
    ),
  ),
  callerKind: choice(['person', 'enterprise'], '诉求人类型', 'Caller: person or enterprise'),
  identity: choice(['real-name', 'anonymous'], '实名或匿名', 'Real name or anonymous'),
  identityProtected: Type.Optional(flag('身份保密（举报默认保密）', 'Protect the identity; default for reports')),
  replyWanted: Type.Optional(flag('是否需要回复（默认是）', 'Wants an answer; default true')),
  replyChannel: Type.Optional(choice(replyChannels, '回复方式', 'Preferred way of answer')),
  publishConsent: Type.Optional(flag('是否同意公开（默认否）', 'May be published; default false')),
  peopleAffected: Type.Optional(count('涉及人数', 'People affected')),
  party: Type.Optional(text('被反映对象', 'Whom it is about', 500)),
  place: Type.Optional(placeBody),
  category: part(
    {
      code: code('事项分类', 'Category'),
      chosenBy,
      suggested: Type.Optional(
        part({ code: code('建议分类', 'Suggested category'), ...suggestion }, '建议', 'Suggestion'),
      ),
    },
    '事项分类',
    'Category',
  ),
  urgency: Type.Optional(
    part(
      {
        value: choice(urgencies, '紧急程度', 'Urgency'),
        chosenBy,
        suggested: Type.Optional(
          part({ value: choice(urgencies, '建议紧急程度', 'Suggested urgency'), ...suggestion }, '建议', 'Suggestion'),
        ),
      },
      '紧急程度（默认一般）',
      'Urgency; default normal',
    ),
  ),
  language: Type.Optional(label('语言', 'Language (BCP 47)', 35)),
  intakeUnit: code('受理单位', 'Unit that keeps the case'),
  channel: choice(
    channels.filter((channel) => channel !== 'import'),
    '来源渠道',
    'Channel',
  ),
})

function factsOf(input: Static<typeof registration>) {
  const urgency = input.urgency ?? { value: 'normal' as const, chosenBy: 'rule' as const }
  return {
    ...input,
    // A report names wrongdoers: whoever makes one is protected unless somebody decides otherwise.
    identityProtected: input.identityProtected ?? input.type === 'report',
    replyWanted: input.replyWanted ?? true,
    publishConsent: input.publishConsent ?? false,
    category: { ...input.category, chosenBy: input.category.chosenBy ?? ('person' as const) },
    urgency: { ...urgency, chosenBy: urgency.chosenBy ?? ('person' as const) },
    language: input.language ?? 'zh-CN',
    lengths: { title: lengthOf(input.title), story: lengthOf(input.story) },
  }
}

export const registerCase = caseCommand({
  summary: { zh: '登记工单', en: 'Register what a citizen brings' },
  permission: 'case.register',
  creates: true,
  body: registration,
  units: ({ intakeUnit }) => [intakeUnit],

  decide(input, _, context) {
    mustBeCategory(input.category.code, 'category.code', context.reference)
    mustBeUnit(input.intakeUnit, 'intakeUnit', context.reference)
    const { caseNumber } = context as CaseContext
    const facts = factsOf(input)
    const about = { type: facts.type, urgency: facts.urgency.value, category: facts.category.code }
    const clocks = startClocks(about, context, 'dispatch')
    return [{ type: 'CaseRegistered', data: { ...facts, caseNumber, clocks } }]
  },
})
