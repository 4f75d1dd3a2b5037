import { Type } from 'typebox'

import { body, choice, code, instant, label, text, utc } from '../../kernel/fields.ts'
import { badField } from '../../kernel/refusal.ts'
import { contactCommand } from '../contact.ts'
import { callerKinds, channels } from '../events.ts'

export const receiveContact = contactCommand({
  summary: { zh: '登记来访来电', en: 'Record that somebody turned to us' },
  permission: 'contact.receive',
  creates: true,
  body: body({
    channel: choice(channels, '渠道', 'Channel'),
    unit: code('受理单位', 'Desk that takes it'),
    line: Type.Optional(label('线路或被叫号码', 'Line or dialled number', 64)),
    sourceSystem: Type.Optional(label('来源系统', 'Source system', 64)),
    language: Type.Optional(label('语言', 'Language (BCP 47)', 35)),
    receivedAt: Type.Optional(instant('接到时间', 'When, if not now')),
    callerName: Type.Optional(text('姓名', 'Name', 200)),
    callerNumber: Type.Optional(label('联系电话', 'Number', 64)),
    callerAddress: Type.Optional(text('联系地址', 'Address', 500)),
    callerKind: choice(callerKinds, '诉求人类型', 'Caller: person or enterprise'),
  }),
  units: ({ unit }) => [unit],

  decide(received, _, { occurredAt, now, actor }) {
    const receivedAt = received.receivedAt === undefined ? occurredAt : utc(received.receivedAt)
    if (receivedAt > now) {
      const words = { zh: '接到时间不能晚于现在，请更正。', en: 'It cannot have been received in the future.' }
      throw badField('receivedAt', words)
    }
    // Where nobody said which language it was, that is what the record says (BCP 47 "und").
    const language = received.language ?? 'und'
    const agent = actor.kind === 'person' || actor.kind === 'simulator' ? { agent: actor.id } : {}
    return [{ type: 'ContactReceived', data: { ...received, language, receivedAt, ...agent } }]
  },
})
