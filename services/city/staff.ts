import { Chance } from './chance.ts'
import { personName } from './people.ts'
import { romanisedPerson } from './romanised.ts'
import { cityRoot, intakeUnit, type CityUnit } from './units.ts'

export type CityRole =
  | 'agent'
  | 'dispatcher'
  | 'handler'
  | 'reviewer'
  | 'visitor'
  | 'supervisor'
  | 'leader'
  | 'auditor'
  | 'administrator'

export type StaffMember = {
  readonly login: string
  readonly name: string
  readonly nameEn: string
  readonly unit: string
  readonly grants: ReadonlyArray<{ readonly role: CityRole; readonly unit: string }>
  /** A one-click account of the demo: people sign in with it, the city leaves it alone. */
  readonly demo: boolean
}

/** Unit of the handler's door: pipes burst in every season. */
export const doorUnit = 'water-supply'

const desks: ReadonlyArray<readonly [role: CityRole, count: number, unit: string]> = [
  ['agent', 12, intakeUnit],
  ['dispatcher', 5, intakeUnit],
  ['reviewer', 4, intakeUnit],
  ['visitor', 6, intakeUnit],
  ['supervisor', 3, intakeUnit],
  ['leader', 3, cityRoot],
  ['auditor', 2, cityRoot],
]

/** Login, role, unit in which it holds. The login is the role's name, `admin` for short. */
const demoAccounts: ReadonlyArray<readonly [login: string, role: CityRole, unit: string]> = [
  ['agent', 'agent', intakeUnit],
  ['handler', 'handler', doorUnit],
  ['leader', 'leader', cityRoot],
  ['auditor', 'auditor', cityRoot],
  ['dispatcher', 'dispatcher', intakeUnit],
  ['reviewer', 'reviewer', intakeUnit],
  ['visitor', 'visitor', intakeUnit],
  ['supervisor', 'supervisor', intakeUnit],
  ['admin', 'administrator', cityRoot],
]

type Post = { readonly login: string; readonly role: CityRole; readonly unit: string; readonly demo?: boolean }

function person({ login, role, unit, demo = false }: Post, seed: string): StaffMember {
  const { surname, given } = personName(new Chance(seed, 'staff', login))
  const nameEn = romanisedPerson(surname, given)
  return { login, name: surname + given, nameEn, unit, grants: [{ role, unit }], demo }
}

/** One handler per unit, two where much is handled. */
function handlersOf({ code, parent }: CityUnit): Post[] {
  const count = parent === cityRoot || code.startsWith('9901') ? 1 : 2
  return Array.from({ length: count }, (_, no) => ({ login: `h${no + 1}-${code}`, role: 'handler', unit: code }))
}

export function cityStaff(seed: string, units: readonly CityUnit[]): readonly StaffMember[] {
  const demo = demoAccounts.map(([login, role, unit]) => ({ login, role, unit, demo: true }))
  const desk = desks.flatMap(([role, count, unit]) =>
    Array.from({ length: count }, (_, no) => ({ login: `${role}${String(no + 1).padStart(2, '0')}`, role, unit })),
  )
  const handlers = units.filter(({ handlesCases }) => handlesCases).flatMap(handlersOf)
  return [...demo, ...desk, ...handlers].map((post) => person(post, seed))
}
