import type { FastifyInstance } from 'fastify'

import type { ReferenceBook } from '../dictionaries/referenceData.ts'
import type { CommandRoom } from '../kernel/commandRoutes.ts'
import type { Handler, Ledger } from '../kernel/handle.ts'
import type { Recorder } from '../kernel/recorder.ts'
import type { PlaceBook } from '../places/placeBook.ts'
import type { SessionLookup } from '../staff/viewer.ts'
import type { ConnectedVault } from '../vault/client.ts'
import type { Settings } from './settings.ts'

/** What the routes of one API process are made of. */
export type Parts = {
  readonly settings: Settings
  readonly ledger: Ledger
  readonly handler: Handler
  readonly rooms: readonly CommandRoom[]
  readonly recorder: Recorder
  readonly lookup: SessionLookup
  readonly vault: ConnectedVault
  readonly book: ReferenceBook
  readonly places: PlaceBook
  /** Name of an account, for lists that show who did something. */
  readonly nameOf: (account: string) => string | undefined
}

/** What the rooms downstream answer; `main.ts` brings it, since services knows nobody. */
export type ReadSide = {
  routes(app: FastifyInstance, parts: Parts): void
  /** How far each view is behind the head of the log. */
  lags(head: bigint | undefined): Readonly<Record<string, { readonly behind: boolean } | null>>
  /** Every case that names this contact. */
  casesOf(contact: string): readonly string[]
  /** True once no plain text that the erasure ordered at the position gave up is in any file of a view. */
  cleared(position: bigint): boolean
  close(): Promise<void>
}
