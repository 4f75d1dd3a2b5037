import type { CaseBody, ReceiveContactBody } from '../../api/bodies.ts'

export const modes = ['only', 'dispatch', 'answer'] as const
export type Mode = (typeof modes)[number]
export const deskChannels = ['phone', 'web', 'app', 'wechat', 'mail', 'letter', 'visit', 'fax', 'sms'] as const
export const replyChannels = ['phone', 'sms', 'app', 'wechat', 'mail', 'letter', 'web'] as const
export const elementNames = ['person', 'time', 'place', 'cause', 'course'] as const

type Registration = CaseBody<'registerCase'>

/** What stands in the form. Empty strings are fields that nobody filled. */
export type Draft = {
  channel: Registration['channel']
  unit: string
  callerName: string
  callerNumber: string
  callerAddress: string
  callerKind: Registration['callerKind']
  identity: Registration['identity']
  identityProtected: boolean
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
  mode: Mode
  primary: string
  assisting: readonly string[]
  instruction: string
  answer: string
}

export const emptyDraft = (unit: string): Draft => ({
  channel: 'phone',
  unit,
  callerName: '',
  callerNumber: '',
  callerAddress: '',
  callerKind: 'person',
  identity: 'real-name',
  identityProtected: false,
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
  replyChannel: 'phone',
  mode: 'dispatch',
  primary: '',
  assisting: [],
  instruction: '',
  answer: '',
})

/** Leaves out what nobody filled: the log must not say more than was said. */
function filled<Fields extends Record<string, string>>(fields: Fields): Partial<Fields> {
  const entries = Object.entries(fields).map(([name, value]) => [name, value.trim()])
  return Object.fromEntries(entries.filter(([, value]) => value !== '')) as Partial<Fields>
}

/** Fields that are still missing, by the name under which the form shows them. */
export function missingIn(draft: Draft): string[] {
  const needed: Record<string, string> = {
    title: draft.title,
    story: draft.story,
    type: draft.type,
    category: draft.category,
    intakeUnit: draft.unit,
    ...(draft.mode === 'dispatch' && { primary: draft.primary }),
    ...(draft.mode === 'answer' && { answer: draft.answer }),
  }
  return Object.keys(needed).filter((name) => !needed[name]?.trim())
}

export const contactBody = (draft: Draft): ReceiveContactBody => ({
  channel: draft.channel,
  unit: draft.unit,
  callerKind: draft.callerKind,
  ...filled({ callerName: draft.callerName, callerNumber: draft.callerNumber, callerAddress: draft.callerAddress }),
})

type Area = { readonly code: string; readonly path: readonly string[] }

/** An area of the organisation's tree: its district is the second level, what lies below is a street or township. */
function placeOf(draft: Draft, area: Area | undefined): Registration['place'] {
  const text = draft.address.trim()
  if (!area && !text) return undefined
  const codes = area ? { district: area.path[0] ?? area.code, ...(area.path[1] ? { street: area.path[1] } : {}) } : {}
  return { ...codes, source: area ? 'picked' : 'said', ...(text ? { text } : {}) }
}

/** @throws nothing; call it only when `missingIn` is empty, since the type and category must be chosen. */
export function caseBody(draft: Draft, contact: string, area: Area | undefined): Registration {
  const elements = filled(draft.elements)
  const place = placeOf(draft, area)
  const people = Number.parseInt(draft.people, 10)
  return {
    contact,
    type: draft.type || 'other',
    title: draft.title.trim(),
    story: draft.story.trim(),
    callerKind: draft.callerKind,
    identity: draft.identity,
    identityProtected: draft.identityProtected,
    replyWanted: draft.replyWanted,
    category: { code: draft.category, chosenBy: 'person' },
    urgency: { value: draft.urgency, chosenBy: 'person' },
    intakeUnit: draft.unit,
    channel: draft.channel,
    ...filled({ party: draft.party }),
    ...(draft.replyWanted ? { replyChannel: draft.replyChannel } : {}),
    ...(Object.keys(elements).length > 0 ? { elements } : {}),
    ...(place ? { place } : {}),
    ...(Number.isNaN(people) ? {} : { peopleAffected: people }),
  }
}

export function dispatchBody(draft: Draft): CaseBody<'dispatchCase'> {
  const assisting = draft.assisting.map((unit) => ({ unit, kind: 'assisting' as const }))
  return {
    units: [{ unit: draft.primary, kind: 'primary' }, ...assisting],
    ...filled({ instruction: draft.instruction }),
  }
}
