import type { CaseEvent } from '../../services/cases/events.ts'
import type { Actor, Envelope, Origin } from '../../services/kernel/event.ts'
import { keep, type Kept } from '../cases/kept.ts'

export type Data<Type extends CaseEvent['type']> = Extract<CaseEvent, { type: Type }>['data']
type Registered = Data<'CaseRegistered'>
type Place = Omit<NonNullable<Registered['place']>, 'text'> & { readonly text: Kept | null }

export type Elements = Readonly<Record<string, Kept | null>>

/** One unit's part, in full. */
export type PartDetail = {
  readonly instruction: Kept | null
  readonly attempts: readonly {
    readonly at: string
    readonly way: string
    readonly outcome: string
    readonly by: Actor
  }[]
  readonly report: {
    readonly at: string
    readonly by: Actor
    readonly round: number
    readonly claimTrue: string
    readonly withinDuties: boolean
    readonly solved: string
    readonly reasonCode: string | null
    readonly internalMeasure: Kept | null
    readonly publicAnswer: Kept | null
    readonly accepted: boolean | null
    readonly rejection: Kept | null
  } | null
  readonly returnRequest: {
    readonly request: string
    readonly at: string
    readonly by: Actor
    readonly reasonCode: string
    readonly evidence: Kept | null
    readonly proposedUnit: string | null
    readonly approved: boolean | null
    readonly reason: Kept | null
  } | null
}

/** Everything that is known of a case, as it is now. Personal values stay sealed. */
export type Document = {
  readonly caseNumber: string
  readonly contact: string | null
  readonly type: string
  readonly title: Kept | null
  readonly story: Kept | null
  readonly elements: Elements
  readonly callerKind: string
  readonly identity: string
  readonly identityProtected: boolean
  readonly replyWanted: boolean | null
  readonly replyChannel: string | null
  readonly publishConsent: boolean | null
  readonly peopleAffected: number | null
  readonly party: Kept | null
  readonly place: Place | null
  readonly category: Registered['category'] | null
  readonly urgency: Registered['urgency'] | null
  readonly language: string
  readonly lengths: Registered['lengths'] | null
  readonly intakeUnit: string
  readonly channel: string
  readonly origin: Origin
  readonly sourceFields: Readonly<Record<string, Kept | number | null>> | null
  readonly registeredAt: string
  readonly registeredBy: Actor | null
  readonly updatedAt: string
  readonly importedReply: { readonly text: Kept | null; readonly repliedAt: string | null } | null
  readonly answer: {
    readonly text: Kept | null
    readonly source: Data<'AnsweredDirectly'>['source'] | null
    readonly at: string
    readonly by: Actor
  } | null
  readonly parts: Readonly<Record<string, PartDetail>>
  readonly visits: readonly (Omit<Data<'CallbackRecorded'>, 'remark'> & {
    readonly remark: Kept | null
    readonly at: string
    readonly by: Actor
  })[]
  readonly visitAttempts: readonly { readonly channel: string; readonly outcome: string; readonly at: string }[]
  readonly closure: {
    readonly kind: string
    readonly at: string
    readonly by: Actor
    readonly acceptedReport: string | null
    readonly reason: Kept | null
    readonly visitExemption: string | null
  } | null
  readonly reopened: { readonly at: string; readonly reason: Kept | null } | null
  readonly links: readonly {
    readonly contact: string
    readonly as: string
    readonly at: string
    readonly text: Kept | null
  }[]
}

export const noDocument: Document = {
  caseNumber: '',
  contact: null,
  type: 'unstated',
  title: null,
  story: null,
  elements: {},
  callerKind: 'unstated',
  identity: 'unstated',
  identityProtected: false,
  replyWanted: null,
  replyChannel: null,
  publishConsent: null,
  peopleAffected: null,
  party: null,
  place: null,
  category: null,
  urgency: null,
  language: 'und',
  lengths: null,
  intakeUnit: '',
  channel: '',
  origin: 'live',
  sourceFields: null,
  registeredAt: '',
  registeredBy: null,
  updatedAt: '',
  importedReply: null,
  answer: null,
  parts: {},
  visits: [],
  visitAttempts: [],
  closure: null,
  reopened: null,
  links: [],
}

export const noPart: PartDetail = { instruction: null, attempts: [], report: null, returnRequest: null }

const elementNames = ['person', 'time', 'place', 'cause', 'course'] as const

function elementsOf(elements: Registered['elements'], envelope: Envelope): Elements {
  const told = elementNames.filter((name) => elements?.[name] !== undefined)
  return Object.fromEntries(told.map((name) => [name, keep(elements?.[name], envelope, `elements.${name}`)]))
}

/** What an imported file said besides: its words as sealed as the story, its numbers as they are. */
function sourceFieldsOf(fields: Registered['sourceFields'], envelope: Envelope): Document['sourceFields'] {
  if (!fields) return null
  const kept = Object.entries(fields).map(([name, said]) => {
    return [name, typeof said === 'number' ? said : keep(said, envelope, `sourceFields.${name}`)] as const
  })
  return Object.fromEntries(kept)
}

/** The document as the registration states it. */
export function registered(document: Document, data: Registered, envelope: Envelope): Document {
  const { metadata } = envelope
  const { elements, place, clocks: _clocks, title, story, party, contact, ...plain } = data
  const optional = {
    replyWanted: data.replyWanted ?? null,
    replyChannel: data.replyChannel ?? null,
    publishConsent: data.publishConsent ?? null,
    peopleAffected: data.peopleAffected ?? null,
    sourceFields: sourceFieldsOf(data.sourceFields, envelope),
  }
  return {
    ...document,
    ...plain,
    ...optional,
    contact: contact ?? null,
    title: keep(title, envelope, 'title'),
    story: keep(story, envelope, 'story'),
    party: keep(party, envelope, 'party'),
    elements: elementsOf(elements, envelope),
    place: place ? { ...place, text: keep(place.text, envelope, 'place.text') } : null,
    origin: metadata.origin,
    registeredAt: metadata.occurredAt,
    registeredBy: metadata.actor,
    updatedAt: metadata.occurredAt,
  }
}
