import { EventStoreDBClient } from '@eventstore/db-client'
import { describe, it } from 'vitest'

import { connectEventStore } from '../../services/kernel/eventStoreDb.ts'
import { eventStoreContract } from '../contracts/eventStore.contract.ts'

const url = process.env['EVENTSTORE_URL']

if (url === undefined) {
  describe('a real EventStoreDB', () => {
    it.skip('was not asked: set EVENTSTORE_URL=esdb://… to run the contract against it', () => undefined)
  })
} else {
  eventStoreContract(`the real log at ${url}`, async () => {
    const client = EventStoreDBClient.connectionString(url)
    const store = connectEventStore(url)
    const stop = async () => {
      await Promise.all([client.dispose(), store.close()])
    }
    return { client, store, stop }
  })
}
