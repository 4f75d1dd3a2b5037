import { beforeEach, describe, expect, it } from 'vitest'

import { FactLog, testInstallation } from '../../../test/support/factLog.ts'
import { MemoryEventStore } from '../../../test/support/memoryEventStore.ts'
import type { RecordedEvent } from '../../kernel/eventStore.ts'
import { checkStream, historyOf } from './history.ts'

let store: MemoryEventStore
beforeEach(async () => {
  store = new MemoryEventStore()
  const log = await FactLog.begun(store)
  for (const text of ['一', '二', '三'])
    await log.write('case-1', [{ type: 'NoteAdded', data: { text } }], { at: '2026-01-02T00:00:00.000Z' })
})

const events = async () => [...(await store.read('case-1')).events]
const flaws = (tampered: readonly RecordedEvent[]) =>
  checkStream(tampered, testInstallation).map(({ revision, flaw }) => [revision, flaw])

describe('the history of a stream', () => {
  it('shows every event as it was stored, each with the hash before it, and finds nothing wrong', async () => {
    const { events: listed, problems } = await historyOf(store, 'case-1', testInstallation)
    expect(problems).toEqual([])
    expect(listed.map(({ previousHash }) => previousHash)).toEqual(['', listed[0]?.hash, listed[1]?.hash])
    expect(listed.map(({ dataText }) => dataText)).toEqual((await events()).map(({ dataText }) => dataText))
  })

  it('names a changed event, and only that one', async () => {
    const [one, two, three] = (await events()) as [RecordedEvent, RecordedEvent, RecordedEvent]
    expect(flaws([one, { ...two, dataText: `${two.dataText} ` }, three])).toEqual([['1', 'wrong-hash']])
    expect(flaws([one, { ...two, id: one.id }, three])).toEqual([['1', 'wrong-id']])
  })

  it('names a removed, a moved and a foreign event', async () => {
    const [one, two, three] = (await events()) as [RecordedEvent, RecordedEvent, RecordedEvent]
    expect(flaws([one, three])).toEqual([['2', 'gap']])
    expect(flaws([one, { ...three, revision: 1n }])).toEqual([['1', 'wrong-hash']])
    expect(flaws([one, two, { ...three, metadataText: '{"actor":{}}' }])).toEqual([['2', 'no-hash']])
  })

  it('belongs to one installation', async () => {
    const other = { ...testInstallation, id: '00000000-0000-4000-8000-000000000000' }
    expect(checkStream(await events(), other)).toHaveLength(3)
  })
})
