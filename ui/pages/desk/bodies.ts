import type { CaseBody, DisposeContactBody, ReceiveContactBody } from '../../api/bodies.ts'
import { instantFromLocal } from '../../format/zone.ts'
import { templateOf, titleIn, typeOf } from './draft.ts'
import type { Draft } from './draft.ts'
import { suggestionVersion } from './suggestCategory.ts'
import type { Suggestion } from './suggestCategory.ts'

type Registration = CaseBody<'registerCase'>

/** Leaves out what nobody filled: the log must not say more than was said. */
function filled<Fields extends Record<string, string>>(fields: Fields): Partial<Fields> {
  const entries = Object.entries(fields).map(([name, value]) => [name, value.trim()])
  return Object.fromEntries(entries.filter(([, value]) => value !== '')) as Partial<Fields>
}

/** A call is received while it is registered; everything else says when it arrived. */
function receivedAt(draft: Draft): { receivedAt?: string } {
  const at = templateOf(draft.channel) === 'call' ? undefined : instantFromLocal(draft.receivedAt)
  return at ? { receivedAt: at } : {}
}

export const contactBody = (draft: Draft): ReceiveContactBody => ({
  channel: draft.channel,
  unit: draft.unit,
  callerKind: draft.callerKind,
  ...receivedAt(draft),
  ...filled({ callerName: draft.callerName, callerNumber: draft.callerNumber, callerAddress: draft.callerAddress }),
})

export type Area = { readonly code: string; readonly path: readonly string[] }

/** A place of the dictionary, or an area of the organisation's tree: district, street, community. */
function codesOf({ code, path }: Area) {
  const [district = code, street = '', community = ''] = path
  return filled({ district, street, community })
}

function placeOf(draft: Draft, area: Area | undefined): Registration['place'] {
  const text = filled({ text: draft.address })
  if (area) return { ...codesOf(area), source: 'picked', ...text }
  return text.text === undefined ? undefined : { source: 'said', ...text }
}

/** What was proposed stands beside what was chosen, also where the agent chose otherwise. */
function categoryOf({ category }: Draft, suggestion: Suggestion | undefined): Registration['category'] {
  const chosen = { code: category, chosenBy: 'person' as const }
  if (!suggestion) return chosen
  const accepted = suggestion.code === category
  return { ...chosen, suggested: { ...suggestion, version: suggestionVersion, accepted } }
}

export type About = {
  readonly contact: string
  readonly area?: Area | undefined
  readonly suggestion?: Suggestion | undefined
}

/** @throws nothing; call it only when `missingIn` is empty, since the type and category must be chosen. */
export function caseBody(draft: Draft, { contact, area, suggestion }: About): Registration {
  const elements = filled(draft.elements)
  const place = placeOf(draft, area)
  const people = Number.parseInt(draft.people, 10)
  return {
    contact,
    type: typeOf(draft) || 'other',
    title: titleIn(draft),
    story: draft.story.trim(),
    callerKind: draft.callerKind,
    identity: draft.identity,
    identityProtected: draft.identityProtected,
    replyWanted: draft.replyWanted,
    publishConsent: draft.publishConsent,
    category: categoryOf(draft, suggestion),
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

export function answerBody(draft: Draft): CaseBody<'answerDirectly'> {
  const entry = draft.sourceEntry.trim()
  const version = draft.sourceVersion.trim()
  return { answer: draft.answer.trim(), close: true, ...(entry && version ? { source: { entry, version } } : {}) }
}

export const disposalBody = ({ mode }: Draft, caseId: string): DisposeContactBody => ({
  disposition: mode === 'answer' ? 'answered' : 'new-matter',
  cases: [caseId],
})

/** What was said stands beside the reason, so that nothing that was written is lost. */
export const noMatterBody = ({ story }: Draft, reason: string): DisposeContactBody => ({
  disposition: 'none',
  reason: [reason, story.trim()].filter(Boolean).join('\n'),
})

export const linkKinds = ['urge', 'progress', 'supplement', 'withdrawal'] as const
export type LinkKind = (typeof linkKinds)[number]

export const linkBody = (draft: Draft, contact: string, as: LinkKind): CaseBody<'linkContact'> => ({
  contact,
  as,
  ...filled({ text: draft.story }),
})
