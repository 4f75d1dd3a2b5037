import type { Opened } from './types.ts'

/** The text itself, where there is one to read. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** True where something was said and has been erased since. */
export const isErased = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'erased' in value && value.erased === true

export const isThere = (value: Opened): boolean => isErased(value) || (typeof value === 'string' && value !== '')
