import { Type } from 'typebox'

import type { EventCatalogue, EventsOf } from '../kernel/event.ts'

const instant = Type.String({ format: 'date-time' })
const date = Type.String({ format: 'date' })
const name = Type.String({ minLength: 1, maxLength: 200 })
const code = Type.String({ minLength: 1, maxLength: 64 })
const reason = Type.String({ minLength: 1, maxLength: 500 })
const parent = Type.Union([code, Type.Null()])

/** `dictionary-organisation`. A unit that is defined again has that name and place from its new `inForceFrom` on. */
const organisationEvents = {
  UnitDefined: {
    version: 1,
    data: Type.Object({
      code,
      name,
      nameEn: Type.Optional(name),
      parent,
      /** False for units that only hold others. */
      handlesCases: Type.Boolean(),
      inForceFrom: instant,
    }),
  },
  /** The unit takes no new work from `until` on; what it has done keeps its name. */
  UnitRetired: { version: 1, data: Type.Object({ code, until: instant, reason }) },
} satisfies EventCatalogue

/** `dictionary-categories`. */
const categoryEvents = {
  CategoryDefined: {
    version: 1,
    data: Type.Object({ code, name, nameEn: Type.Optional(name), parent, inForceFrom: instant }),
  },
  CategoryRetired: { version: 1, data: Type.Object({ code, until: instant, reason }) },
} satisfies EventCatalogue

/** `dictionary-calendar`. */
const calendarEvents = {
  /** Days that differ from the week's plan: holidays, and weekends on which people work (make-up days 调休). */
  CalendarDaysSet: {
    version: 1,
    data: Type.Object({
      days: Type.Array(
        Type.Object({
          date,
          /** `regular` takes an earlier exception back. */
          kind: Type.Union([Type.Literal('holiday'), Type.Literal('workday'), Type.Literal('regular')]),
          name: Type.Optional(name),
        }),
      ),
      /** Days for which the source is complete; outside it only the week's plan is known. */
      covers: Type.Optional(Type.Object({ from: date, to: date })),
      inForceFrom: instant,
      /** The notice or table that says so. */
      source: Type.String({ minLength: 1, maxLength: 500 }),
    }),
  },
  /** Working hours of working days, on local dates from that of `inForceFrom` on. */
  CalendarHoursSet: {
    version: 1,
    data: Type.Object({
      /** ISO weekdays that are worked: 1 Monday … 7 Sunday. */
      weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 })),
      /** Local times `HH:MM`, in order, not overlapping; `24:00` ends a day. */
      spans: Type.Array(Type.Object({ from: Type.String(), to: Type.String() })),
      inForceFrom: instant,
    }),
  },
} satisfies EventCatalogue

const clock = Type.Union([
  Type.Literal('dispatch'),
  Type.Literal('sign'),
  Type.Literal('firstContact'),
  Type.Literal('handle'),
  Type.Literal('review'),
  Type.Literal('visit'),
  Type.Literal('returnWindow'),
])

/** `dictionary-policy`. How long each clock runs; `due.ts` says how it is counted. */
const policyEvents = {
  PolicyRuleSet: {
    version: 1,
    data: Type.Object({
      ruleId: code,
      clock,
      /** All that is named must hold; nothing named: the clock's default. */
      match: Type.Object({
        type: Type.Optional(Type.String()),
        urgency: Type.Optional(Type.Union([Type.Literal('normal'), Type.Literal('urgent'), Type.Literal('critical')])),
        /** This category or any below it. */
        category: Type.Optional(code),
      }),
      amount: Type.Integer({ minimum: 1, maximum: 100_000 }),
      /** How it is counted (`due.ts`): a better way of counting is a new value, old due times keep theirs. */
      counting: Type.String(),
      unit: Type.Union([
        Type.Literal('working-days'),
        Type.Literal('working-hours'),
        Type.Literal('hours'),
        Type.Literal('days'),
        Type.Literal('minutes'),
      ]),
      inForceFrom: instant,
    }),
  },
  PolicyRuleRetired: { version: 1, data: Type.Object({ ruleId: code, until: instant, reason }) },
} satisfies EventCatalogue

/** Every fact about the four dictionaries; each dictionary is a stream, its revision is its version. */
export const dictionaryEvents = {
  ...organisationEvents,
  ...categoryEvents,
  ...calendarEvents,
  ...policyEvents,
} satisfies EventCatalogue

export type DictionaryEvent = EventsOf<typeof dictionaryEvents>

export const dictionaryNames = ['organisation', 'categories', 'calendar', 'policy'] as const
export type DictionaryName = (typeof dictionaryNames)[number]

export const dictionaryStream = (dictionary: DictionaryName) => `dictionary-${dictionary}`

/** The unit that an empty installation begins with, and the category on which registration falls back. */
export const rootUnit = 'root'
export const unclassified = 'unclassified'
