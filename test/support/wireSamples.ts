import { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js'
import { bigInt, constantFrom, nat, record, string, uint8Array, uuid } from 'fast-check'

export const text = string({ unit: 'grapheme', maxLength: 200 })
export const someText = string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
export const bytes = uint8Array({ maxLength: 300 })
export const uint64 = bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn })
export const position = nat().map((number) => number * 1_000 + 1)
export const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64')
export const unframed = (framed: Buffer): Uint8Array => new Uint8Array(framed.subarray(5))

export function identifier(stream: string): StreamIdentifier {
  const message = new StreamIdentifier()
  message.setStreamName(base64(Buffer.from(stream)))
  return message
}

export function id(value: string): UUID {
  const message = new UUID()
  message.setString(value)
  return message
}

export const storedEvents = record({
  position,
  revision: nat(),
  stream: someText,
  id: uuid(),
  type: someText,
  data: bytes,
  metadata: bytes,
  contentType: constantFrom('application/json', 'application/octet-stream'),
  created: nat().map((number) => number + 1_700_000_000_000),
})
