import { noProgress, type Part, type Progress } from '../../projections/cases/progress.ts'
import type { Searchable } from '../../projections/caseSearch/searchable.ts'
import type { AnyProjection, Tables } from '../../projections/kernel/projection.ts'
import { ProjectionFile } from '../../projections/kernel/projectionFile.ts'
import type { WorkListRow } from '../../projections/workList/workList.ts'
import { sealValue } from '../../services/kernel/personal.ts'
import type { Category, ReferenceData, Unit } from '../../services/kernel/reference.ts'
import { seeded } from '../support/aCityOfFacts.ts'
import { benchKey, benchVault } from './projectionEvents.ts'

const random = seeded(20261124)
const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value
/** Few are frequent and many are rare, as words and categories are. */
const skewed = (count: number): number => Math.floor(count * random() ** 2.5)

const unitPath = (unit: number) => ['city', `d${unit % 12}`, `b${unit % 60}`, `u${unit}`]
const leafUnits = 600
const leafCategories = 200
const categoryPath = (leaf: number) => [`k${leaf % 10}`, `m${leaf % 50}`, `c${leaf}`]

/** 5,000 words of two characters; the most frequent stands in every seventh story, half of them in one of 250. */
const words = Array.from({ length: 5_000 }, (_, index) =>
  String.fromCodePoint(0x4e00 + ((index * 7_919) % 3_500), 0x4e00 + ((index * 104_729) % 3_481)),
)
const someIndex = () => Math.floor(words.length * random() ** 1.6)
const storyOf = () => Array.from({ length: 30 }, () => words[someIndex()] ?? '').join('')
export const someWord = () => words[someIndex()] ?? ''

const start = Date.parse('2023-01-01T00:00:00.000Z')
const iso = (at: number) => new Date(at).toISOString()

function due(clock: 'sign' | 'firstContact' | 'handle' | 'review' | 'visit' | 'dispatch', at: number) {
  const rule = { ruleId: 'r', policyVersion: 0, calendarVersion: 0, amount: 5, unit: 'days' } as const
  return { clock, ...rule, startedAt: iso(at), dueAt: iso(at + 86_400_000 * (1 + random() * 10)) }
}

function progressOf(at: number, isOld: boolean): Progress {
  const base = { ...noProgress, intakeUnit: 'hotline', reachable: true, visitNeeded: true }
  const open = !isOld || random() < 0.02
  if (open && random() < 0.1) return { ...base, status: 'open', clocks: [due('dispatch', at)] }
  const unit = skewed(leafUnits)
  const step = open ? pick(['sign', 'contact', 'report', 'report', 'review', 'done'] as const) : 'done'
  const clocks = [due('sign', at), due('firstContact', at), due('handle', at), due('review', at), due('visit', at)]
  const part: Part = {
    id: 'a1',
    unit: `u${unit}`,
    kind: 'primary',
    parent: null,
    round: 1,
    step,
    dispatchedAt: iso(at),
    signedAt: null,
    clocks,
    pendingReturn: null,
  }
  return { ...base, status: open ? 'open' : 'closed', parts: [part] }
}

const key = (text: string, id: string, field: string) => {
  const value = sealValue(text, benchKey, { stream: `case-${id}`, commandId: 'command', field })
  return { value, by: 'command', at: field }
}

