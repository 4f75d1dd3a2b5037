import { request } from './request.ts'
import type { Opened, Session } from './types.ts'

export const readSession = async () => (await request('/api/session')) as Session

export const openSession = async (login: string, password: string) =>
  (await request('/api/session', { method: 'POST', body: { login, password } })) as Session

export const endSession = () => request('/api/session', { method: 'DELETE' })

export type Revealing = {
  readonly contact: string
  /** The case on whose page it is asked for. */
  readonly caseId: string
  readonly fields: readonly string[]
  readonly purpose: string
}

/** Plain contact fields. The server writes down who looked, at what and for which purpose. */
export const reveal = async ({ contact, caseId, fields, purpose }: Revealing) =>
  (await request(`/api/contacts/${contact}/reveal`, {
    method: 'POST',
    body: { fields, purpose, case: caseId },
  })) as Record<string, Opened>
