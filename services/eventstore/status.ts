/** gRPC's status codes, as far as this server gives them. */
export const code = {
  ok: 0,
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  alreadyExists: 6,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
} as const

/** A call's end as trailers: the code, a text, and what the client's error classes read. */
export type Status = {
  readonly code: number
  readonly message?: string
  readonly trailers?: Readonly<Record<string, string>>
}

export const ok: Status = { code: code.ok }
export const unknown = (message: string): Status => ({ code: code.unknown, message })
export const invalid = (message: string): Status => ({ code: code.invalidArgument, message })
export const internal = (message: string): Status => ({ code: code.internal, message })
export const unimplemented = (message: string): Status => ({ code: code.unimplemented, message })
/** What the real server answers where its own code threw. */
export const threw = unknown('Exception was thrown by handler.')
export const notReadyStatus: Status = { code: code.unavailable, message: 'Server Is Not Ready' }
export const lateStatus: Status = { code: code.deadlineExceeded, message: 'Deadline Exceeded' }

export function missingMetadata(name: string): Status {
  const trailers = {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  }
  return { ...invalid(`Required Metadata Property '${name}' is missing`), trailers }
}
