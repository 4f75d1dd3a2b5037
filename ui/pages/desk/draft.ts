import type { CaseBody } from '../../api/bodies.ts'
import { titleOf } from './titleOf.ts'

export const modes = ['answer', 'dispatch', 'only'] as const
export type Mode = (typeof modes)[number]
export const replyChannels = ['phone', 'sms', 'app', 'wechat', 'mail', 'letter', 'web'] as const
export const elementNames = ['person', 'time', 'place', 'cause', 'course'] as const

type Registration = CaseBody<'registerCase'>
export type Channel = Registration['channel']

/** 来电 来访 来函: what is asked depends on how somebody turns to us. */
export const templates = {
  call: ['phone'],
  visit: ['visit'],
  letter: ['letter', 'mail', 'fax'],
  online: ['web', 'app', 'wechat', 'sms'],
} as const satisfies Record<string, readonly Channel[]>
export type Template = keyof typeof templates
export const templateNames = Object.keys(templates) as readonly Template[]

export const templateOf = (channel: Channel): Template =>
  templateNames.find((name) => (templates[name] as readonly Channel[]).includes(channel)) ?? 'online'

/** Who writes a letter is answered in writing, unless somebody says otherwise. */
export const replyTo = (channel: Channel): Draft['replyChannel'] =>
  replyChannels.find((each) => each === channel) ?? 'phone'

/** What stands in the form. Empty strings are fields that nobody filled. */
export type Draft = {
  channel: Channel
  unit: string
  callerName: string
  callerNumber: string
  callerAddress: string
  callerKind: Registration['callerKind']
  identity: Registration['identity']
  identityProtected: boolean
  /** Local date and time, for what arrived before it is registered. */
  receivedAt: string
  title: string
  story: string
  elements: Record<(typeof elementNames)[number], string>
  party: string
  type: Registration['type'] | ''
  category: string
  urgency: NonNullable<Registration['urgency']>['value']
  area: string
  address: string
  people: string
  replyWanted: boolean
  replyChannel: NonNullable<Registration['replyChannel']>
  publishConsent: boolean
  mode: Mode
  primary: string
  assisting: readonly string[]
  instruction: string
  answer: string
  sourceEntry: string
  sourceVersion: string
  /** An earlier contact that the agent has found to be the same person, and that person's record if there is one. */
  sameAs: string
  samePerson: string
}

export const emptyDraft = (unit: string, channel: Channel = 'phone'): Draft => ({
  channel,
  unit,
  callerName: '',
  callerNumber: '',
  callerAddress: '',
  callerKind: 'person',
  identity: 'real-name',
  identityProtected: false,
  receivedAt: '',
  title: '',
  story: '',
  elements: { person: '', time: '', place: '', cause: '', course: '' },
  party: '',
  type: '',
  category: '',
  urgency: 'normal',
  area: '',
  address: '',
  people: '',
  replyWanted: true,
  replyChannel: replyTo(channel),
  publishConsent: false,
  mode: 'dispatch',
  primary: '',
  assisting: [],
  instruction: '',
  answer: '',
  sourceEntry: '',
  sourceVersion: '',
  sameAs: '',
  samePerson: '',
})

/** True where somebody has written or chosen something that would be missed. */
export function isBlank(draft: Draft): boolean {
  const written = [
    draft.callerName,
    draft.callerNumber,
    draft.callerAddress,
    draft.title,
    draft.story,
    draft.party,
    draft.category,
    draft.area,
    draft.address,
    draft.instruction,
    draft.answer,
    ...Object.values(draft.elements),
  ]
  return written.every((text) => text.trim() === '')
}

/** A direct answer is an enquiry unless somebody says otherwise. */
export const typeOf = (draft: Draft): Registration['type'] | '' =>
  draft.type || (draft.mode === 'answer' ? 'consultation' : '')

export const titleIn = (draft: Draft): string => draft.title.trim() || titleOf(draft.story)

/** Fields that are still missing, by the name under which the form shows them. */
export function missingIn(draft: Draft): string[] {
  const needed: Record<string, string> = {
    story: draft.story,
    title: draft.story.trim() ? titleIn(draft) : 'comes out of the story',
    type: typeOf(draft),
    category: draft.category,
    intakeUnit: draft.unit,
    ...(draft.mode === 'dispatch' && { primary: draft.primary }),
    ...(draft.mode === 'answer' && { answer: draft.answer }),
    ...(draft.mode === 'answer' && draft.sourceEntry.trim() && { sourceVersion: draft.sourceVersion }),
    ...(draft.mode === 'answer' && draft.sourceVersion.trim() && { sourceEntry: draft.sourceEntry }),
  }
  return Object.keys(needed).filter((name) => !needed[name]?.trim())
}
