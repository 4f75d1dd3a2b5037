import type { Aggregate } from '../kernel/aggregate.ts'
import { commandsOn, type Context } from '../kernel/command.ts'
import { caseEvents, type CaseEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { concerns, initial, type Case } from './state.ts'

export const cases: Aggregate<Case, CaseEvent> = {
  category: 'case',
  catalogue: caseEvents,
  initial,
  evolve,
  units: concerns,
  sight: ({ identityProtected }) => ['case.view', ...(identityProtected ? ['case.view-protected'] : [])],
  // Whom a complaint is about can be erased apart from the rest of the text.
  slot: (declared, event) =>
    event.type === 'CaseCorrected' && event.data.field === 'party' && declared === 'text' ? 'party' : declared,
}

export const caseCommand = commandsOn<Case, CaseEvent>()

/** The wiring adds the next number of the node's reserved block. */
export type CaseContext = Context & { readonly caseNumber: string }
