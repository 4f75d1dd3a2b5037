import { accessEvents } from '../services/access/events.ts'
import { caseNumberEvents } from '../services/casenumbers/events.ts'
import { caseEvents } from '../services/cases/events.ts'
import { contactEvents } from '../services/contacts/events.ts'
import { dictionaryEvents } from '../services/dictionaries/events.ts'
import { erasureEvents } from '../services/erasure/events.ts'
import { importEvents } from '../services/imports/events.ts'
import { installationEvents } from '../services/installation/events.ts'
import { notaryEvents } from '../services/notary/events.ts'
import { personEvents } from '../services/persons/events.ts'
import { placeEvents } from '../services/places/events.ts'
import { loginEvents, staffEvents } from '../services/staff/events.ts'

const catalogues = [
  accessEvents,
  caseEvents,
  caseNumberEvents,
  contactEvents,
  dictionaryEvents,
  erasureEvents,
  importEvents,
  installationEvents,
  loginEvents,
  notaryEvents,
  personEvents,
  placeEvents,
  staffEvents,
]
const known = new Set(catalogues.flatMap((catalogue) => Object.keys(catalogue)))

/** True for every event type of this version. */
export const isKnownType = (type: string): boolean => known.has(type)
