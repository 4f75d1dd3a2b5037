import type { CaseEvent } from '../../services/cases/events.ts'
import { unchanged, type Envelope, type Fold, type Origin } from '../../services/kernel/event.ts'
import type { Urgency } from '../../services/kernel/reference.ts'
import { keep, type Kept } from '../cases/kept.ts'

type Registered = Extract<CaseEvent, { type: 'CaseRegistered' }>['data']

export type ListedPlace = {
  readonly district: string | null
  readonly street: string | null
  readonly community: string | null
  readonly text: Kept | null
}

/** What a list shows of a case besides where it stands. */
export type ListedFacts = {
  readonly caseNumber: string
  readonly title: Kept | null
  readonly type: string
  readonly category: string
  readonly urgency: Urgency
  readonly channel: string
  readonly origin: Origin
  readonly place: ListedPlace | null
  readonly identityProtected: boolean
  readonly contact: string | null
  readonly registeredAt: string
  readonly updatedAt: string
}

export const noFacts: ListedFacts = {
  caseNumber: '',
  title: null,
  type: 'unstated',
  category: '',
  urgency: 'normal',
  channel: '',
  origin: 'live',
  place: null,
  identityProtected: false,
  contact: null,
  registeredAt: '',
  updatedAt: '',
}

type Codes = { readonly district?: string; readonly street?: string; readonly community?: string }

const codesOf = ({ district, street, community }: Codes) => ({
  district: district ?? null,
  street: street ?? null,
  community: community ?? null,
})

function registered(facts: ListedFacts, data: Registered, envelope: Envelope): ListedFacts {
  const { occurredAt, origin } = envelope.metadata
  return {
    ...facts,
    caseNumber: data.caseNumber,
    title: keep(data.title, envelope, 'title'),
    type: data.type,
    category: data.category.code,
    urgency: data.urgency.value,
    channel: data.channel,
    origin,
    place: data.place ? { ...codesOf(data.place), text: keep(data.place.text, envelope, 'place.text') } : null,
    identityProtected: data.identityProtected,
    contact: data.contact ?? null,
    registeredAt: occurredAt,
    updatedAt: occurredAt,
  }
}

type Reclassified = Extract<CaseEvent, { type: 'CaseReclassified' }>['data']

function reclassified(facts: ListedFacts, { field, to }: Reclassified): ListedFacts {
  if (typeof to === 'string') return { ...facts, [field]: to }
  return { ...facts, place: { ...codesOf(to), text: facts.place?.text ?? null } }
}

type Corrected = Extract<CaseEvent, { type: 'CaseCorrected' }>['data']

function corrected(facts: ListedFacts, { field, to }: Corrected, envelope: Envelope): ListedFacts {
  const said = keep(to, envelope, 'to')
  if (field === 'title') return { ...facts, title: said }
  if (field !== 'place.text') return facts
  return { ...facts, place: { ...(facts.place ?? codesOf({})), text: said } }
}

const facts: Fold<ListedFacts, CaseEvent> = {
  CaseRegistered: registered,
  ImportedReply: unchanged,
  AnsweredDirectly: unchanged,
  Dispatched: unchanged,
  SignedFor: unchanged,
  ContactAttempted: unchanged,
  HandlingNoted: unchanged,
  HandlingReported: unchanged,
  ReportAccepted: unchanged,
  ReportRejected: unchanged,
  ReworkOrdered: unchanged,
  ReturnRequested: unchanged,
  ReturnApproved: unchanged,
  ReturnRejected: unchanged,
  CallbackAttempted: unchanged,
  CallbackRecorded: unchanged,
  Closed: unchanged,
  Reopened: unchanged,
  CaseReclassified: reclassified,
  CaseCorrected: corrected,
  NoteAdded: unchanged,
  ContactLinked: unchanged,
}

type Step = (facts: ListedFacts, data: unknown, envelope: Envelope) => ListedFacts

/** Whatever the event, the row was changed then; a back-dated entry does not make it older. */
const dated =
  (step: Step): Step =>
  (before, data, envelope) => {
    const after = step(before, data, envelope)
    const { occurredAt } = envelope.metadata
    return occurredAt > after.updatedAt ? { ...after, updatedAt: occurredAt } : after
  }

const steps = Object.entries(facts as unknown as Record<string, Step>)
export const listedFactsFold = Object.fromEntries(steps.map(([type, step]) => [type, dated(step)])) as unknown as Fold<
  ListedFacts,
  CaseEvent
>
