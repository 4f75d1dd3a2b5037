import { request } from './request.ts'

export type Params = Readonly<Record<string, string | number | boolean | null | undefined>>

/** A query's address; empty parameters are left out, so that equal questions have equal addresses. */
export function address(path: string, params: Params = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== '' && value !== false) query.set(name, String(value))
  }
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

/** Asks the read side. The row type is the caller's claim about the contract, checked by the journeys. */
export async function ask<Row>(path: string, params: Params = {}, signal?: AbortSignal): Promise<Row> {
  return (await request(address(path, params), { signal })) as Row
}
