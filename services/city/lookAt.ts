import type { AccessEvent } from '../access/events.ts'
import { hourMs, hourOf, localDay } from './hours.ts'
import type { ActsAs, City, TimedCommand } from './life.ts'

/** What somebody saw. */
export type Look = Exclude<AccessEvent, { type: 'SignedIn' | 'SignedOut' | 'SignInRefused' }>

type Looked = Pick<TimedCommand, 'at' | 'by' | 'life' | 'key'> & { readonly look: Look }

/** People sign in again after a break: at most a quarter of a day is one session. */
const sessionHours = 6

export const sessionOf = ({ ids }: City, { id }: ActsAs, at: number): string =>
  ids.created('session', id, `${localDay(at)}-${Math.floor(hourOf(at) / sessionHours)}`)

/** One look at a time of the city's clock; dispatchTo.ts has it recorded. */
export const lookAt = (city: City, { look, ...when }: Looked): TimedCommand => ({
  ...when,
  room: 'access',
  command: 'look',
  id: sessionOf(city, when.by, when.at),
  body: () => look,
})

/** Looks are made for so long before the present: each work step has several, and a demo's log has to stay small. */
export const looksSince = (present: number): number => present - 14 * 24 * hourMs

export const pageSeen = (caseId: string, contact: string | undefined): Look => ({
  type: 'CaseViewed',
  data: { subjects: [`case-${caseId}`, ...(contact === undefined ? [] : [`contact-${contact}`])], fields: ['page'] },
})

export const timelineSeen = (caseId: string): Look => ({
  type: 'CaseViewed',
  data: { subjects: [`case-${caseId}`], fields: ['timeline'] },
})
