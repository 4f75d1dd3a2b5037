/** A case number begins with its day and is longer than any telephone number without the country. */
const isCaseNumber = (digits: string) => /^20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{1,7}$/.test(digits)

/** A whole telephone number, and no case number on its way: each search for a person is written down. */
export function isNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '')
  return digits.length >= 7 && !/[^\d\s+().-]/.test(text) && (text.includes('+') || !isCaseNumber(digits))
}

/** A name, and no sentence: Chinese ones have two to four characters, others letters and spaces. */
export const isName = (text: string): boolean =>
  /^(\p{Script=Han}{2,6}|(?!.*\p{Script=Han})\p{L}[\p{L}.' -]{2,40})$/u.test(text)
