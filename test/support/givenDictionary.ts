import type { Static, TSchema } from 'typebox'
import Value from 'typebox/value'
import { expect } from 'vitest'

import { dictionaries, type Dictionary } from '../../services/dictionaries/dictionary.ts'
import type { DictionaryEvent, DictionaryName } from '../../services/dictionaries/events.ts'
import { dictionaryStream } from '../../services/dictionaries/events.ts'
import { ReferenceBook } from '../../services/dictionaries/referenceData.ts'
import { seedDictionaries } from '../../services/dictionaries/seedDictionaries.ts'
import type { Command, Context } from '../../services/kernel/command.ts'
import { noDictionaries, type Metadata } from '../../services/kernel/event.ts'
import type { RecordedEvent } from '../../services/kernel/eventStore.ts'

export const now = '2026-05-06T02:00:00.000Z'

const metadataAt = (recordedAt: string): Metadata => ({
  schemaVersion: 1,
  recordedAt,
  occurredAt: recordedAt,
  actor: { kind: 'person', id: 'administrator-1', role: 'administrator', unit: 'root' },
  origin: 'live',
  commandId: 'command-0',
  versions: noDictionaries,
  hashAlg: 'sha256',
  hash: '',
})

/** Events as the log would give them back. */
export const recorded = (
  stream: string,
  events: readonly { type: string; data: unknown }[],
  options: { recordedAt?: string; from?: number } = {},
): RecordedEvent[] =>
  events.map(({ type, data }, index) => ({
    id: `${stream}-${index}`,
    type,
    stream,
    revision: BigInt((options.from ?? 0) + index),
    position: BigInt(index),
    dataText: JSON.stringify(data),
    metadataText: JSON.stringify(metadataAt(options.recordedAt ?? now)),
  }))

/** A reference book with the seeds, and with `extra` events appended to their dictionaries. */
export function seededBook(
  extra: Partial<Record<DictionaryName, readonly DictionaryEvent[]>> = {},
  timeZone = 'Asia/Shanghai',
): ReferenceBook {
  const book = new ReferenceBook(timeZone)
  for (const { stream, events } of seedDictionaries()) {
    const more = Object.entries(extra).find(([name]) => `dictionary-${name}` === stream)?.[1] ?? []
    for (const event of recorded(stream, [...events, ...more])) book.apply(event)
  }
  return book
}

const contextOf = (id: string, options: Partial<Context>): Context => ({
  id,
  now,
  occurredAt: now,
  actor: { kind: 'person', id: 'administrator-1', role: 'administrator', unit: 'root' },
  origin: 'live',
  commandId: 'command-1',
  reference: seededBook().snapshot(now),
  newId: (name) => `id-of-${name}`,
  ...options,
})

function fold(name: DictionaryName, events: readonly DictionaryEvent[]): Dictionary {
  return recorded(dictionaryStream(name), events).reduce<Dictionary>((state, event) => {
    const step = dictionaries.evolve[event.type as DictionaryEvent['type']] as (
      state: Dictionary,
      data: unknown,
      envelope: object,
    ) => Dictionary
    return step(state, JSON.parse(event.dataText), { ...event, metadata: JSON.parse(event.metadataText) as Metadata })
  }, dictionaries.initial)
}

/** given(dictionary, what is in it).when(command, input).gives(what follows); the seeds are there already. */
export function given(name: DictionaryName, ...events: readonly DictionaryEvent[]) {
  const seeds = seedDictionaries().find(({ stream }) => stream === dictionaryStream(name))?.events ?? []
  const state = fold(name, [...seeds, ...events])
  return {
    when<Body extends TSchema>(
      command: Command<Dictionary, DictionaryEvent, Body>,
      input: Static<Body>,
      options: Partial<Context> = {},
    ) {
      const decide = () => {
        expect(Value.Check(command.body, input), 'the body should satisfy its own schema').toBe(true)
        return command.decide(input, state, contextOf(name, options))
      }
      return {
        gives: (...expected: DictionaryEvent[]) => expect(decide()).toEqual(expected),
        doesNothing: () => expect(decide()).toEqual([]),
        refuses: (code: string) =>
          expect(decide).toThrow(
            expect.objectContaining({
              code,
              words: {
                zh: expect.stringMatching(/\p{Script=Han}/u),
                en: expect.stringMatching(/^[^\p{Script=Han}]*[a-z]{2}/u),
              },
            }),
          ),
      }
    },
  }
}
