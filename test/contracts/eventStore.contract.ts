import { afterAll, beforeAll, describe } from 'vitest'

import { appendContract } from './appends.contract.ts'
import { doorContract } from './door.contract.ts'
import { idempotencyContract } from './idempotency.contract.ts'
import { limitsContract } from './limits.contract.ts'
import type { Connect, Given, LogSubject } from './logSubject.ts'
import { readContract } from './reads.contract.ts'
import { subscriptionContract } from './subscriptions.contract.ts'
import { wireAppendsContract } from './wireAppends.contract.ts'
import { wireReadsContract } from './wireReads.contract.ts'
import { wireServerContract } from './wireServer.contract.ts'
import { wireSubscriptionsContract } from './wireSubscriptions.contract.ts'

/** What we rely on in EventStoreDB, asked of any server that speaks its protocol. */
export function eventStoreContract(name: string, connect: Connect): void {
  describe(`${name}`, () => {
    let subject: LogSubject
    beforeAll(async () => {
      subject = await connect()
    })
    afterAll(() => subject.stop())
    const given = () => subject
    describe('appends', () => {
      appendContract(given)
    })
    describe('repeated appends', () => {
      idempotencyContract(given)
    })
    describe('limits', () => {
      limitsContract(given)
    })
    describe('reads', () => {
      readContract(given)
    })
    describe('subscriptions', () => {
      subscriptionContract(given)
    })
    describe('our door', () => {
      doorContract(given)
    })
    wireContract(given)
  })
}

/** Word for word, since no client stands between. */
function wireContract(given: Given): void {
  describe('the server itself', () => {
    wireServerContract(given)
  })
  describe('raw appends', () => {
    wireAppendsContract(given)
  })
  describe('raw reads', () => {
    wireReadsContract(given)
  })
  describe('raw subscriptions', () => {
    wireSubscriptionsContract(given)
  })
}
