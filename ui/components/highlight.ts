export type Piece = { readonly text: string; readonly hit: boolean }

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** Cuts a text where words of the query stand in it, so that they can be marked without any HTML from outside. */
export function highlight(text: string, query: string): Piece[] {
  const plain = text.replaceAll(/<\/?(?:mark|b|em)>/g, '')
  const words = query.trim().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [{ text: plain, hit: false }]
  const longestFirst = words.sort((a, b) => b.length - a.length)
  return plain
    .split(new RegExp(`(${longestFirst.map(escaped).join('|')})`, 'gi'))
    .map((piece, index) => ({ text: piece, hit: index % 2 === 1 }))
    .filter(({ text: piece }) => piece !== '')
}
