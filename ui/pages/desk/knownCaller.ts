import type { FoundCaller, KnownContact } from '../../api/callers.ts'
import type { WorkRow } from '../../api/types.ts'

const fewestDigits = 7
const mobileDigits = 11

export const digitsOf = (number: string): string => number.replaceAll(/\D/g, '')

/** A whole number: mobile ones begin with 1 and have eleven digits; of others, seven are one. */
export function isWhole(number: string): boolean {
  if (/[^\d\s+().-]/.test(number)) return false
  const digits = digitsOf(number)
  return digits.length >= (/^1[3-9]/.test(digits) ? mobileDigits : fewestDigits)
}

/** Under which names the number has turned to us: the newest contact of each, the newest first. */
export function knownAs({ contacts: { rows } }: FoundCaller): readonly KnownContact[] {
  const names = new Map<string, KnownContact>()
  for (const row of rows) {
    const who = row.person ?? row.callerName
    if (who && row.callerName && !names.has(who)) names.set(who, row)
  }
  return [...names.values()]
}

/** Whether the case is one that the caller has brought. */
export const isOfCaller = (row: WorkRow, found: FoundCaller | undefined): boolean =>
  [...(found?.cases.open ?? []), ...(found?.cases.closed ?? [])].some(({ id }) => id === row.id)
