import type { Chance } from './chance.ts'
import { lonLat, pointIn } from './geometry.ts'
import { minuteMs } from './hours.ts'
import type { ActsAs, Life } from './life.ts'
import type { Start } from './starts.ts'
import { storyOf, titleOf } from './texts/story.ts'
import { intakeUnit } from './units.ts'

const lines: Partial<Record<Start['channel'], string>> = {
  phone: '12345',
  sms: '12345',
  wechat: 'lanze-fabu',
  app: 'lanze-app',
}

function contactBody({ start, caller, circumstances }: Life, chance: Chance): object {
  const line = lines[start.channel]
  const named = !start.anonymous && chance.happens(0.93)
  return {
    channel: start.channel,
    unit: intakeUnit,
    ...(line !== undefined && { line }),
    language: 'zh-CN',
    ...(named && { callerName: caller.name }),
    callerNumber: caller.number,
    ...(named && chance.happens(0.12) && { callerAddress: `${circumstances.slots['estate'] as string}` }),
    callerKind: start.callerKind,
  }
}

function placeBody({ start, street, district, circumstances }: Life, chance: Chance): object {
  const { community } = start
  const [lon, lat] = lonLat(pointIn(community.shape, chance), 3)
  const { road, spot, estate } = circumstances.slots as Readonly<Record<string, string>>
  const text = chance.pick([`${estate}`, `${road}${spot}`, `${estate}${spot}`, `${road}`])
  const source = start.channel === 'phone' ? chance.pick(['said', 'picked'] as const) : 'geocoded'
  return {
    district: district.code,
    street: street.code,
    community: community.code,
    lon,
    lat,
    source,
    precision: 200,
    text,
  }
}

function categoryBody({ start }: Life, chance: Chance): object {
  const { code } = start.matter
  if (!chance.happens(0.35)) return { code, chosenBy: 'person' }
  const accepted = chance.happens(0.87)
  const suggested = {
    code: accepted ? code : `${code.slice(0, 4)}01`,
    score: Number(chance.between(0.52, 0.98).toFixed(2)),
  }
  return {
    code,
    chosenBy: 'person',
    suggested: { ...suggested, version: 'keywords-1', accepted: suggested.code === code },
  }
}

function elementsOf({ circumstances }: Life, chance: Chance): object {
  if (!chance.happens(0.15)) return {}
  const { when, road, spot, matter } = circumstances.slots as Readonly<Record<string, string>>
  return { elements: { time: when, place: `${road}${spot}`, cause: matter } }
}

/** By which way the answer should come, where it is not a call back. */
function answerWanted({ replyWanted, channel }: Start): object {
  if (!replyWanted || channel === 'phone') return { replyWanted }
  return { replyWanted, replyChannel: channel === 'wechat' || channel === 'app' ? channel : 'phone' }
}

function caseBody(life: Life, contact: string, chance: Chance): object {
  const { start, circumstances } = life
  const { type, urgency, channel } = start
  return {
    contact,
    type,
    title: titleOf(chance, circumstances),
    story: storyOf(start.matter, chance, circumstances),
    ...elementsOf(life, chance),
    callerKind: start.callerKind,
    identity: start.anonymous ? 'anonymous' : 'real-name',
    ...answerWanted(start),
    publishConsent: chance.happens(0.3),
    ...(chance.happens(0.12) && { peopleAffected: chance.int(2, 300) }),
    ...(circumstances.party !== undefined && { party: circumstances.party }),
    place: placeBody(life, chance),
    category: categoryBody(life, chance),
    urgency: { value: urgency, chosenBy: urgency === 'normal' ? 'rule' : 'person' },
    language: 'zh-CN',
    intakeUnit,
    channel,
  }
}

/** The call is taken and the case registered while the citizen talks. Answers the agent. */
export function intake(life: Life): ActsAs {
  const agent = life.somebody('agent', intakeUnit)
  const contact = receives(life, agent, life.at)
  life.at += life.chance.around(3.2, 0.4) * minuteMs
  const key = life.keyOf('registerCase')
  life.caseId = life.city.ids.created('case', agent.id, key)
  life.onCase('registerCase', agent, (_, chance) => caseBody(life, contact, chance))
  return agent
}

/** A contact is received; answers its id. */
export function receives(life: Life, agent: ActsAs, at: number): string {
  const id = life.city.ids.created('contact', agent.id, life.keyOf('receiveContact'))
  const { person, callerKind: kind, anonymous } = life.start
  const known = !anonymous && { caller: { person, name: life.caller.name, kind } }
  const body = (_: unknown, chance: Chance) => contactBody(life, chance)
  life.does({ room: 'contacts', command: 'receiveContact', id, by: agent, ...known, body }, at)
  return id
}

/** Answered and closed while the citizen is on the line. */
export function answers(life: Life, agent: ActsAs): void {
  life.at += life.chance.around(1.6, 0.5) * minuteMs
  const entry = `kb-${life.start.matter.code}`
  life.onCase('answerDirectly', agent, (text, chance) => ({
    answer: text.answer(),
    ...(chance.happens(0.7) && { source: { entry, version: '1' } }),
    close: true,
  }))
}

/** Later contacts of the same citizen about the same case. */
export function callsAgain(life: Life, as: 'progress' | 'supplement' | 'urge' | 'withdrawal', at: number): void {
  const agent = life.somebody('agent', intakeUnit)
  const contact = receives(life, agent, at)
  const { caseId } = life
  life.onCase('linkContact', agent, (text) => ({ contact, as, text: text.laterContact(as) }), at + 2 * minuteMs)
  const body = () => ({ disposition: 'existing-case', cases: [caseId] })
  life.does({ room: 'contacts', command: 'disposeContact', id: contact, by: agent, body }, at + 3 * minuteMs)
}
