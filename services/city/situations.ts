import { dueSoon, ofADay, ofTwoHours } from './burstMain.ts'
import { asksForReturn, decidesReturn } from './course.ts'
import { curious, followedCitizen } from './curious.ts'
import { contacts, dispatches, notes, reports, reviews, signs } from './handling.ts'
import { plantedHotspots } from './hotspots.ts'
import { hourMs, iso, localDay, minuteMs, startOfDay } from './hours.ts'
import { callsAgain, intake } from './intake.ts'
import { Life, type City, type TimedCommand } from './life.ts'
import { phoneOf } from './people.ts'
import { startOf } from './preparedStart.ts'
import { visitsAndCloses } from './visits.ts'

/** A number of its own: nobody else of the city calls with it. */
const repeatCaller = 99_001

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
  /** When the hotspots can be seen. */
  readonly leaderAt: string
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
  const followed = followedCitizen(city, present)
  const told = [...lives, ...followed, dueSoon(city, present, ofADay)].map((life) => life.finished())
  return [...told, curious(city, present, followed)]
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
    leaderAt: iso(present - 24 * hourMs),
    leader: hotspots.map(({ category, street, from, what }) => ({ category, street, from, ...what })),
    auditor: situationOf(disputedReturn(city, present), present),
  }
}
