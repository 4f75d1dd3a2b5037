import type { Aggregate } from '../kernel/aggregate.ts'
import { commandsOn, type Context } from '../kernel/command.ts'
import { Refusal } from '../kernel/refusal.ts'
import { erasureEvents, type ErasureEvent } from './events.ts'

export type Erasure =
  | { readonly status: 'new' }
  | { readonly status: 'requested'; readonly subjects: readonly string[]; readonly requestedBy: string }
  | { readonly status: 'ordered'; readonly subjects: readonly string[]; readonly keyIds: readonly string[] }
  | { readonly status: 'refused' | 'completed' }

export const erasures: Aggregate<Erasure, ErasureEvent> = {
  category: 'erasure',
  catalogue: erasureEvents,
  initial: { status: 'new' },
  evolve: {
    ErasureRequested: (_, { subjects }, { metadata }) => ({
      status: 'requested',
      subjects,
      requestedBy: metadata.actor.id,
    }),
    ErasureOrdered: (_, { subjects, keyIds }) => ({ status: 'ordered', subjects, keyIds }),
    ErasureRefused: () => ({ status: 'refused' }),
    ErasureCompleted: () => ({ status: 'completed' }),
  },
  // It concerns the whole installation: only who holds the permission at the root may ask or decide.
  units: () => [],
}

export const erasureCommand = commandsOn<Erasure, ErasureEvent>()

/** The wiring adds the data keys of the request's subjects (`keyIds.ts`). */
export type ErasureContext = Context & { readonly keyIds: readonly string[] }

type Requested = Extract<Erasure, { status: 'requested' }>

/** The request that is being decided, by somebody else than who made it. */
export function undecided(state: Erasure, { actor }: Context): Requested {
  if (state.status !== 'requested') {
    throw new Refusal('already-decided', { zh: '该删除申请已有决定。', en: 'This request has been decided already.' })
  }
  if (state.requestedBy === actor.id) {
    throw new Refusal('own-request', {
      zh: '不能审批自己提出的删除申请，请交由其他人员决定。',
      en: 'You made this request. Somebody else has to decide it.',
    })
  }
  return state
}
