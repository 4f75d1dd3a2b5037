import { matterByCode } from './categories.ts'
import { Chance } from './chance.ts'
import { asksForReturn, decidesReturn } from './course.ts'
import { contacts, dispatches, notes, reports, reviews, signs } from './handling.ts'
import { plantedHotspots } from './hotspots.ts'
import { hourMs, iso, localDay, minuteMs, startOfDay } from './hours.ts'
import { callsAgain, intake } from './intake.ts'
import { Life, type City, type TimedCommand } from './life.ts'
import { phoneOf } from './people.ts'
import { doorUnit } from './staff.ts'
import type { Start } from './starts.ts'
import { visitsAndCloses } from './visits.ts'

/** A number of its own: nobody else of the city calls with it. */
const repeatCaller = 99_001

type Told = Pick<Start, 'life' | 'at' | 'type' | 'urgency'> & { readonly code: string; readonly person: number }

function startOf({ world }: City, { code, ...told }: Told): Start {
  const chance = new Chance(world.seed, 'situation', told.life)
  const community = chance.pick(world.communitiesOf(chance.pick(world.streets).code))
  const same = {
    channel: 'phone',
    callerKind: 'person',
    anonymous: false,
    replyWanted: true,
    estate: undefined,
  } as const
  return { ...told, ...same, community, matter: matterByCode(code) }
}

/** A quarter past ten, some days before the present: the phones are always answered. */
const daysBefore = (present: number, days: number): number => startOfDay(localDay(present) - days) + 10.25 * hourMs

/** The agent: somebody calls for the third time; the case of nine days ago is still open, and nobody has reported. */
function openOfRepeatCaller(city: City, present: number): Life {
  const at = daysBefore(present, 9)
  const life = new Life(
    startOf(city, {
      life: 'door-agent',
      at,
      type: 'complaint',
      urgency: 'normal',
      code: '010405',
      person: repeatCaller,
    }),
    city,
  )
  intake(life)
  const task = dispatches(life, 'housing-property', true)
  signs(life, task)
  contacts(life, task)
  notes(life, task)
  callsAgain(life, 'progress', daysBefore(present, 4))
  callsAgain(life, 'urge', daysBefore(present, 1))
  return life
}

/** An earlier matter of the same caller, long closed. */
function earlierOfRepeatCaller(city: City, present: number): Life {
  const at = daysBefore(present, 75)
  const life = new Life(
    startOf(city, {
      life: 'door-agent-earlier',
      at,
      type: 'help',
      urgency: 'normal',
      code: '010403',
      person: repeatCaller,
    }),
    city,
  )
  intake(life)
  const task = dispatches(life, 'market-lift', true)
  signs(life, task)
  contacts(life, task)
  reports(life, task)
  reviews(life, task)
  visitsAndCloses(life, task)
  return life
}

/** A limit that runs day and night, so that it is near at any hour of any day; `dispatched` minutes ago. */
type Limit = { readonly name: string; readonly urgency: 'urgent' | 'critical'; readonly dispatched: number }

/** Begins before the hours that are held back: it is there as soon as history is. */
const ofADay: Limit = { name: 'door-handler', urgency: 'urgent', dispatched: 24 * 60 - 40 }
const ofTwoHours = (name: string): Limit => ({ name, urgency: 'critical', dispatched: 80 })

/** The handler: a main has burst, and forty minutes of the limit are left. Nobody does it but the visitor. */
function dueSoon(city: City, present: number, { name, urgency, dispatched }: Limit): Life {
  const from = present - dispatched * minuteMs
  const life = new Life(
    startOf(city, { life: name, at: from - 4 * minuteMs, type: 'help', urgency, code: '090105', person: 99_002 }),
    city,
  )
  intake(life)
  moveTo(life, from - minuteMs)
  const task = dispatches(life, doorUnit, true)
  // The clock runs from here.
  moveTo(life, from)
  signs(life, task)
  moveTo(life, from + 9 * minuteMs)
  const reached = { assignmentId: task.assignment, way: 'phone', outcome: 'reached' }
  life.onCase('recordContactAttempt', task.handler, () => reached, from + 16 * minuteMs)
  return life
}

/** Puts the step that was written last at a set time. */
function moveTo(life: Life, at: number): void {
  const command = life.commands.pop()
  if (command) life.commands.push({ ...command, at })
  life.at = at
}

/** The auditor: a unit asks to give it back, is refused, asks again with better evidence, is refused and then heard. */
function disputedReturn(city: City, present: number): Life {
  const at = daysBefore(present, 13)
  const life = new Life(
    startOf(city, { life: 'door-auditor', at, type: 'complaint', urgency: 'normal', code: '010404', person: 99_003 }),
    city,
  )
  intake(life)
  const task = dispatches(life, life.street.code, true)
  signs(life, task)
  for (const agreed of [false, false, true]) {
    life.at += life.chance.between(18, 35) * minuteMs
    asksForReturn(life, task, agreed ? 'housing-property' : undefined)
    life.at += life.chance.between(8, 15) * minuteMs
    decidesReturn(life, task, agreed)
  }
  const next = dispatches(life, 'housing-property', true)
  signs(life, next)
  contacts(life, next)
  return life
}

export type Situations = {
  /** What the agent's caller dials with, and the open case. */
  readonly agent: Situation & { readonly number: string }
  readonly handler: Situation & { readonly dueAt: string }
  readonly leader: ReadonlyArray<{
    readonly category: string
    readonly street: string
    readonly from: string
    readonly zh: string
    readonly en: string
  }>
  readonly auditor: Situation
}

/** `at`: when on the city's clock all of it is there. */
export type Situation = { readonly caseId: string; readonly at: string }

/** The prepared situations as command lists; `present` is when somebody first signs in. */
export function situationsAt(city: City, present: number): readonly (readonly TimedCommand[])[] {
  const lives = [openOfRepeatCaller, earlierOfRepeatCaller, disputedReturn].map((make) => make(city, present))
  return [...lives, dueSoon(city, present, ofADay)].map((life) => life.finished())
}

/** Fresh ones begin so long before the present. */
export const freshMs = 84 * minuteMs

/** What has to be prepared anew when the demo is started on another day: a deadline that is near. */
export function situationsAgain(city: City, present: number): readonly TimedCommand[] {
  const name = `door-handler-${iso(present).slice(0, 16).replaceAll(/\D/g, '')}`
  return dueSoon(city, present, ofTwoHours(name)).finished()
}

function situationOf(life: Life, present: number): Situation {
  const { at } = life.finished().findLast((command) => command.at <= present) ?? life
  return { caseId: life.caseId, at: iso(at) }
}

/** Where the prepared situations are found. */
export function situationsOf(city: City, present: number): Situations {
  const hotspots = plantedHotspots(city.world, present)
  const handler = situationOf(dueSoon(city, present, ofADay), present)
  return {
    agent: { number: phoneOf(repeatCaller), ...situationOf(openOfRepeatCaller(city, present), present) },
    handler: { ...handler, dueAt: iso(present + 40 * minuteMs) },
    leader: hotspots.map(({ category, street, from, what }) => ({ category, street, from, ...what })),
    auditor: situationOf(disputedReturn(city, present), present),
  }
}
