import { beforeAll, describe, expect, it } from 'vitest'

import type { RecordedEvent } from '../kernel/eventStore.ts'
import { carriedHash } from '../kernel/proof.ts'
import { aLog, rehashed, withNotes, withoutNotes, type ALog } from './aLog.fixture.ts'
import { verifyLog, type VerifyOptions } from './verify.ts'

let made: ALog
let leaves: readonly RecordedEvent[]
let seals: readonly RecordedEvent[]
beforeAll(async () => {
  made = await aLog()
  leaves = made.log.events.filter(({ stream }) => stream !== 'seal-log')
  seals = made.log.events.filter(({ stream }) => stream === 'seal-log')
})

const verdict = (events: readonly RecordedEvent[], options: VerifyOptions = withNotes(made)) =>
  verifyLog([events], options)
const kinds = async (events: readonly RecordedEvent[], options?: VerifyOptions) =>
  (await verdict(events, options)).problems.map(({ kind, stream, revision }) =>
    `${kind} ${stream ?? ''} ${revision ?? ''}`.trim(),
  )

/** Every stream's hashes computed anew, in the order of the log. */
function allRechained(events: readonly RecordedEvent[]): RecordedEvent[] {
  const last = new Map<string, string>()
  return events.map((event) => {
    const again = rehashed(event, last.get(event.stream) ?? '')
    last.set(event.stream, carriedHash(again.metadataText)?.hash ?? '')
    return again
  })
}

const lieAt = (stream: string, revision: bigint, lie: (text: string) => string) => (event: RecordedEvent) =>
  event.stream === stream && event.revision === revision ? { ...event, dataText: lie(event.dataText) } : event

describe('in a copy of the whole log', () => {
  it('one flipped bit is found, wherever it is', async () => {
    const flip = (text: string) => text.replace(/\d/, (digit) => String.fromCharCode(digit.charCodeAt(0) ^ 1))
    for (const { stream, revision } of leaves.filter((_, index) => index % 37 === 0)) {
      expect(await kinds(made.log.events.map(lieAt(stream, revision, flip)))).toContain(
        `changed-event ${stream} ${revision}`,
      )
    }
  })

  it('the last ten events that were deleted are missed, and the first of them is named', async () => {
    const events = [...leaves.slice(0, -10), ...seals]
    const { problems } = await verdict(events)
    expect(problems).toMatchObject([{ kind: 'cut-tail', stream: 'case-10', revision: '14' }])
    expect(problems[0]?.words).toMatchObject({ zh: expect.stringMatching(/10/), en: expect.stringMatching(/10/) })
    expect(await kinds(events, withoutNotes(made))).toEqual(['not-as-sealed'])
  })

  it('hashes that were all computed anew fit each other, and not the seals', async () => {
    const lie = leaves.map(lieAt('case-7', 4n, (text) => text.replace('条', '款')))
    const events = [...allRechained(lie), ...seals]
    const found = await verdict(events, withoutNotes(made))
    expect(found.problems.map(({ kind }) => kind)).toEqual(['rechained'])
    expect(found.sealedUpTo).toBeLessThanOrEqual(88)
    expect(await kinds(events)).toEqual(['rechained case-7 4'])
  })
})
