import { Chance } from './chance.ts'
import { dateOf, hourMs, isWorkday, minuteMs, startOfDay } from './hours.ts'
import type { City, TimedCommand } from './life.ts'
import { lookAt, pageSeen, timelineSeen, type Look } from './lookAt.ts'
import type { CityRole } from './staff.ts'
import { cityRoot, intakeUnit } from './units.ts'

type Seen = { readonly id: string; readonly contact: string | undefined }

/** So many of the last cases are what those above look into. */
const remembered = 400

const overseers: ReadonlyArray<readonly [role: CityRole, unit: string, cases: readonly [number, number]]> = [
  ['supervisor', intakeUnit, [1, 3]],
  ['leader', cityRoot, [0, 1]],
  ['auditor', cityRoot, [1, 3]],
]

const history = (id: string, ...fields: string[]): Look => ({
  type: 'HistoryViewed',
  data: { subjects: [`case-${id}`], fields },
})

function seenBy(role: CityRole, { id, contact }: Seen, chance: Chance): Look[] {
  const opened = [pageSeen(id, contact), timelineSeen(id)]
  if (role === 'auditor') {
    const exported: Look = { type: 'EvidenceExported', data: { subjects: [`case-${id}`], fields: [] } }
    return [...opened, history(id), history(id, 'replay'), ...(chance.happens(0.12) ? [exported] : [])]
  }
  if (role !== 'supervisor' || contact === undefined || !chance.happens(0.12)) return opened
  const data = { subject: `contact-${contact}`, fields: ['callerNumber'], purpose: 'supervision' as const }
  return [...opened, { type: 'FieldsRevealed', data }]
}

/** Those who work no cases themselves, but look into them: samples, complaints about how a case went, questions from above. */
export class Overseers {
  readonly #city: City
  readonly #recent: Seen[] = []
  readonly #contactOf = new Map<string, string>()

  constructor(city: City) {
    this.#city = city
  }

  /** Learns of the cases that there are. */
  notice({ command, id, life }: TimedCommand): void {
    if (command === 'receiveContact' && !this.#contactOf.has(life)) this.#contactOf.set(life, id)
    if (command !== 'registerCase') return
    this.#recent.push({ id, contact: this.#contactOf.get(life) })
    this.#contactOf.delete(life)
    if (this.#recent.length > remembered) this.#recent.shift()
  }

  /** What they look into on a local day; nothing before an instant. */
  on(day: number, since: number): TimedCommand[] {
    if (startOfDay(day) < since || !isWorkday(day) || this.#recent.length === 0) return []
    return overseers.flatMap(([role, unit, cases]) =>
      this.#city.world.working(role, unit).flatMap((member) => {
        const chance = new Chance(this.#city.world.seed, 'oversees', day, member.login)
        const by = { login: member.login, id: this.#city.ids.account(member.login), role, unit }
        const life = `looks-${dateOf(day)}-${member.login}`
        let at = startOfDay(day) + chance.between(9, 15) * hourMs
        let number = 0
        return Array.from({ length: chance.int(...cases) }).flatMap(() => {
          at = Math.floor(at + chance.around(16) * minuteMs)
          return seenBy(role, chance.pick(this.#recent), chance).map((look) => {
            at += chance.int(8, 70) * 1000
            number += 1
            return lookAt(this.#city, { at, by, life, key: this.#city.ids.step(life, number, 'look'), look })
          })
        })
      }),
    )
  }
}
