import { Type } from 'typebox'

/** What forms and OpenAPI show for a field: its name in Chinese as `title`, in English as `description`. */
type Names = readonly [zh: string, en: string]
const named = ([title, description]: Names) => ({ title, description })

/** A command's body: nothing that it does not name. */
export const body = <const Properties extends Parameters<typeof Type.Object>[0]>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false })

/** A part of a body that has parts of its own. */
export const part = <const Properties extends Parameters<typeof Type.Object>[0]>(
  properties: Properties,
  zh: string,
  en: string,
) => Type.Object(properties, { additionalProperties: false, ...named([zh, en]) })

/** Something that people write: neither empty nor blank. */
export const text = (zh: string, en: string, maxLength = 5000) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', ...named([zh, en]) })

/** The id of something of ours. */
export const ref = (zh: string, en: string) =>
  Type.String({ minLength: 1, maxLength: 64, pattern: '^[0-9A-Za-z_-]+$', ...named([zh, en]) })

/** A dictionary's code. */
export const code = (zh: string, en: string) =>
  Type.String({ minLength: 1, maxLength: 64, pattern: '^[0-9A-Za-z._-]+$', ...named([zh, en]) })

/** A short word from outside: a line, a language, a version. */
export const label = (zh: string, en: string, maxLength = 200) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', ...named([zh, en]) })

export const instant = (zh: string, en: string) =>
  Type.String({ format: 'date-time', maxLength: 40, ...named([zh, en]) })

export const choice = <const Value extends string>(values: readonly Value[], zh: string, en: string) =>
  Type.Enum<Value[]>([...values], named([zh, en]))

export const flag = (zh: string, en: string) => Type.Boolean(named([zh, en]))

export const count = (zh: string, en: string, maximum = 10_000_000) =>
  Type.Integer({ minimum: 0, maximum, ...named([zh, en]) })

/** An instant as events keep it: UTC with milliseconds. */
export const utc = (at: string): string => new Date(Date.parse(at)).toISOString()

/** Length in characters, not in UTF-16 units. */
export const lengthOf = (written: string): number => Array.from(written).length
