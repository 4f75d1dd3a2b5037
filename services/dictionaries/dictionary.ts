import type { Aggregate } from '../kernel/aggregate.ts'
import type { Envelope } from '../kernel/event.ts'
import { dictionaryEvents, type DictionaryEvent } from './events.ts'

type DataOf<Type extends DictionaryEvent['type']> = Extract<DictionaryEvent, { type: Type }>['data']

/** An entry with its place in the dictionary's stream. */
export type Noted<Data> = Data & { readonly revision: number; readonly recordedAt: string }

/** Newest first. A list that grows without copying: an import defines a thousand categories at once. */
export type Chain<Entry> = { readonly entry: Entry; readonly before: Chain<Entry> } | undefined

export type UnitDefinition = Noted<DataOf<'UnitDefined'>>
export type CategoryDefinition = Noted<DataOf<'CategoryDefined'>>
export type Retirement = Noted<{ readonly code: string; readonly until: string }>
export type DaysEntry = Noted<DataOf<'CalendarDaysSet'>>
export type HoursEntry = Noted<DataOf<'CalendarHoursSet'>>
export type PolicyRule = Noted<DataOf<'PolicyRuleSet'> & { readonly code: string }>

/** One dictionary; the parts that belong to the other three stay empty. */
export type Dictionary = {
  readonly units: Chain<UnitDefinition>
  readonly categories: Chain<CategoryDefinition>
  readonly rules: Chain<PolicyRule>
  readonly retired: Chain<Retirement>
  readonly days: Chain<DaysEntry>
  readonly hours: Chain<HoursEntry>
}

const noted = <Data>(data: Data, { revision, metadata }: Envelope): Noted<Data> => ({
  ...data,
  revision: Number(revision),
  recordedAt: metadata.recordedAt,
})

export const emptyDictionary: Dictionary = {
  units: undefined,
  categories: undefined,
  rules: undefined,
  retired: undefined,
  days: undefined,
  hours: undefined,
}

const retire = (state: Dictionary, { code, until }: { code: string; until: string }, envelope: Envelope) => ({
  ...state,
  retired: { entry: noted({ code, until }, envelope), before: state.retired },
})

export const dictionaries: Aggregate<Dictionary, DictionaryEvent> = {
  category: 'dictionary',
  catalogue: dictionaryEvents,
  initial: emptyDictionary,
  evolve: {
    UnitDefined: (state, data, envelope) => ({
      ...state,
      units: { entry: noted(data, envelope), before: state.units },
    }),
    UnitRetired: retire,
    CategoryDefined: (state, data, envelope) => ({
      ...state,
      categories: { entry: noted(data, envelope), before: state.categories },
    }),
    CategoryRetired: retire,
    CalendarDaysSet: (state, data, envelope) => ({
      ...state,
      days: { entry: noted(data, envelope), before: state.days },
    }),
    CalendarHoursSet: (state, data, envelope) => ({
      ...state,
      hours: { entry: noted(data, envelope), before: state.hours },
    }),
    PolicyRuleSet: (state, data, envelope) => ({
      ...state,
      rules: { entry: noted({ ...data, code: data.ruleId }, envelope), before: state.rules },
    }),
    PolicyRuleRetired: (state, { ruleId, until }, envelope) => retire(state, { code: ruleId, until }, envelope),
  },
  // Dictionaries hold for the whole installation, so only a grant in the root unit reaches them.
  units: () => [],
}

/** The entries of a chain, oldest first. */
export function entriesOf<Entry>(chain: Chain<Entry>): Entry[] {
  const entries: Entry[] = []
  for (let link = chain; link; link = link.before) entries.push(link.entry)
  return entries.reverse()
}
