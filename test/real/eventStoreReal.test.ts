import { EventStoreDBClient } from '@eventstore/db-client'
import { describe } from 'vitest'

import { connectEventStore } from '../../services/kernel/eventStoreDb.ts'
import { eventStoreContract } from '../contracts/eventStore.contract.ts'
import { Wire } from '../contracts/wireCall.ts'

const url = process.env['EVENTSTORE_URL']
const name =
  url === undefined
    ? 'a real log was not asked: set EVENTSTORE_URL=esdb://… to run the contract'
    : `a real log at ${url}`

describe.runIf(url !== undefined)('EventStoreDB', () => {
  eventStoreContract(name, async () => {
    const client = EventStoreDBClient.connectionString(url ?? '')
    const store = connectEventStore(url ?? '')
    const wire = new Wire(url ?? '')
    const stop = async () => {
      wire.close()
      await Promise.all([client.dispose(), store.close()])
    }
    return { client, store, wire, stop }
  })
})
