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
  /** The page on which the situation is found. */
  readonly path: string
  /** When on the city's clock the situation is there. */
  readonly at?: string
}

export type City = {
  readonly state: string
  readonly share: number
  readonly cases: number
  readonly events: number
  /** The city's clock. */
  readonly at?: string
  /** What the house is for, where it is somebody's practice house. */
  readonly training?: string
}

export const readDoors = async () => (await request('/api/doors')) as readonly Door[]
export const readCity = async () => (await request('/api/city')) as City
export const openDoor = async (login: string) =>
  (await request('/api/session/door', { method: 'POST', body: { login } })) as Session
