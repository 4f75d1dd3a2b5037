/** 张三 → 张*, 欧阳小明 → 欧***. */
export function maskName(name: string): string {
  const [first, ...rest] = Array.from(name.trim())
  return first === undefined ? '' : `${first}${'*'.repeat(Math.max(1, rest.length))}`
}

/** 13812341234 → 138****1234; what is too short to hide in the middle is hidden whole. */
export function maskNumber(number: string): string {
  const digits = number.trim()
  if (digits.length < 8) return '*'.repeat(digits.length)
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`
}

/** The first characters say which part of the town; the door stays hidden. */
export function maskAddress(address: string): string {
  const characters = Array.from(address.trim())
  const shown = Math.min(6, Math.floor(characters.length / 2))
  return `${characters.slice(0, shown).join('')}${'*'.repeat(Math.min(6, characters.length - shown))}`
}

/** Telephone and identity numbers that somebody wrote into a text are hidden where it stands in a list. */
export const maskText = (text: string): string =>
  text.replaceAll(/(?<![\d-])(\d{3})[\d -]{4,12}([\dXx]{4})(?!\d)/g, (found, head: string, tail: string) =>
    found.replaceAll(/\D/g, '').length >= 10 ? `${head}****${tail}` : found,
  )
