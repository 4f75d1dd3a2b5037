/** An insert whose rows follow as bytes; the engine parses them, nothing passes through SQL text. */
export type RawInsert = {
  readonly table: string
  readonly columns: readonly string[] | undefined
  readonly format: string
}

const identifier = '(?:`[^`]+`|[A-Za-z_]\\w*)'
const insert = new RegExp(
  `^\\s*INSERT\\s+INTO\\s+(${identifier}(?:\\.${identifier})?)\\s*(?:\\(([^()]*)\\))?\\s*FORMAT\\s+(\\w+)\\s*$`,
  'i',
)
const rawFormats = ['JSONEachRow', 'JSONCompactEachRow', 'CSV', 'CSVWithNames', 'TabSeparated', 'TabSeparatedWithNames']
const rawFormat = new Map(rawFormats.map((name) => [name.toLowerCase(), name]))

const bare = (name: string) => name.trim().replaceAll('`', '')

/** The insert that a statement is, where it is a plain one in a format that can be handed on as bytes. */
export function rawInsertOf(sql: string): RawInsert | undefined {
  const found = insert.exec(sql)
  const format = rawFormat.get(found?.[3]?.toLowerCase() ?? '')
  if (!found || !format) return undefined
  const [, table = '', columns] = found
  return { table: bare(table), columns: columns?.split(',').map(bare), format }
}

/** Statements that change the session itself, so that it cannot serve another request. */
export const changesSession = (sql: string) => /^\s*(?:SET|USE|CREATE\s+TEMPORARY)\b/i.test(sql)
