import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { expect } from 'vitest'

import type { Aggregate } from '../../services/kernel/aggregate.ts'
import type { Command, Context } from '../../services/kernel/command.ts'
import type { Envelope } from '../../services/kernel/event.ts'
import { Refusal } from '../../services/kernel/refusal.ts'
import { aReference } from './aReference.ts'

type AnyEvent = { type: string; data: unknown }
/** A command's context, with the case number that the wiring would add. */
export type TestContext = Context & { readonly caseNumber: string }
export type Circumstances = Partial<TestContext>

const circumstances = Symbol('circumstances')
type Told = { [circumstances]?: Circumstances }

/** Says who did it, or when: `under({ actor: theHandler }, signed)`. Not enumerable, so that comparisons overlook it. */
export function under<Event extends AnyEvent>(told: Circumstances, event: Event): Event {
  const value = { ...(event as Told)[circumstances], ...told }
  return Object.defineProperty({ ...event }, circumstances, { value })
}

export const now = '2026-03-02T01:00:00.000Z'

export function aContext(told: Circumstances = {}): TestContext {
  return {
    id: 'thing-1',
    now,
    occurredAt: told.now ?? now,
    actor: { kind: 'person', id: 'clerk-1', role: 'dispatcher', unit: 'hotline' },
    origin: 'live',
    commandId: 'command-1',
    reference: aReference,
    newId: (name) => `new ${name}`,
    caseNumber: '202603020000017',
    ...told,
  }
}

function envelopeOf(event: AnyEvent, revision: number, aggregate: { category: string }): Envelope {
  const context = aContext((event as Told)[circumstances])
  return {
    id: `event-${revision}`,
    stream: `${aggregate.category}-${context.id}`,
    revision: BigInt(revision),
    position: BigInt(revision),
    metadata: {
      schemaVersion: 1,
      recordedAt: context.now,
      occurredAt: context.occurredAt,
      actor: context.actor,
      origin: context.origin,
      commandId: context.commandId,
      versions: context.reference.versions,
      hashAlg: 'sha256',
      hash: '',
    },
  }
}

type AnyFold<State> = Readonly<Record<string, (state: State, data: unknown, envelope: Envelope) => State>>

/** The state that a history leads to. */
export function folded<State, Event extends AnyEvent>(
  aggregate: Aggregate<State, Event>,
  history: readonly Event[],
): State {
  const evolve = aggregate.evolve as unknown as AnyFold<State>
  return history.reduce((state, event, index) => {
    const step = evolve[event.type]
    if (!step) throw new Error(`${event.type} is no event of a ${aggregate.category}`)
    return step(state, event.data, envelopeOf(event, index, aggregate))
  }, aggregate.initial)
}

/** Every event has to be as its catalogue says: a read model would trust it. */
function asCatalogued<State, Event extends AnyEvent>({ catalogue }: Aggregate<State, Event>, events: readonly Event[]) {
  for (const { type, data } of events) {
    const schema = catalogue[type]?.data
    if (!schema) throw new Error(`${type} is not in the catalogue`)
    expect([...Value.Errors(schema, data)], `${type} as catalogued`).toEqual([])
    expect(JSON.parse(JSON.stringify(data)), `${type} survives JSON`).toEqual(data)
  }
  return events
}

export function decided<State, Event extends AnyEvent, Body extends TSchema>(
  aggregate: Aggregate<State, Event>,
  history: readonly Event[],
  command: Command<State, Event, Body>,
  asked: { input: Static<Body>; told?: Circumstances },
): readonly Event[] {
  expect([...Value.Errors(command.body, asked.input)], 'the body as its schema says').toEqual([])
  const state = folded(aggregate, history)
  return asCatalogued(aggregate, command.decide(asked.input, state, aContext(asked.told)))
}

/** given(what happened).when(someone asks).gives(what follows), .refuses(code) or .doesNothing() */
export function given<State, Event extends AnyEvent>(
  aggregate: Aggregate<State, Event>,
  ...history: ReadonlyArray<NoInfer<Event>>
) {
  return {
    when<Body extends TSchema>(command: Command<State, Event, Body>, input: Static<Body>, told: Circumstances = {}) {
      const decide = () => decided<State, Event, Body>(aggregate, history, command, { input, told })
      return {
        gives: (...expected: Event[]) => {
          // What can be done must also be shown as possible.
          command.possible?.(folded(aggregate, history), aContext(told))
          expect(decide()).toEqual(expected)
        },
        doesNothing: () => expect(decide()).toEqual([]),
        refuses: (code: string, field?: string) => {
          const refusal = refusalOf(decide)
          expect({ code: refusal.code, field: refusal.field }).toEqual({ code, field })
          expect(refusal.words.zh).not.toBe('')
        },
      }
    },
  }
}

function refusalOf(decide: () => unknown): Refusal {
  let events: unknown
  try {
    events = decide()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error(`was not refused, but gave ${JSON.stringify(events)}`)
}
