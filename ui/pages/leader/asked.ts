type Query = Readonly<Record<string, unknown>>

/** What of a number's address belongs to the page alone; the rest is the API's. */
const own = new Set(['part', 'key', 'window', 'home', 'split'])

const word = (query: Query, name: string): string => {
  const value = query[name]
  return typeof value === 'string' ? value : ''
}

export type AskedNumber = {
  /** The metric's own question, at the very state that the number was made from. */
  readonly params: Readonly<Record<string, string>>
  readonly by: readonly string[]
  readonly part: string
  /** The cell; null: the total. Empty: the cell of those that have nothing in its dimension. */
  readonly key: string | null
  readonly window: '' | 'Previous' | 'LastYear'
  /** One more dimension by which the number is shown. */
  readonly split: string
  /** The overview that the number was opened from. */
  readonly home: Readonly<Record<string, string>>
}

export function askedFrom(query: Query): AskedNumber {
  const names = Object.keys(query).filter((name) => !own.has(name) && word(query, name) !== '')
  const window = word(query, 'window')
  return {
    params: Object.fromEntries(names.map((name) => [name, word(query, name)])),
    by: word(query, 'by').split(',').filter(Boolean),
    part: word(query, 'part'),
    key: typeof query['key'] === 'string' && word(query, 'by') !== '' ? query['key'] : null,
    window: window === 'Previous' || window === 'LastYear' ? window : '',
    split: word(query, 'split'),
    home: Object.fromEntries(new URLSearchParams(word(query, 'home'))),
  }
}

/** Asked with one dimension more, where the metric allows one. */
export const splitBy = ({ by, split }: AskedNumber): readonly string[] => (split ? [...by, split] : by)
