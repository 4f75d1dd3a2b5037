import type { Log } from './log.ts'
import { dataOf, revisionOf, typeOf, type StoredEvent } from './stored.ts'

/** An event as it is given: itself, or a link with what it leads to, if that is there. */
export type Given = { readonly event: StoredEvent | undefined; readonly link: StoredEvent | undefined }

const link = /^([+-]?\d+)(?:@(.*))?$/s

/** Follows a link event (`$>` with `<revision>@<stream>` as its data). What is not worded like one leads to itself. */
export function resolveLink(log: Log, row: StoredEvent): Given {
  const words = typeOf(row) === '$>' ? link.exec(dataOf(row).toString()) : null
  if (words === null) return { event: row, link: undefined }
  const [, revision, stream = ''] = words
  return { event: eventAt(log, stream, Number(revision)), link: row }
}

function eventAt(log: Log, stream: string, revision: number): StoredEvent | undefined {
  if (!Number.isSafeInteger(revision) || revision < 0) return undefined
  const [found] = log.streamFrom(stream, revision, 1)
  return found !== undefined && revisionOf(found) === revision ? found : undefined
}
