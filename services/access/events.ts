import { Type } from 'typebox'

import type { EventCatalogue, EventsOf } from '../kernel/event.ts'

/** Streams of what was looked at: `case-<id>`, `contact-<id>`, `person-<id>`, `call-<id>`. */
const subjects = Type.Array(Type.String())
/** Paths of the fields that were shown, as in the subject's events (`callerNumber`). */
const fields = Type.Array(Type.String())

/** Why a masked field is shown. A closed list: free text would carry citizens' names into a stream kept for ever. */
export const purposes = [
  'contact-citizen',
  'verify-identity',
  'handle-case',
  'return-visit',
  'supervision',
  'audit',
  'legal-request',
] as const

export const purpose = Type.Enum(purposes)

/** Both are absent where the sender is not on a network (a command-line tool). */
const whence = { address: Type.Optional(Type.String()), userAgent: Type.Optional(Type.String({ maxLength: 300 })) }

/**
 * Stream `access-<session id>`: what one session looked at, and how it began and ended. An event is durable before the
 * answer that it is about is sent. Never a searched word, a number or a name: only ids and kinds.
 */
export const accessEvents = {
  SignedIn: { version: 1, data: Type.Object({ account: Type.String(), ...whence }) },
  SignedOut: { version: 1, data: Type.Object({ account: Type.String() }) },
  /** On a stream of its own. `account` is absent for an unknown login: what was typed may be a password. */
  SignInRefused: {
    version: 1,
    data: Type.Object({
      account: Type.Optional(Type.String()),
      why: Type.Union([Type.Literal('unknown-login'), Type.Literal('wrong-password'), Type.Literal('suspended')]),
      ...whence,
    }),
  },
  CaseViewed: { version: 1, data: Type.Object({ subjects, fields, purpose: Type.Optional(purpose) }) },
  ContactViewed: { version: 1, data: Type.Object({ subjects, fields, purpose: Type.Optional(purpose) }) },
  FieldsRevealed: { version: 1, data: Type.Object({ subject: Type.String(), fields, purpose }) },
  PersonSearched: {
    version: 1,
    data: Type.Object({
      kind: Type.Union([Type.Literal('number'), Type.Literal('name'), Type.Literal('identity'), Type.Literal('text')]),
      /** Who was shown as a result. */
      subjects,
      purpose: Type.Optional(purpose),
    }),
  },
  HistoryViewed: { version: 1, data: Type.Object({ subjects, fields, purpose: Type.Optional(purpose) }) },
  EvidenceExported: { version: 1, data: Type.Object({ subjects, fields, purpose: Type.Optional(purpose) }) },
  RecordingPlayed: { version: 1, data: Type.Object({ subjects, fields, purpose: Type.Optional(purpose) }) },
} satisfies EventCatalogue

export type AccessEvent = EventsOf<typeof accessEvents>

export const accessStream = (session: string) => `access-${session}`
