import { Type, type Static } from 'typebox'

import { badField } from '../../kernel/refusal.ts'
import { entriesOf } from '../dictionary.ts'
import { closed, dictionaryCommand, editing, fromField } from '../dictionaryCommand.ts'
import { instantOf, refuseElsewhere } from '../refusals.ts'

const time = Type.String({ pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' })
const span = Type.Object({ from: time, to: time }, closed)

export const setCalendarHours = dictionaryCommand({
  summary: {
    zh: '设定工作日与工作时间，自某日起生效。',
    en: 'Set which weekdays are worked and during which hours, from a day on.',
  },
  permission: editing,
  body: Type.Object(
    {
      weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7, uniqueItems: true }),
      spans: Type.Array(span, { minItems: 1, maxItems: 6 }),
      inForceFrom: fromField,
    },
    closed,
  ),

  decide(input, state, context) {
    refuseElsewhere('calendar', context)
    refuseBadSpans(input.spans)
    const inForceFrom = instantOf(input.inForceFrom, 'inForceFrom', context)
    const weekdays = [...new Set(input.weekdays)].sort((a, b) => a - b)
    const plan = { weekdays, spans: input.spans }
    const before = entriesOf(state.hours).findLast((entry) => entry.inForceFrom <= inForceFrom)
    const same = before && JSON.stringify([before.weekdays, before.spans]) === JSON.stringify([weekdays, plan.spans])
    return same ? [] : [{ type: 'CalendarHoursSet', data: { ...plan, inForceFrom } }]
  },
})

function refuseBadSpans(spans: readonly Static<typeof span>[]): void {
  let end = ''
  for (const [index, { from, to }] of spans.entries()) {
    if (from >= to || from < end) {
      const words = {
        zh: `第 ${index + 1} 段 ${from}–${to} 有误：起点须早于终点，各段按顺序排列且不重叠。`,
        en: `Span ${index + 1}, ${from}–${to}: it must begin before it ends, and after the one before it.`,
      }
      throw badField(`spans.${index}`, words, 'bad-span')
    }
    end = to
  }
}
