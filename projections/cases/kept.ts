import type { Envelope, Personal } from '../../services/kernel/event.ts'
import { isSealed } from '../../services/kernel/event.ts'

/** A personal value as rows keep it: still sealed, with what else is needed to open it (its stream is the row's). */
export type Kept = { readonly value: Personal; readonly by: string; readonly at: string }

export const keep = (value: Personal | undefined, { metadata }: Envelope, field: string): Kept | null =>
  value === undefined ? null : { value, by: metadata.commandId, at: field }

export const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && 'value' in value && 'by' in value && 'at' in value

export const keyOf = (kept: Kept | null): string[] => (kept && isSealed(kept.value) ? [kept.value.$key] : [])
