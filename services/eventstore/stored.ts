/** Text where the bytes are UTF-8 (so that `sqlite3` shows JSON), the bytes themselves where they are not. */
export type Column = string | Buffer

/**
 * One row of the table `events`. A tuple, since better-sqlite3 gives raw rows a third faster than objects and the
 * same shape goes from the writer to live subscribers.
 */
export type StoredEvent = readonly [
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  data: Column,
  metadata: Column,
  contentType: string,
  created: number,
]

export type ProposedEvent = {
  readonly id: string
  readonly type: string
  readonly contentType: string
  readonly data: Buffer
  readonly metadata: Buffer
}

export const positionOf = (event: StoredEvent): number => event[0]
export const streamOf = (event: StoredEvent): string => event[1]
export const revisionOf = (event: StoredEvent): number => event[2]
export const typeOf = (event: StoredEvent): string => event[4]
export const dataOf = (event: StoredEvent): Column => event[5]

const recordHead = 96

/** How far an event moves the log's end: positions look like byte offsets, as on the real server, and are never contiguous. */
export const spanOf = (stream: number, type: number, data: number, metadata: number): number =>
  recordHead + stream + type + data + metadata

export const columnLength = (column: Column): number =>
  typeof column === 'string' ? Buffer.byteLength(column) : column.length

/** Where an event's record ends and the next begins. */
export const endOf = ([position, stream, , , type, data, metadata]: StoredEvent): number =>
  position + spanOf(Buffer.byteLength(stream), Buffer.byteLength(type), columnLength(data), columnLength(metadata))
