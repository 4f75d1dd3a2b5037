import { Type } from 'typebox'

import { personal, type EventCatalogue, type EventsOf } from '../kernel/event.ts'

/** 电话 网站 APP 微信 邮件 信件 来访 传真 短信 导入 */
export const channels = ['phone', 'web', 'app', 'wechat', 'mail', 'letter', 'visit', 'fax', 'sms', 'import'] as const
export type Channel = (typeof channels)[number]

/** 个人 企业; `unstated` where an imported file does not say. */
export const callerKinds = ['person', 'enterprise', 'unstated'] as const
export type CallerKind = (typeof callerKinds)[number]

/** 新诉求 已有工单 当场答复 无效来电 */
export const dispositions = ['new-matter', 'existing-case', 'answered', 'none'] as const
export type Disposition = (typeof dispositions)[number]

/** Somebody turned to us, once, by one channel. Who it was stands here alone; cases name the contact. */
export const contactEvents = {
  ContactReceived: {
    version: 1,
    data: Type.Object({
      channel: Type.Enum(channels),
      /** The desk that took it; permissions are asked against it. */
      unit: Type.String(),
      line: Type.Optional(Type.String()),
      sourceSystem: Type.Optional(Type.String()),
      /** BCP 47; `und` where nobody said. */
      language: Type.String(),
      receivedAt: Type.String(),
      agent: Type.Optional(Type.String()),
      callerName: Type.Optional(personal('person')),
      callerNumber: Type.Optional(personal('person')),
      callerAddress: Type.Optional(personal('person')),
      callerKind: Type.Enum(callerKinds),
    }),
  },
  ContactDisposed: {
    version: 1,
    data: Type.Object({
      disposition: Type.Enum(dispositions),
      cases: Type.Array(Type.String()),
      reason: Type.Optional(personal('text')),
    }),
  },
} satisfies EventCatalogue

export type ContactEvent = EventsOf<typeof contactEvents>
