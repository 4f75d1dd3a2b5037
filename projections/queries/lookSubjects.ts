import { notPermittedAnywhere } from '../../services/kernel/notPermitted.ts'
import type { CasePageRow } from '../casePage/casePage.ts'
import { concernedUnits } from '../cases/progress.ts'
import { prepared } from '../kernel/sqlite.ts'
import type { Asking } from './asking.ts'
import { contactRow } from './casePage.ts'
import { reachOf } from './viewer.ts'
import type { QueryWiring } from './wiring.ts'

type About = {
  readonly kind: string
  readonly id: string
  readonly cases: readonly { id: string; caseNumber: string }[]
}

/** What a look was about, and whether the viewer may know of it: the units of the case, or those of the contact. */
export class LookSubjects {
  readonly #wiring: QueryWiring
  readonly #reach: ReturnType<typeof reachOf>
  readonly #known = new Map<string, boolean>()

  constructor(wiring: QueryWiring, { viewer, reference }: Asking) {
    const units = viewer.accessUnits ?? []
    if (units.length === 0) throw notPermittedAnywhere('access.view')
    this.#wiring = wiring
    this.#reach = reachOf({ units }, reference)
  }

  get everything(): boolean {
    return this.#reach.everything
  }

  isMine(subject: string): boolean {
    if (this.#reach.everything) return true
    const known = this.#known.get(subject) ?? this.#unitsOf(subject).some(this.#reach.covers)
    this.#known.set(subject, known)
    return known
  }

  about(subject: string): About {
    const [kind, id] = parted(subject)
    const ids = kind === 'contact' ? this.#casesOf(id) : kind === 'case' ? [id] : []
    const cases = ids.flatMap((each) => {
      const row = this.#case(each)
      return row && this.isMine(`case-${each}`) ? [{ id: each, caseNumber: row.document.caseNumber }] : []
    })
    return { kind, id, cases }
  }

  /**
   * Everything by which somebody looked at the citizen of a case: the case's contacts, those that are said to be the same
   * person, and every case of theirs. Empty where the viewer may not know of the case.
   */
  ofCitizen(caseId: string): string[] {
    const row = this.isMine(`case-${caseId}`) ? this.#case(caseId) : undefined
    if (!row) return []
    const { contact, links } = row.document
    const own = [...(contact === null ? [] : [contact]), ...links.map((link) => link.contact)]
    const { persons, contacts } = this.#samePerson(own)
    const cases = [caseId, ...contacts.flatMap((one) => this.#casesOf(one))]
    const subjects = [
      ...cases.map((one) => `case-${one}`),
      ...contacts.map((one) => `contact-${one}`),
      ...persons.map((one) => `person-${one}`),
    ]
    return [...new Set(subjects)].filter((subject) => subject.startsWith('person-') || this.isMine(subject))
  }

  #samePerson(own: readonly string[]): { persons: readonly string[]; contacts: readonly string[] } {
    const database = this.#wiring.views.read('persons')
    const wanted = JSON.stringify(own)
    const theirs = 'SELECT n FROM links WHERE contact IN (SELECT value FROM json_each(?))'
    const persons = prepared(database, `SELECT id FROM state WHERE n IN (${theirs})`).pluck().all(wanted) as string[]
    const linked = prepared(database, `SELECT DISTINCT contact FROM links WHERE n IN (${theirs})`).pluck().all(wanted)
    return { persons, contacts: [...new Set([...own, ...(linked as string[])])] }
  }

  #unitsOf(subject: string): readonly string[] {
    const [kind, id] = parted(subject)
    const row = kind === 'case' ? this.#case(id) : undefined
    if (row) return concernedUnits(row.progress)
    if (kind !== 'contact') return []
    const desk = contactRow(this.#wiring.views.read('contacts'), id)?.row.unit
    const ofCases = this.#casesOf(id).flatMap((each) => this.#unitsOf(`case-${each}`))
    return desk ? [desk, ...ofCases] : ofCases
  }

  #case(id: string): CasePageRow | undefined {
    const text = prepared(this.#wiring.views.read('casePage'), 'SELECT row FROM state WHERE id = ?').pluck().get(id)
    return text === undefined ? undefined : (JSON.parse(text as string) as CasePageRow)
  }

  #casesOf(contact: string): string[] {
    const sql = 'SELECT id FROM contacted JOIN state USING (n) WHERE contact = ? ORDER BY n'
    return prepared(this.#wiring.views.read('casePage'), sql).pluck().all(contact) as string[]
  }
}

const parted = (subject: string) => {
  const dash = subject.indexOf('-')
  return [subject.slice(0, dash), subject.slice(dash + 1)] as const
}
