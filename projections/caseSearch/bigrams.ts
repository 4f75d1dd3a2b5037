const han = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}'
const pieces = new RegExp(`[${han}]+|[\\p{L}\\p{N}]+?(?=[${han}]|[^\\p{L}\\p{N}]|$)`, 'gu')
const isHan = new RegExp(`^[${han}]`, 'u')

/** One form for full-width and half-width, upper and lower case. */
export const normalised = (text: string): string => text.normalize('NFKC').toLowerCase()

type Piece = { readonly han: boolean; readonly text: string }

const piecesOf = (text: string): Piece[] =>
  (normalised(text).match(pieces) ?? []).map((piece) => ({ han: isHan.test(piece), text: piece }))

const pairs = (run: string): string[] => {
  const characters = Array.from(run)
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`)
}

/**
 * Words for the index. Chinese is cut into overlapping pairs, never into dictionary words: a cutter that puts 路灯不亮
 * into 路/灯不亮 would hide it from 路灯. The last character stands alone too, so that one character finds every place.
 */
export function indexWords(text: string): string {
  return piecesOf(text)
    .map(({ han: isPairs, text: run }) => (isPairs ? [...pairs(run), Array.from(run).at(-1) ?? ''].join(' ') : run))
    .join(' ')
}

/** A long number is also found by its end without leading zeros, as people read it out. */
export function numberWords(caseNumber: string): string {
  const tail = caseNumber.slice(8)
  return [caseNumber, tail, tail.replace(/^0+/, '')].filter(Boolean).join(' ')
}

const quoted = (words: string) => `"${words}"`

function expression({ han: isPairs, text }: Piece): string {
  if (!isPairs) return text.length >= 3 ? `${quoted(text)}*` : quoted(text)
  // Pairs in a row, as in the text: 路灯不亮 is 路灯 灯不 不亮.
  return Array.from(text).length === 1 ? `${quoted(text)}*` : quoted(pairs(text).join(' '))
}

/** The FTS5 query that wants every word; undefined where there is none. Whatever is typed, nothing is taken as syntax. */
export function searchQuery(typed: string): string | undefined {
  const all = piecesOf(typed).slice(0, 20)
  return all.length === 0 ? undefined : all.map(expression).join(' AND ')
}

/** What was looked for, as plain strings to show in the text. */
export const searchedWords = (typed: string): string[] => piecesOf(typed).map(({ text }) => text)
