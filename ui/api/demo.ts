import { request } from './request.ts'
import type { Session, Words } from './types.ts'

/** A one-click sign-in of a demo; there are none on a real installation. */
export type Door = {
  readonly login: string
  readonly role: string
  /** One of the four that stand in front. */
  readonly main: boolean
  readonly name: Words
  readonly situation: Words
  readonly person: Words
  readonly caseId?: string
  /** Where it leads, where the server says so. */
  readonly path?: string
}

export type City = { readonly state: string; readonly share: number; readonly cases: number; readonly events: number }

export const readDoors = async () => (await request('/api/doors')) as readonly Door[]
export const readCity = async () => (await request('/api/city')) as City
export const openDoor = async (login: string) =>
  (await request('/api/session/door', { method: 'POST', body: { login } })) as Session
