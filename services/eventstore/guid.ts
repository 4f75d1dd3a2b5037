import { numberField, type ProtoReader, type Uint64 } from '../kernel/protobuf.ts'

/** A UUID as a request carried it: its 36 characters in lower case, or what the real server says of it. */
export type Guid = { readonly id: string } | { readonly fault: string }

export const absentGuid: Guid = { fault: "Value cannot be null. (Parameter 'dto')" }
const emptyMessage: Guid = { fault: "Invalid argument: None (Parameter 'dto')" }
const unrecognised: Guid = { fault: 'Unrecognized Guid format.' }
export const zeroGuid = '00000000-0000-0000-0000-000000000000'

const plain = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const bare = /^[0-9a-f]{32}$/
const wrapped = /^(?:\{(.{36})\}|\((.{36})\))$/

const dashed = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')

/** With or without dashes, braces, parentheses or space around it: .NET reads them all. */
function parse(text: string): Guid {
  const trimmed = text.trim().toLowerCase()
  if (bare.test(trimmed)) return { id: dashed(trimmed) }
  const [, braced, inParentheses] = wrapped.exec(trimmed) ?? []
  const id = braced ?? inParentheses ?? trimmed
  return plain.test(id) ? { id } : unrecognised
}

function structured(reader: ProtoReader): Guid {
  const bits: Uint64[] = [0, 0]
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1 || field === 2) bits[field - 1] = reader.uint64()
    else reader.skip()
  }
  return { id: dashed(bits.map((half) => BigInt(half).toString(16).padStart(16, '0')).join('')) }
}

export function readGuid(reader: ProtoReader): Guid {
  let guid = emptyMessage
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) guid = structured(reader.message())
    else if (field === 2) guid = parse(reader.text())
    else reader.skip()
  }
  return guid
}

/** The inside of UUID.structured: two halves, as numbers. */
export function structuredGuid(id: string): Buffer {
  const hex = id.replaceAll('-', '')
  return Buffer.concat([numberField(1, BigInt(`0x${hex.slice(0, 16)}`)), numberField(2, BigInt(`0x${hex.slice(16)}`))])
}
