import { revealContact } from './callers.ts'
import type { CasesOfCaller, ContactList } from './callers.ts'
import type { Action, Opened } from './types.ts'

/** What is known of a person, and which contact said it. */
export type KnownField = {
  readonly field: string
  readonly value: string | null
  readonly contact: string
  readonly channel: string
  readonly at: string
  readonly sourceSystem: string | null
  /** In how many contacts it was said. */
  readonly times: number
}

export type PersonLook = {
  readonly at: string
  readonly actor: { readonly id: string; readonly name?: string }
  readonly kind: string
  readonly purpose?: string | null
}

/** A person's record (`GET /api/persons/:id`): everything masked, and looking at it is recorded. */
export type PersonView = {
  readonly person: {
    readonly id: string
    readonly kind: string
    readonly name: string | null
    readonly unit: string
    readonly unitName?: string
    readonly revision: string
    readonly createdAt: string
  }
  readonly fields: readonly KnownField[]
  readonly contacts: ContactList
  readonly cases: CasesOfCaller
  /** For whom it is to know who looked. */
  readonly looks?: readonly PersonLook[]
  readonly actions: readonly Action[]
  readonly position: string
}

const contactFields: Readonly<Record<string, string>> = {
  name: 'callerName',
  number: 'callerNumber',
  address: 'callerAddress',
}

export const shownKey = ({ contact, field }: Pick<KnownField, 'contact' | 'field'>) => `${contact} ${field}`

/** Every known value in full, under `shownKey`, each asked for at the contact that said it. */
export async function revealFields(fields: readonly KnownField[], purpose: string): Promise<Record<string, Opened>> {
  const contacts = [...new Set(fields.map(({ contact }) => contact))]
  const answers = await Promise.all(
    contacts.map(async (contact) => {
      const said = fields.filter((each) => each.contact === contact)
      const plain = await revealContact(
        contact,
        said.map(({ field }) => contactFields[field] ?? field),
        purpose,
      )
      return said.map((each) => [shownKey(each), plain[contactFields[each.field] ?? each.field]] as const)
    }),
  )
  return Object.fromEntries(answers.flat())
}
