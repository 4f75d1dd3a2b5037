import { EventStoreDBClient, excludeSystemEvents } from '@eventstore/db-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { connectEventStore } from '../../services/kernel/eventStoreDb.ts'
import { EmbeddedLog } from '../support/embeddedLog.ts'
import { eventStoreContract } from './eventStore.contract.ts'
import { anEvent, aStream, bothAppends, refusal } from './logSubject.ts'
import { Wire } from './wireCall.ts'

const rawClient = (url: string) => new EventStoreDBClient({ endpoint: url }, { insecure: true })

eventStoreContract('the embedded log', async () => {
  const log = await EmbeddedLog.start()
  const client = rawClient(log.url)
  const store = connectEventStore(log.url)
  const wire = new Wire(log.url)
  const stop = async () => {
    wire.close()
    await Promise.all([client.dispose(), store.close()])
    await log.remove()
  }
  return { client, store, wire, stop }
})

describe('what the embedded log does not offer, on purpose', () => {
  let log: EmbeddedLog
  let client: EventStoreDBClient
  beforeAll(async () => {
    log = await EmbeddedLog.start()
    client = rawClient(log.url)
  })
  afterAll(() => log.remove())

  it('deleting', async () => {
    const stream = aStream()
    await client.appendToStream(stream, anEvent(), { expectedRevision: 'no_stream' })
    expect(await refusal(client.deleteStream(stream))).toMatchObject({ code: 12 })
    expect(await refusal(client.tombstoneStream(stream))).toMatchObject({ code: 12 })
  })

  it.each(bothAppends)('hiding events by metadata, by %s', async (_, how) => {
    const error = await refusal(client.setStreamMetadata(aStream(), { maxCount: 1 }, how))
    expect(error.message).toContain('not offered')
    expect(await client.getStreamMetadata(aStream())).not.toHaveProperty('metadata')
  })

  it('regular expressions, persistent subscriptions and projections', async () => {
    const filtered = client.subscribeToAll({ filter: excludeSystemEvents() })
    const error = await refusal(new Promise((_, reject) => filtered.on('error', reject)))
    expect(error).toMatchObject({ code: 12 })
    expect(await refusal(client.createPersistentSubscriptionToAll('group', {} as never))).toMatchObject({
      type: 'unsupported',
    })
    expect(await refusal(client.getProjectionStatus('name'))).toMatchObject({ code: 12 })
  })
})
