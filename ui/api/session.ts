import { request } from './request.ts'
import type { Session } from './types.ts'

export const readSession = async () => (await request('/api/session')) as Session

export const openSession = async (login: string, password: string) =>
  (await request('/api/session', { method: 'POST', body: { login, password } })) as Session

export const endSession = () => request('/api/session', { method: 'DELETE' })

/** Plain contact fields. The server writes down who looked, at what and for which purpose. */
export const reveal = async (contact: string, fields: readonly string[], purpose: string) =>
  (await request(`/api/contacts/${contact}/reveal`, { method: 'POST', body: { fields, purpose } })) as Record<
    string,
    unknown
  >
