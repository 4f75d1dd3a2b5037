import { isErased, textOf } from '../api/opened.ts'
import type { TimelineItem } from '../api/types.ts'

/** What the description of an event needs to say things in the language in use. */
export type Speaker = {
  t(key: string, named?: Record<string, unknown>): string
  te(key: string): boolean
  term(list: string, value: string | undefined): string
  short(at: string): string
  unitName(code: string): string
  categoryPath(code: string): readonly string[]
}

type Line = { readonly label: string; readonly text: string; readonly long: boolean }
export type Description = { readonly title: string; readonly lines: readonly Line[] }

type Data = Readonly<Record<string, unknown>>

/** Which closed list a field's value belongs to; `solved` in a report and in a return visit are the same words. */
const lists: Readonly<Record<string, string>> = {
  kind: 'kind',
  way: 'way',
  outcome: 'outcome',
  claimTrue: 'claim',
  solved: 'solved',
  contacted: 'contacted',
  satisfied: 'satisfied',
  whyNot: 'whyNot',
  closureKind: 'closure',
  as: 'link',
}

/** Fields shown for each event, in the order of talk. What is not named stays in the history view. */
const fields: Readonly<Record<string, readonly string[]>> = {
  CaseRegistered: ['channel'],
  ImportedReply: ['text', 'repliedAt'],
  AnsweredDirectly: ['answer', 'source'],
  Dispatched: ['unit', 'kind', 'instruction'],
  SignedFor: [],
  ContactAttempted: ['way', 'outcome', 'at', 'callReference'],
  HandlingNoted: ['text'],
  HandlingReported: ['claimTrue', 'withinDuties', 'solved', 'reasonCode', 'publicAnswer', 'internalMeasure'],
  ReportAccepted: [],
  ReportRejected: ['reason'],
  ReworkOrdered: ['reason'],
  ReturnRequested: ['reasonCode', 'evidence', 'proposedUnit'],
  ReturnApproved: ['reason'],
  ReturnRejected: ['reason'],
  CallbackAttempted: ['channel', 'outcome'],
  CallbackRecorded: ['valid', 'whyNot', 'contacted', 'solved', 'satisfied', 'remark'],
  Closed: ['closureKind', 'reason', 'visitExemption'],
  Reopened: ['reason'],
  CaseReclassified: ['from', 'to', 'reason'],
  CaseCorrected: ['from', 'to', 'reason'],
  NoteAdded: ['text'],
  ContactLinked: ['as', 'text'],
}

const long = new Set([
  'text',
  'answer',
  'instruction',
  'publicAnswer',
  'internalMeasure',
  'evidence',
  'remark',
  'reason',
])

const areaName = (value: object, speaker: Speaker): string =>
  Object.entries(value)
    .filter(([name]) => name === 'district' || name === 'street')
    .map(([, code]) => speaker.unitName(String(code)))
    .join(' ')

function changedValue(value: unknown, field: unknown, speaker: Speaker): string {
  if (typeof value === 'object' && value !== null) return areaName(value, speaker)
  const text = textOf(value) ?? ''
  if (field === 'category') return speaker.categoryPath(text).join(' › ') || text
  return field === 'type' || field === 'urgency' ? speaker.term(field, text) : text
}

type Say = (value: unknown, data: Data, speaker: Speaker, type: string) => string

/** Who comes to us, and how we go to them, are not the same words: 来访, 上门. */
const channelList = (type: string) => (type === 'CallbackAttempted' ? 'way' : 'channel')

const reasonList = (type: string) => (type === 'ReturnRequested' ? 'returnReason' : 'unsolvedReason')

const sayings: Readonly<Record<string, Say>> = {
  unit: (value, _, speaker) => speaker.unitName(String(value)),
  proposedUnit: (value, _, speaker) => speaker.unitName(String(value)),
  at: (value, _, speaker) => speaker.short(String(value)),
  repliedAt: (value, _, speaker) => speaker.short(String(value)),
  reasonCode: (value, _, speaker, type) => speaker.term(reasonList(type), textOf(value)),
  channel: (value, _, speaker, type) => speaker.term(channelList(type), textOf(value)),
  visitExemption: (value, _, speaker) => {
    const { code, reason } = value as { code?: string; reason?: unknown }
    return [speaker.term('exemption', code), textOf(reason)].filter(Boolean).join(speaker.t('common.joiner'))
  },
  // An answer without a source says so: that is what the report on divergent answers counts.
  source: (value, _, speaker) =>
    value === undefined
      ? speaker.t('timeline.noSource')
      : speaker.t('timeline.sourceEntry', { ...(value as { entry: string; version: string }) }),
  from: (value, data, speaker) => changedValue(value, data['field'], speaker),
  to: (value, data, speaker) => changedValue(value, data['field'], speaker),
}

function say(name: string, event: Pick<TimelineItem, 'type' | 'data'>, speaker: Speaker): string {
  const value = event.data[name]
  // What was erased stays visible as erased.
  if (value === null || isErased(value)) return speaker.t('common.erased')
  if (typeof value === 'boolean') return speaker.t(value ? 'common.yes' : 'common.no')
  const saying = sayings[name]
  if (saying) return saying(value, event.data, speaker, event.type)
  const list = lists[name]
  return list ? speaker.term(list, textOf(value)) : (textOf(value) ?? '')
}

/** An event in the words of the hotline: a title, and what was said in it. Unknown events show their type. */
export function describeEvent(event: Pick<TimelineItem, 'type' | 'data'>, speaker: Speaker): Description {
  const key = `timeline.event.${event.type}`
  const field = event.data['field']
  const title = speaker.te(key) ? speaker.t(key, { field: speaker.term('field', textOf(field)) }) : event.type
  const lines = (fields[event.type] ?? [])
    .filter((name) => name === 'source' || (event.data[name] !== undefined && event.data[name] !== ''))
    .map((name) => ({
      label: speaker.t(`timeline.label.${name}`),
      text: say(name, event, speaker),
      long: long.has(name),
    }))
  return { title, lines }
}
