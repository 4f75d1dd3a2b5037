import type { EvidenceEvent } from './bundle.ts'

/** The lie that would pay: the answer that makes the figures better. */
const profitable: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  satisfied: { dissatisfied: 'satisfied', basically: 'satisfied', 'no-answer': 'satisfied', satisfied: 'dissatisfied' },
  solved: { no: 'yes', partly: 'yes', 'no-answer': 'yes', 'not-asked': 'yes', yes: 'no' },
  claimTrue: { yes: 'no', partly: 'no', unverifiable: 'no', no: 'yes' },
  outcome: { 'no-answer': 'reached', refused: 'reached', 'wrong-number': 'reached', reached: 'no-answer' },
  closureKind: { explained: 'solved', unsolvable: 'solved', refused: 'withdrawn', solved: 'unsolvable' },
  reasonCode: { 'not-our-duty': 'overlapping', overlapping: 'not-our-duty' },
  type: { complaint: 'consultation', consultation: 'complaint', help: 'consultation', report: 'suggestion' },
}

export type Change = {
  readonly event: EvidenceEvent
  readonly field: string
  readonly before: string
  readonly after: string
}

function changedData(event: EvidenceEvent): Change | undefined {
  const data = JSON.parse(event.dataText) as Record<string, unknown>
  for (const [field, lies] of Object.entries(profitable)) {
    const before = data[field]
    const after = typeof before === 'string' ? lies[before] : undefined
    if (typeof before !== 'string' || after === undefined) continue
    const dataText = JSON.stringify({ ...data, [field]: after })
    return { event: { ...event, dataText }, field, before, after }
  }
  return undefined
}

const hour = 3_600_000

/** An hour earlier: what would have been late is in time. */
function changedTime(event: EvidenceEvent): Change {
  const metadata = JSON.parse(event.metadataText) as { recordedAt: string; occurredAt?: string }
  const { recordedAt, occurredAt: before = recordedAt } = metadata
  const field = metadata.occurredAt === undefined ? 'recordedAt' : 'occurredAt'
  const after = new Date(Date.parse(before) - hour).toISOString()
  const said = (at: string) => `"${field}":"${at}"`
  const metadataText = event.metadataText.replace(said(before), () => said(after))
  return { event: { ...event, metadataText }, field, before, after }
}

/** One field says something else. */
export const changed = (event: EvidenceEvent): Change => changedData(event) ?? changedTime(event)

/** The lowest bit of one letter or digit in the middle of the data is the other way round. */
export function flipped(event: EvidenceEvent): Change {
  const { dataText } = event
  const middle = dataText.length >> 1
  const places = [...dataText.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index)
  const place = places.reduce(
    (best, next) => (Math.abs(next - middle) < Math.abs(best - middle) ? next : best),
    places[0] ?? 0,
  )
  const before = dataText.charAt(place)
  const after = String.fromCharCode(before.charCodeAt(0) ^ 1)
  const text = dataText.slice(0, place) + after + dataText.slice(place + 1)
  return { event: { ...event, dataText: text }, field: 'bit', before, after }
}
