import { Type, type Static } from 'typebox'

import { callerKinds, channels } from '../../contacts/events.ts'
import { body, choice, code, count, flag, instant, label, lengthOf, part, ref, text, utc } from '../../kernel/fields.ts'
import { caseCommand, type CaseContext } from '../case.ts'
import { caseTypes, identities, urgencies, type CaseEvent } from '../events.ts'
import { placeBody } from '../placeFields.ts'
import { mustBeCategory, mustBeUnit, refuse } from '../rules.ts'

const imported = body({
  contact: Type.Optional(ref('来访来电记录', 'Contact, if the file names somebody')),
  type: Type.Optional(choice(caseTypes, '诉求类型', 'Type, if stated')),
  title: text('标题', 'Title', 200),
  story: text('诉求内容', 'Story', 20_000),
  callerKind: Type.Optional(choice(callerKinds, '诉求人类型', 'Caller: person or enterprise, if stated')),
  identity: Type.Optional(choice(identities, '实名或匿名', 'Real name or anonymous, if stated')),
  identityProtected: Type.Optional(flag('身份保密', 'Protect the identity')),
  replyWanted: Type.Optional(flag('是否需要回复', 'Wants an answer, if stated')),
  publishConsent: Type.Optional(flag('是否同意公开', 'May be published, if stated')),
  peopleAffected: Type.Optional(count('涉及人数', 'People affected')),
  place: Type.Optional(placeBody),
  category: code('事项分类（或未分类）', 'Category, or the unclassified one'),
  urgency: Type.Optional(choice(urgencies, '紧急程度', 'Urgency, if stated')),
  language: Type.Optional(label('语言', 'Language (BCP 47)', 35)),
  intakeUnit: code('保管单位', 'Unit that keeps the case'),
  channel: Type.Optional(choice(channels, '来源渠道', 'Channel, if stated')),
  sourceFields: Type.Optional(
    Type.Record(Type.String({ maxLength: 64 }), Type.Union([Type.String({ maxLength: 1000 }), Type.Number()]), {
      maxProperties: 50,
      title: '文件中的其他字段',
      description: 'What else the file says',
    }),
  ),
  reply: Type.Optional(
    part(
      { text: text('答复', 'Reply', 20_000), repliedAt: Type.Optional(instant('答复时间', 'When it was given')) },
      '文件中的答复',
      'Reply in the file',
    ),
  ),
})
type Imported = Static<typeof imported>

/** What the file says and nothing else: no due time, no unit that handled it, no caller whom it does not name. */
function registrationOf(input: Omit<Imported, 'reply'>, caseNumber: string): CaseEvent {
  return {
    type: 'CaseRegistered',
    data: {
      ...input,
      caseNumber,
      type: input.type ?? 'unstated',
      callerKind: input.callerKind ?? 'unstated',
      identity: input.identity ?? 'unstated',
      identityProtected: input.identityProtected ?? false,
      category: { code: input.category, chosenBy: 'import' },
      urgency: { value: input.urgency ?? 'normal', chosenBy: 'import' },
      language: input.language ?? 'und',
      channel: input.channel ?? 'import',
      lengths: { title: lengthOf(input.title), story: lengthOf(input.story) },
      clocks: [],
    },
  }
}

/** A reply with its time says how the matter ended; without its time the outcome stays unknown. */
function outcomeOf(reply: NonNullable<Imported['reply']>): CaseEvent[] {
  const length = lengthOf(reply.text)
  if (reply.repliedAt === undefined) return [{ type: 'ImportedReply', data: { text: reply.text, length } }]
  const repliedAt = utc(reply.repliedAt)
  return [
    { type: 'ImportedReply', data: { text: reply.text, length, repliedAt } },
    { type: 'Closed', data: { closureKind: 'imported', closedAt: repliedAt } },
  ]
}

export const importCase = caseCommand({
  summary: { zh: '导入工单', en: 'Take over a case from a file' },
  permission: 'import.run',
  creates: true,
  body: imported,
  units: ({ intakeUnit }) => [intakeUnit],

  decide({ reply, ...input }, _, context) {
    if (context.origin !== 'import') {
      refuse(
        'only-by-import',
        '此命令仅供数据导入使用，请使用“登记工单”。',
        'Only an import does this. Register the case.',
      )
    }
    mustBeCategory(input.category, 'category', context.reference)
    mustBeUnit(input.intakeUnit, 'intakeUnit', context.reference)
    const registration = registrationOf(input, (context as CaseContext).caseNumber)
    return [registration, ...(reply ? outcomeOf(reply) : [])]
  },
})
