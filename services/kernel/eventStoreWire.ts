import { ProtoReader } from './protobuf.ts'

export const readerOf = (message: Uint8Array): ProtoReader =>
  new ProtoReader(
    Buffer.isBuffer(message) ? message : Buffer.from(message.buffer, message.byteOffset, message.byteLength),
  )

function structured(reader: ProtoReader): string {
  const halves = ['', '']
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    halves[field - 1] = BigInt(reader.uint64()).toString(16).padStart(16, '0')
  }
  return halves.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** A UUID, as text however it was sent. */
export function uuid(reader: ProtoReader): string {
  let id = ''
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) id = structured(reader.message())
    else if (field === 2) id = reader.text()
    else reader.skip()
  }
  return id
}
