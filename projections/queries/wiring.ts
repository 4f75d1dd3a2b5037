import type { FastifyRequest } from 'fastify'

import type { Vault } from '../../services/kernel/vault.ts'
import type { AnyProjection } from '../kernel/projection.ts'
import type { Views } from '../kernel/views.ts'
import type { Names } from './names.ts'
import type { Viewer } from './viewer.ts'

/** Streams: `case-<id>`, `contact-<id>`, `person-<id>`. */
type Subjects = { readonly subjects: readonly string[] }

export type Looked = Subjects &
  (
    | { readonly kind: 'CaseViewed' | 'ContactViewed'; readonly fields: readonly string[] }
    | { readonly kind: 'PersonSearched'; readonly by: 'number' | 'name' | 'identity' }
  )

export type QueryWiring = {
  readonly views: Views
  readonly projections: readonly AnyProjection[]
  readonly vault: Pick<Vault, 'getKeys' | 'secret'>
  /** @throws Refusal (401) without a session; asked again every second while a feed is open */
  readonly viewerOf: (request: FastifyRequest) => Viewer | Promise<Viewer>
  /** Dictionaries as they are now. */
  readonly reference: () => Names
  /** Durable when it resolves: the answer is sent afterwards. */
  readonly access: { record(viewer: Viewer, looked: Looked): Promise<unknown> }
  /** What the viewer may do with the case now: the write side's answer. */
  readonly actionsOf?: (request: FastifyRequest, id: string) => Promise<readonly unknown[]>
  /** The same for a person. */
  readonly personActionsOf?: (request: FastifyRequest, id: string) => Promise<readonly unknown[]>
  /** Name of an account. */
  readonly nameOf?: (account: string) => string | undefined
  /** Roles that an account has now, to compare it with its colleagues. */
  readonly rolesOf?: (account: string) => readonly string[]
  /** Position of the log's newest event. */
  readonly headOf?: () => Promise<bigint | undefined>
  /** The cubes beside our own views: how far they are, and one number for all that is in them. */
  readonly cubes?: {
    standing(): Promise<{ readonly events: number; readonly position: string; readonly recordedAt: string }>
    digest(): Promise<{ readonly digest: string }>
  }
  readonly now?: () => Date
}