/** One case of a city that has taken `count` of them in four years; the last tenth is mostly still open. */
function rowsOf(n: number, count: number): { list: WorkListRow; search: Searchable } {
  const at = start + (n / count) * 4 * 365 * 86_400_000 - random() * 3_600_000
  const id = `case${n}`
  const identityProtected = random() < 0.02
  const caseNumber = `20260101${String(n % 1_000_000).padStart(6, '0')}7`
  const title = key(storyOf().slice(0, 12), id, 'title')
  const facts = {
    caseNumber,
    title,
    type: pick([
      'complaint',
      'complaint',
      'complaint',
      'help',
      'help',
      'consultation',
      'suggestion',
      'report',
      'praise',
    ]),
    category: `c${skewed(leafCategories)}`,
    urgency: random() < 0.08 ? 'urgent' : random() < 0.02 ? 'critical' : 'normal',
    channel: pick(['phone', 'phone', 'phone', 'web', 'app', 'wechat', 'mail', 'letter']),
    origin: n < count * 0.1 ? 'import' : 'live',
    place: { district: `d${n % 12}`, street: null, community: null, text: null },
    identityProtected,
    contact: null,
    registeredAt: iso(at),
    updatedAt: iso(at + random() * 20 * 86_400_000),
  } as const
  const texts = { title, story: key(storyOf(), id, 'story') }
  const list = { facts, progress: progressOf(at, n < count * 0.9) }
  return { list, search: { caseNumber, identityProtected, texts } }
}

type Target = { readonly file: ProjectionFile; readonly tables: Tables<unknown> }

function targetOf(projection: AnyProjection, file: string): Target {
  const opened = new ProjectionFile(projection, file, benchVault)
  return { file: opened, tables: projection.tables(opened.database, benchVault) }
}

const perCommit = 20_000

/** Writes rows as commits would, without the events that lead to them. */
export async function writeRows(
  count: number,
  files: { list: [AnyProjection, string]; search: [AnyProjection, string] },
) {
  const targets = { list: targetOf(...files.list), search: targetOf(...files.search) }
  for (let first = 1; first <= count; first += perCommit) {
    const ns = Array.from({ length: Math.min(perCommit, count - first + 1) }, (_, index) => first + index)
    const rows = ns.map((n) => ({ n, ...rowsOf(n, count) }))
    for (const name of ['list', 'search'] as const) {
      const { file, tables } = targets[name]
      const changes = rows.map((row) => ({
        id: `case${row.n}`,
        n: row.n,
        before: undefined,
        after: row[name],
        events: [],
      }))
      await tables.prepare?.(changes)
      const insert = file.database.prepare('INSERT INTO state VALUES (?, ?, 0, ?)')
      file.database.transaction(() => {
        for (const change of changes) {
          insert.run(change.n, change.id, JSON.stringify(change.after))
          tables.save(change)
        }
        tables.flush?.()
      })()
    }
  }
  for (const { file } of Object.values(targets)) {
    file.finish()
    file.close()
  }
}

const unitOf = (code: string, path: readonly string[]): Unit => ({
  code,
  name: code,
  parent: path.at(-2) ?? null,
  path,
  level: path.length,
  handlesCases: true,
  inForceFrom: iso(start),
})

/** Units in four levels, categories in three. */
export function benchReference(): ReferenceData {
  const units = new Map<string, Unit>([['hotline', unitOf('hotline', ['city', 'hotline'])]])
  for (let leaf = 0; leaf < leafUnits; leaf += 1) {
    const path = unitPath(leaf)
    for (const [depth, code] of path.entries()) units.set(code, unitOf(code, path.slice(0, depth + 1)))
  }
  const categories = new Map<string, Category>()
  for (let leaf = 0; leaf < leafCategories; leaf += 1) {
    const whole = categoryPath(leaf)
    for (const [depth, code] of whole.entries()) {
      const path = whole.slice(0, depth + 1)
      categories.set(code, {
        code,
        name: code,
        parent: path.at(-2) ?? null,
        path,
        names: path,
        level: depth + 1,
        leaf: depth === 2,
      })
    }
  }
  return {
    versions: { organisation: 0, categories: 0, calendar: 0, policy: 0 },
    at: iso(start),
    timeZone: 'Asia/Shanghai',
    unit: (code) => units.get(code),
    units: () => [...units.values()],
    isWithin: (unit, ancestor) => units.get(unit)?.path.includes(ancestor) ?? false,
    category: (code) => categories.get(code),
    categories: () => [...categories.values()],
    due: () => {
      throw new Error('nothing starts a clock here')
    },
  }
}
