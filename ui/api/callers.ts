import { request } from './request.ts'
import type { Opened, WorkRow } from './types.ts'

/** Who turns to us (`POST /api/callers/search`): names and numbers are masked, and that somebody asked is recorded. */
export type CallerQuestion = { readonly number: string } | { readonly name: string } | { readonly id: string }

export type KnownPerson = {
  readonly id: string
  readonly kind: string
  readonly name: string | null
  readonly contacts: number
  readonly lastAt: string | null
}

export type KnownContact = {
  readonly id: string
  readonly channel: string
  readonly receivedAt: string
  readonly disposition: string | null
  readonly callerName: string | null
  readonly callerNumber: string | null
  readonly callerKind: string
  readonly sourceSystem: string | null
  /** The person's record that it belongs to, where somebody said so. */
  readonly person: string | null
  readonly cases: readonly string[]
}

/** `totalIsAtLeast`: there are more than were looked at. */
export type ContactList = {
  readonly total: number
  readonly totalIsAtLeast?: boolean
  readonly rows: readonly KnownContact[]
}

export type CasesOfCaller = {
  readonly open: readonly WorkRow[]
  readonly closed: readonly WorkRow[]
  readonly openTotal: number
  readonly closedTotal: number
  /** Cases that are not the viewer's to see. */
  readonly hidden: number
}

export type FoundCaller = {
  readonly persons: readonly KnownPerson[]
  readonly contacts: ContactList
  readonly cases: CasesOfCaller
  readonly known: boolean
  readonly position: string
}

export const searchCallers = async (question: CallerQuestion, signal?: AbortSignal) =>
  (await request('/api/callers/search', { method: 'POST', body: question, signal })) as FoundCaller

/** Plain fields of a contact, for a purpose and on record. */
export const revealContact = async (contact: string, fields: readonly string[], purpose: string) =>
  (await request(`/api/contacts/${contact}/reveal`, {
    method: 'POST',
    body: { fields, purpose },
  })) as Readonly<Record<string, Opened>>

export type AlikeQuestion = {
  readonly text: string
  readonly category?: string
  readonly district?: string
  readonly street?: string
  readonly caller?: string
}

export type AlikeRow = WorkRow & { readonly why: readonly string[]; readonly score: number }

export const searchAlike = async (question: AlikeQuestion, signal?: AbortSignal) =>
  ((await request('/api/cases/alike', { method: 'POST', body: question, signal })) as { rows: readonly AlikeRow[] })
    .rows
