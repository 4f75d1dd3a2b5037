import type { Client } from '../support/house.ts'
import { concerned, may, type Grant } from './matrixExpectation.ts'

/** What north keeps: dispatched to bay, not dispatched, and of a caller whose identity is protected. */
export type Kept = {
  readonly sent: string
  readonly waiting: string
  readonly hidden: string
  readonly contact: string
  readonly hiddenContact: string
}

type Rows = { readonly rows: readonly { id: string; nextStep: string }[]; readonly total: number }

const idsOf = ({ rows }: Rows) => rows.map(({ id }) => id).toSorted()
const parts = ['', '/timeline', '/history', '/evidence']
const word = encodeURIComponent('路灯')

type Called = {
  contacts: { total: number }
  cases: { open: { id: string }[]; openTotal: number; hidden: number }
  known: boolean
}

/** All three called from one number. */
async function callerSeenBy(client: Client) {
  const { status, body } = await client.send('POST', '/api/callers/search', { number: '138 0000 0000' })
  if (status !== 200) return { status }
  const { contacts, cases, known } = body as unknown as Called
  const open = cases.open.map(({ id }) => id).toSorted()
  return { status, contacts: contacts.total, open, openTotal: cases.openTotal, hidden: cases.hidden, known }
}

/** Everything that shows a viewer cases, or the people behind them. */
export async function sightOf(client: Client, { sent, waiting, hidden, contact, hiddenContact }: Kept, after: string) {
  const ask = async (path: string) => (await client.get(`/api/${path}`)).body as unknown
  const statuses = async (id: string) =>
    Promise.all(parts.map(async (part) => (await client.get(`/api/cases/${id}${part}`)).status))
  const reveal = async (of: string, about: string) => {
    const body = { fields: ['callerName'], purpose: 'handle-case', case: about }
    return (await client.send('POST', `/api/contacts/${of}/reveal`, body)).status
  }
  const list = (await ask(`work-list?after=${after}`)) as Rows & { counts: Record<string, number> }
  const { total, steps } = (await ask('counts')) as { total: number; steps: Record<string, number> }
  const search = (await ask(`search?q=${word}`)) as Rows
  const alike = await client.send('POST', '/api/cases/alike', { text: '小区门口的路灯坏了一周，晚上很黑。' })
  return {
    called: await callerSeenBy(client),
    alike: idsOf(alike.body as unknown as Rows),
    listed: idsOf(list),
    totals: [list.total, total],
    counts: [list.counts, steps],
    countedByHand: Object.fromEntries(
      Object.keys(steps).map((step) => [step, list.rows.filter(({ nextStep }) => nextStep === step).length]),
    ),
    found: idsOf(search),
    foundTotal: search.total,
    narrowed: idsOf((await ask(`work-list?q=${word}`)) as Rows),
    opened: { sent: await statuses(sent), waiting: await statuses(waiting), hidden: await statuses(hidden) },
    revealed: [await reveal(contact, sent), await reveal(hiddenContact, hidden)],
  }
}

type Name = 'sent' | 'waiting' | 'hidden'
const names: readonly Name[] = ['sent', 'waiting', 'hidden']

function expectedCaller(grants: readonly Grant[], kept: Kept, sees: Readonly<Record<Name, boolean>>) {
  const searches = ['root', 'north', 'lake', 'south', 'bay'].some((unit) => may(grants, 'person.search', [unit]))
  if (!searches) return { status: 403 }
  const atDesk = may(grants, 'person.search', ['north'])
  const contacts = names.filter((name) => sees[name] || (atDesk && name !== 'hidden')).length
  const open = names.flatMap((name) => (sees[name] ? [kept[name]] : [])).toSorted()
  const hidden = names.filter((name) => name !== 'hidden' && !sees[name]).length
  return { status: 200, contacts, open, openTotal: open.length, hidden, known: true }
}

const steps = ['dispatch', 'sign', 'contact', 'report', 'decide-return', 'review', 'visit', 'close', 'none', 'unknown']
const noSteps = Object.fromEntries(steps.map((step) => [step, 0]))

/** The same by the bundles alone. */
export function expectedSight(grants: readonly Grant[], kept: Kept) {
  const north = ['north']
  const sees = {
    sent: may(grants, 'case.view', concerned),
    waiting: may(grants, 'case.view', north),
    hidden: may(grants, 'case.view', north) && may(grants, 'case.view-protected', north),
  }
  const visible = (['sent', 'waiting', 'hidden'] as const).filter((name) => sees[name])
  const ids = (names: readonly (keyof typeof sees)[]) => names.map((name) => kept[name]).toSorted()
  const searchable = ids(visible.filter((name) => name !== 'hidden'))
  const opened = (name: keyof typeof sees, around: readonly string[]) => {
    if (!sees[name]) return [404, 404, 404, 404]
    return [200, 200, ...['history.view', 'evidence.export'].map((asked) => (may(grants, asked, around) ? 200 : 403))]
  }
  /** Whose case cannot be seen is not there. */
  const revealed = (name: 'sent' | 'hidden', around: readonly string[]) => {
    if (!sees[name]) return 404
    return may(grants, 'person.reveal', around) ? 200 : 403
  }
  const dispatch = visible.filter((name) => name !== 'sent').length
  const counts = { ...noSteps, dispatch, sign: visible.length - dispatch }
  return {
    called: expectedCaller(grants, kept, sees),
    alike: searchable,
    listed: ids(visible),
    totals: [visible.length, visible.length],
    counts: [counts, counts],
    countedByHand: counts,
    found: searchable,
    foundTotal: searchable.length,
    narrowed: searchable,
    opened: { sent: opened('sent', concerned), waiting: opened('waiting', north), hidden: opened('hidden', north) },
    revealed: [revealed('sent', concerned), revealed('hidden', north)],
  }
}
