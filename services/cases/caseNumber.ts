/** What a case number says: `YYYYMMDD` + six digits + check digit, all digits, so that it can be read out and typed. */
export type CaseNumber = { readonly date: string; readonly serial: number }

/** Serials of a day run from 1 to this. */
export const largestSerial = 999_999

/**
 * Check digit by ISO 7064 MOD 11,10: finds every single wrong digit and nearly every exchange of neighbours, and stays
 * a digit (MOD 11-2 would need an X, which nobody can dial).
 */
export function checkDigit(digits: string): string {
  let product = 10
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return String((11 - product) % 10)
}

/** @throws RangeError when the day has no such serial */
export function formatCaseNumber({ date, serial }: CaseNumber): string {
  if (!/^\d{8}$/.test(date) || !Number.isInteger(serial) || serial < 1 || serial > largestSerial) {
    throw new RangeError(`no case number for ${date} and ${serial}`)
  }
  const digits = `${date}${String(serial).padStart(6, '0')}`
  return digits + checkDigit(digits)
}

/** What the number says; undefined for what is no case number or was mistyped. Blanks and hyphens are overlooked. */
export function parseCaseNumber(typed: string): CaseNumber | undefined {
  const digits = typed.replaceAll(/[\s-]/g, '')
  if (!/^\d{15}$/.test(digits) || checkDigit(digits.slice(0, 14)) !== digits.slice(14)) return undefined
  const serial = Number(digits.slice(8, 14))
  return serial === 0 ? undefined : { date: digits.slice(0, 8), serial }
}
