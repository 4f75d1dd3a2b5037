import type { Read } from './caseOracle.ts'

/** Whose time lies in a window counts; `at` is the as-of moment. */
export type Look = { readonly isIn: (instant: string | undefined) => boolean; readonly at: string }
type Weigh = (one: Read) => number
type Parts = Readonly<Record<string, Weigh>>

const when =
  (holds: (one: Read) => boolean | undefined): Weigh =>
  (one) =>
    Number(holds(one) === true)
const said = (field: string, word: string) => (one: Read) => one.visit?.[field] === word

function closedParts({ isIn }: Look) {
  const isClosed = (one: Read) => isIn(one.closed)
  const isValid = (one: Read) => isClosed(one) && one.visit?.['valid'] === true
  const who = (field: string, word: string) => when((one) => isValid(one) && said(field, word)(one))
  const base = { denominator: when(isValid), closed: when(isClosed) }
  const satisfied = { satisfied: who('satisfied', 'satisfied'), basically: who('satisfied', 'basically') }
  const [contacted, solved] = [who('contacted', 'yes'), who('solved', 'yes')]
  return {
    'response-rate': { numerator: contacted, ...base },
    'resolution-rate': { numerator: solved, ...base },
    'satisfaction-rate': { ...satisfied, ...base },
    'unit-ranking': { contacted, solved, ...satisfied, ...base },
    'handling-time': { cases: when((one) => isClosed(one) && one.dispatched !== undefined) },
    'rework-rate': {
      numerator: when((one) => isClosed(one) && one.times('ReportRejected') + one.times('ReworkOrdered') > 0),
      denominator: when(isClosed),
      reopened: when((one) => isClosed(one) && one.times('Reopened') > 0),
    },
  } satisfies Record<string, Parts>
}

function dispatchParts({ isIn }: Look) {
  const each =
    (count: Weigh): Weigh =>
    (one) =>
      isIn(one.dispatched) ? count(one) : 0
  const times = (type: string) => each((one) => one.times(type))
  const denominator = times('Dispatched')
  return {
    'return-rate': {
      numerator: times('ReturnApproved'),
      denominator,
      requested: times('ReturnRequested'),
      refused: times('ReturnRejected'),
    },
    'sign-on-time-rate': { numerator: each((one) => one.signedInTime), denominator },
  } satisfies Record<string, Parts>
}

function dueParts({ isIn, at }: Look) {
  const isDue = ({ due }: Read) => isIn(due) && (due ?? '') < at
  const {
    due: inTime,
    late,
    open,
  } = {
    due: (one: Read) => one.closed !== undefined && one.closed <= (one.due ?? ''),
    late: (one: Read) => one.closed !== undefined && one.closed > (one.due ?? ''),
    open: (one: Read) => one.closed === undefined,
  }
  const fell = (holds: (one: Read) => boolean) => when((one) => isDue(one) && holds(one))
  return {
    'on-time-rate': { numerator: fell(inTime), denominator: when(isDue), late: fell(late), overdueOpen: fell(open) },
  } satisfies Record<string, Parts>
}

function openParts({ at }: Look) {
  const dayLater = new Date(Date.parse(at) + 86_400_000).toISOString()
  const open = (holds: (one: Read) => boolean) => when((one) => one.open && holds(one))
  const all = open(() => true)
  return {
    'open-cases': {
      open: all,
      undispatched: open(({ dispatched }) => dispatched === undefined),
      urgent: open(({ urgency }) => urgency !== 'normal'),
      urged: open(({ urged }) => urged),
      reworked: open(({ round }) => round > 1),
    },
    'overdue-cases': {
      open: all,
      overdue: open(({ due }) => due !== undefined && due < at),
      dueSoon: open(({ due }) => due !== undefined && due >= at && due < dayLater),
    },
  } satisfies Record<string, Parts>
}

function registeredParts({ isIn }: Look) {
  const cases = when((one) => isIn(one.registered))
  return {
    'case-volume': { cases },
    'top-categories': { cases },
    'district-by-category': { cases },
    structure: { cases },
    'direct-answer-rate': { numerator: when((one) => isIn(one.registered) && one.answered), denominator: cases },
  } satisfies Record<string, Parts>
}

/** Every part of every metric with a pencil: how often a case counts. It knows nothing of the metrics' own SQL. */
export const partsOf = (look: Look): Readonly<Record<string, Parts>> => ({
  ...registeredParts(look),
  ...dueParts(look),
  ...closedParts(look),
  ...dispatchParts(look),
  ...openParts(look),
})

const per = (above: number, below: number) => (below === 0 ? null : above / below)

/** The value that counts give; undefined for what is no sum of cases (medians). */
export function valueOf(name: string, counts: Readonly<Record<string, number>>): number | null | undefined {
  const n = (part: string) => counts[part] ?? 0
  const pleased = n('satisfied') + 0.9 * n('basically')
  if (name === 'handling-time') return undefined
  if (name === 'satisfaction-rate') return per(pleased, n('denominator'))
  if (name === 'unit-ranking') return per(0.1 * n('contacted') + 0.5 * n('solved') + 0.4 * pleased, n('denominator'))
  if ('denominator' in counts) return per(n('numerator'), n('denominator'))
  return n(['open-cases', 'overdue-cases'].includes(name) ? (name === 'open-cases' ? 'open' : 'overdue') : 'cases')
}
