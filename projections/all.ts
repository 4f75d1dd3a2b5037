import { accessLog } from './accessLog/accessLog.ts'
import { casePage } from './casePage/casePage.ts'
import { caseSearch } from './caseSearch/caseSearch.ts'
import { caseTimeline } from './caseTimeline/caseTimeline.ts'
import { contacts } from './contacts/contacts.ts'
import type { AnyProjection } from './kernel/projection.ts'
import { persons } from './persons/persons.ts'
import { workList } from './workList/workList.ts'

/** Every projection. Lists come last, so that what a row leads to is there when the row is. */
export const projections: readonly AnyProjection[] = [
  accessLog,
  contacts,
  persons,
  casePage,
  caseTimeline,
  caseSearch,
  workList,
]
