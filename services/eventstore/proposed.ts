import type { ProtoReader } from '../kernel/protobuf.ts'
import { absentGuid, readGuid, zeroGuid, type Guid } from './guid.ts'
import type { ProposedEvent } from './stored.ts'

/** What is wrong with a proposed event; the two ways of appending tell it differently. */
export type ProposalFault = { readonly text: string; readonly missing: 'type' | 'content-type' | undefined }
export type Proposed = ProposedEvent & { readonly fault: ProposalFault | undefined }

const emptyBytes = Buffer.alloc(0)
export const json = 'application/json'
const anythingElse = 'application/octet-stream'

function mapEntry(reader: ProtoReader): readonly [string, string] {
  let key = ''
  let value = ''
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) key = reader.text()
    else if (field === 2) value = reader.text()
    else reader.skip()
  }
  return [key, value]
}

type Draft = { id: Guid; type: string | undefined; contentType: string | undefined; data: Buffer; metadata: Buffer }

function readField(reader: ProtoReader, field: number, draft: Draft): void {
  if (field === 1) draft.id = readGuid(reader.message())
  else if (field === 2) {
    const [key, value] = mapEntry(reader.message())
    if (key === 'type') draft.type = value
    else if (key === 'content-type') draft.contentType = value
  } else if (field === 3) draft.metadata = reader.slice()
  else if (field === 4) draft.data = reader.slice()
  else reader.skip()
}

/** A proposed message; BatchAppendReq and AppendReq have the same fields. */
export function readProposed(reader: ProtoReader): Proposed {
  const draft: Draft = {
    id: absentGuid,
    type: undefined,
    contentType: undefined,
    data: emptyBytes,
    metadata: emptyBytes,
  }
  for (let field = reader.field(); field !== 0; field = reader.field()) readField(reader, field, draft)
  const { type = '', data, metadata } = draft
  return {
    id: 'id' in draft.id ? draft.id.id : '',
    type,
    // The real server keeps one bit: JSON or not.
    contentType: draft.contentType === json ? json : anythingElse,
    data,
    metadata,
    fault: faultOf(draft),
  }
}

function faultOf({ id, type, contentType }: Draft): ProposalFault | undefined {
  const missing = type === undefined ? 'type' : contentType === undefined ? 'content-type' : undefined
  const fault = (text: string): ProposalFault => ({ text, missing })
  if ('fault' in id) return fault(id.fault)
  if (missing !== undefined) return fault('The given key was not present in the dictionary.')
  if (id.id === zeroGuid) return fault("Empty eventId provided. (Parameter 'eventId')")
  return type === '' ? fault("Empty eventType provided. (Parameter 'eventType')") : undefined
}
