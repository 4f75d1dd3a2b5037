import { nameForm, numberForm } from '../contacts/callerForms.ts'
import type { CallerContact } from './callers.ts'
import { maskAddress, maskName, maskNumber } from './masks.ts'
import { textOf, type Keys } from './opened.ts'

const told = [
  { field: 'name', kept: 'callerName', form: nameForm, mask: maskName },
  {
    field: 'number',
    kept: 'callerNumber',
    form: numberForm,
    mask: (plain: string) => maskNumber(numberForm(plain) ?? plain),
  },
  { field: 'address', kept: 'callerAddress', form: nameForm, mask: maskAddress },
] as const

export type PersonField = {
  readonly field: (typeof told)[number]['field']
  /** Masked; `POST /api/contacts/:id/reveal` at the contact shows it. */
  readonly value: string
  /** The last contact that said it, and by which channel and source. */
  readonly contact: string
  readonly channel: string
  readonly at: string
  readonly sourceSystem: string | null
  /** In how many contacts it was said. */
  readonly times: number
}

/** Everything that contacts say about a person, each value once, the latest first: where it differs, all of it is shown. */
export function fieldsOf(contacts: readonly CallerContact[], keys: Keys): PersonField[] {
  return told.flatMap(({ field, kept, form, mask }) => {
    const values = new Map<string, PersonField>()
    for (const { id, row } of contacts) {
      const plain = textOf(row[kept], `contact-${id}`, keys)
      if (plain === null) continue
      const same = form(plain) ?? plain
      const known = values.get(same)
      const { channel, receivedAt: at, sourceSystem } = row
      const first = { field, value: mask(plain), contact: id, channel, at, sourceSystem, times: 0 }
      values.set(same, { ...(known ?? first), times: (known?.times ?? 0) + 1 })
    }
    return [...values.values()]
  })
}
