import { Type, type Static } from 'typebox'

import { badField } from '../../kernel/refusal.ts'
import { entriesOf } from '../dictionary.ts'
import { closed, dateField, dictionaryCommand, editing, fromField, nameField } from '../dictionaryCommand.ts'
import { instantOf, refuseElsewhere } from '../refusals.ts'

const day = Type.Object(
  {
    date: dateField,
    kind: Type.Union([Type.Literal('holiday'), Type.Literal('workday'), Type.Literal('regular')]),
    name: Type.Optional(nameField),
  },
  closed,
)
const span = Type.Object({ from: dateField, to: dateField }, closed)

export const setCalendarDays = dictionaryCommand({
  summary: {
    zh: '录入放假与调休安排；同一天以后录入的为准。',
    en: 'Enter holidays and make-up working days; of two entries for a day the later one holds.',
  },
  permission: editing,
  body: Type.Object(
    {
      days: Type.Array(day, { minItems: 1, maxItems: 1000 }),
      /** The period for which `days` are complete, usually a year. */
      covers: Type.Optional(span),
      inForceFrom: fromField,
      source: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
    },
    closed,
  ),

  decide(input, state, context) {
    refuseElsewhere('calendar', context)
    const { days, covers } = input
    refuseBadDays(days, covers)
    const inForceFrom = instantOf(input.inForceFrom, 'inForceFrom', context)
    const text = JSON.stringify([days, covers])
    const newest = entriesOf(state.days).at(-1)
    if (newest && newest.inForceFrom <= inForceFrom && JSON.stringify([newest.days, newest.covers]) === text) return []
    return [{ type: 'CalendarDaysSet', data: { ...input, inForceFrom } }]
  },
})

function refuseBadDays(days: readonly Static<typeof day>[], covers: Static<typeof span> | undefined): void {
  if (covers && covers.from > covers.to) {
    throw badField('covers', { zh: '起始日期晚于结束日期。', en: 'The first day lies after the last one.' })
  }
  const seen = new Set<string>()
  for (const [index, { date }] of days.entries()) {
    const field = `days.${index}.date`
    if (seen.has(date)) {
      const words = {
        zh: `${date} 出现了两次。请只保留一行。`,
        en: `${date} stands twice. Keep one of them.`,
      }
      throw badField(field, words, 'repeated-day')
    }
    seen.add(date)
    if (covers && (date < covers.from || date > covers.to)) {
      const words = {
        zh: `${date} 不在所述期间 ${covers.from} 至 ${covers.to} 内。`,
        en: `${date} lies outside the period ${covers.from} to ${covers.to}.`,
      }
      throw badField(field, words, 'outside-period')
    }
  }
}
