import { Chance } from './chance.ts'
import { hourMs, localDay, minuteMs, startOfDay } from './hours.ts'
import { answers, intake } from './intake.ts'
import { Life, type ActsAs, type City, type TimedCommand } from './life.ts'
import { lookAt, pageSeen, timelineSeen, type Look } from './lookAt.ts'
import { startOf } from './preparedStart.ts'
import { intakeUnit } from './units.ts'

/** Somebody whom one of the staff cannot leave alone: the oddity that the auditor may find in the log of looks. */
const followed = 99_004

/** Days before the present on which the citizen called, and what about; all long answered. */
const calls: ReadonlyArray<readonly [days: number, code: string]> = [
  [214, '090101'],
  [163, '010201'],
  [121, '060201'],
  [74, '010404'],
  [37, '010103'],
  [19, '010405'],
]

/** Nights on which somebody looked, in days before the present. */
const nights = [12, 10, 9, 7, 5, 4, 1]
/** On these all of it is opened and shown, so that the day stands out beside those of colleagues. */
const wholeNights: readonly number[] = [12, 1]

export function followedCitizen(city: City, present: number): readonly Life[] {
  return calls.map(([days, code], index) => {
    const at = startOfDay(localDay(present) - days) + (9.5 + index) * hourMs
    const told = { type: 'complaint', urgency: 'normal', person: followed } as const
    const life = new Life(startOf(city, { ...told, life: `door-followed-${index}`, at, code }), city)
    answers(life, intake(life))
    return life
  })
}

/** An agent who never took one of these calls. */
function onlooker({ world, ids }: City, lives: readonly Life[]): ActsAs {
  const involved = new Set(lives.flatMap(({ commands }) => commands.map(({ by }) => by.login)))
  const agents = world.working('agent', intakeUnit)
  const one = agents.findLast(({ login }) => !involved.has(login)) ?? agents[0]
  if (!one) throw new Error('the city has no agents')
  return { login: one.login, id: ids.account(one.login), role: 'agent', unit: intakeUnit }
}

function seenIn({ caseId, commands }: Life, chance: Chance, share: number): Look[] {
  const contact = commands.find(({ command }) => command === 'receiveContact')?.id ?? ''
  const fields = chance.happens(0.5) ? ['callerNumber', 'callerName'] : ['callerNumber', 'callerName', 'callerAddress']
  const shown: Look = {
    type: 'FieldsRevealed',
    data: { subject: `contact-${contact}`, fields, purpose: 'verify-identity' },
  }
  return [pageSeen(caseId, contact), timelineSeen(caseId), ...(chance.happens(share) ? [shown] : [])]
}

/** In seven nights of two weeks, the same citizen's cases again and again; nothing was done with any of them. */
export function curious(city: City, present: number, lives: readonly Life[]): readonly TimedCommand[] {
  const by = onlooker(city, lives)
  const life = 'door-followed-looks'
  const looks: TimedCommand[] = []
  for (const night of nights) {
    const chance = new Chance(city.world.seed, life, night)
    let at = startOfDay(localDay(present) - night) + chance.between(1.2, 3.1) * hourMs
    const isWhole = wholeNights.includes(night)
    const opened = isWhole ? lives : chance.shuffled(lives).slice(0, chance.int(3, 5))
    for (const look of opened.flatMap((each) => seenIn(each, chance, isWhole ? 1 : 0.6))) {
      at = Math.floor(at + chance.between(0.3, 2.4) * minuteMs)
      looks.push(lookAt(city, { at, by, life, key: city.ids.step(life, looks.length, 'look'), look }))
    }
  }
  return looks
}
