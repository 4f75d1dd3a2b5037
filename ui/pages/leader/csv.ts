/** What a spreadsheet would calculate instead of showing it, East Asian ones in full width too: such a cell begins with an apostrophe. */
const acts = /^[=+\-@＝＋－＠\t\r\n]/

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = acts.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A table for spreadsheets: RFC 4180, with the mark by which they know UTF-8. */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
