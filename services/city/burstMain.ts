import { dispatches, signs } from './handling.ts'
import { minuteMs } from './hours.ts'
import { intake } from './intake.ts'
import { Life, type City } from './life.ts'
import { startOf } from './preparedStart.ts'
import { doorUnit } from './staff.ts'

/** A limit that runs day and night, so that it is near at any hour of any day; `dispatched` minutes ago. */
type Limit = { readonly name: string; readonly urgency: 'urgent' | 'critical'; readonly dispatched: number }

/** Begins before the hours that are held back: it is there as soon as history is. */
export const ofADay: Limit = { name: 'door-handler', urgency: 'urgent', dispatched: 24 * 60 - 40 }
export const ofTwoHours = (name: string): Limit => ({ name, urgency: 'critical', dispatched: 80 })

/** The handler: a main has burst, and forty minutes of the limit are left. Nobody does it but the visitor. */
export function dueSoon(city: City, present: number, { name, urgency, dispatched }: Limit): Life {
  const from = present - dispatched * minuteMs
  const life = new Life(
    startOf(city, { life: name, at: from - 4 * minuteMs, type: 'help', urgency, code: '090105', person: 99_002 }),
    city,
  )
  intake(life)
  moveTo(life, from - minuteMs)
  tells(life, burst(life))
  const task = dispatches(life, doorUnit, true)
  // The clock runs from here.
  moveTo(life, from)
  signs(life, task)
  moveTo(life, from + 9 * minuteMs)
  const reached = { assignmentId: task.assignment, way: 'phone', outcome: 'reached' }
  life.onCase('recordContactAttempt', task.handler, () => reached, from + 16 * minuteMs)
  return life
}

/** What the caller says: it must fit what happens then. */
function burst({ street, circumstances: { slots } }: Life): { title: string; story: string } {
  const { road, estate, spot } = slots as Readonly<Record<string, string>>
  const title = `${road}水管爆裂，路面大量冒水`
  const where = `${street.name}${road}${spot}，靠近${estate}`
  return {
    title,
    story: `${where}，地下水管爆了，水从路面缝里往外冒，半条街都是水，附近几栋楼也停水了。请马上派人抢修。`,
  }
}

/** The step that was written last says this. */
function tells(life: Life, said: object): void {
  const command = life.commands.pop()
  if (command) life.commands.push({ ...command, body: () => ({ ...command.body(), ...said }) })
}

/** Puts the step that was written last at a set time. */
function moveTo(life: Life, at: number): void {
  const command = life.commands.pop()
  if (command) life.commands.push({ ...command, at })
  life.at = at
}
