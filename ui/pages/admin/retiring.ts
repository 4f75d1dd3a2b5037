import { filled, fromDay, textIn, type Field, type Form, type Values } from './form.ts'

const retireFields: readonly Field[] = [
  { name: 'until', kind: 'day', label: 'until', hint: 'from', optional: true },
  { name: 'reason', kind: 'line', label: 'reason', optional: true },
]
const retireBody = (values: Values) => ({ until: fromDay(values, 'until'), reason: textIn(values, 'reason') })

/** What ends from a day on. */
export const retire = (dictionary: string, what: string, about: string, named: Record<string, string>): Form => ({
  title: `admin.do.${what}`,
  about,
  route: `dictionaries/${dictionary}/${what.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  fields: retireFields,
  grave: true,
  body: (values) => filled({ ...named, ...retireBody(values) }),
})
