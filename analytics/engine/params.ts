/**
 * Strings, quoted names and comments, which are passed over, and what ClickHouse calls a placeholder: `{name:Type}`.
 */
const tokens =
  /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"|`(?:[^`\\]|\\[\s\S])*`|--[^\n]*|\/\*[\s\S]*?\*\/|\{\s*([A-Za-z_]\w*)\s*:\s*([^{}]+?)\s*\}/g

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  r: '\r',
  n: '\n',
  t: '\t',
  '0': '\0',
  "'": "'",
  '\\': '\\',
  a: '\x07',
  v: '\v',
}

/** Undoes the TSV escapes in which clients send `param_*`. */
export const unescapeTsv = (text: string): string =>
  text.replaceAll(/\\([\s\S])/g, (whole, letter: string) => escapes[letter] ?? whole)

/** A string as ClickHouse SQL. */
export const literal = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0')}'`

const quoted = (name: string) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``

export class BadParameter extends Error {
  override readonly name = 'BadParameter'
}

/** Elements of arrays, tuples and maps are quoted by the sender; only plain values are in TSV. */
function bound(value: string, type: string): string {
  if (type === 'Identifier') return unescapeTsv(value).split('.').map(quoted).join('.')
  if (value === '\\N') return `CAST(NULL, ${literal(type)})`
  const plain = /^(Array|Tuple|Map)\b/.test(type) ? value : unescapeTsv(value)
  return type === 'String' ? literal(plain) : `CAST(${literal(plain)}, ${literal(type)})`
}

/**
 * Writes the values into the statement as literals. The engine's own binding runs one bound query at a time in the whole
 * process (measured: a small one waited 9 s behind a heavy one), literals run side by side.
 *
 * @throws BadParameter for a placeholder without a value
 */
export function bindParams(sql: string, values: ReadonlyMap<string, string>): string {
  return sql.replaceAll(tokens, (whole, name: string | undefined, type: string) => {
    if (name === undefined) return whole
    const value = values.get(name)
    if (value === undefined) throw new BadParameter(`Substitution \`${name}\` is not set`)
    return bound(value, type)
  })
}
