import { randomUUID } from 'node:crypto'

import { binaryEvent, jsonEvent, type AllStreamResolvedEvent, type EventStoreDBClient } from '@eventstore/db-client'

import type { EventStore, SealedEvent } from '../../services/kernel/eventStore.ts'
import type { Wire } from './wireCall.ts'

/** A server under contract, seen through the raw client, through our door and without either. */
export type LogSubject = {
  readonly client: EventStoreDBClient
  readonly store: EventStore
  readonly wire: Wire
  readonly stop: () => Promise<void>
}
export type Connect = () => Promise<LogSubject>
/** The subject while its suite runs. */
export type Given = () => LogSubject

export const aStream = (category = 'contract'): string => `${category}-${randomUUID()}`
export const anEvent = (number = 0) =>
  jsonEvent({ type: 'SomethingHappened', data: { number }, metadata: { by: 'contract' } })
export const someEvents = (count: number) => Array.from({ length: count }, (_, number) => anEvent(number))
export const aBinaryEvent = (data: Uint8Array, metadata?: Uint8Array) =>
  binaryEvent({ type: 'BytesKept', data, ...(metadata === undefined ? {} : { metadata }) })

export const sealed = (number = 0, padding = ''): SealedEvent => ({
  id: randomUUID(),
  type: 'SomethingHappened',
  dataText: `{"number": ${number}, "padding":"${padding}"}`,
  metadataText: '{"by" : "contract"}',
})

/** Per-call credentials make the client use Append instead of BatchAppend. */
export const bothAppends = [
  ['BatchAppend', {}],
  ['Append', { credentials: { username: 'admin', password: 'changeit' } }],
] as const

/** What a promise was rejected with. */
export async function refusal(work: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await work
  } catch (error) {
    if (error instanceof Error) return error as Error & Record<string, unknown>
    throw error
  }
  throw new Error('It was not refused.')
}

export const positionOf = (resolved: AllStreamResolvedEvent): bigint => resolved.event?.position.commit ?? 0n

/** Waits until something is true, and fails loudly when it never is. */
export async function until(isTrue: () => boolean, ms = 5_000): Promise<void> {
  const end = Date.now() + ms
  while (!isTrue()) {
    if (Date.now() > end) throw new Error('It did not come true in time.')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
