import { Type } from 'typebox'

import { commandsOn } from '../kernel/command.ts'
import type { Dictionary } from './dictionary.ts'
import type { DictionaryEvent } from './events.ts'

export const dictionaryCommand = commandsOn<Dictionary, DictionaryEvent>()

/** Who may change reference data. A dictionary concerns the whole installation: the grant must be in the root unit. */
export const editing = 'dictionary.edit'

export const codeField = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' })
export const nameField = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
export const reasonField = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })
/** Omitted: from now on. An earlier instant says what was in force then, for imports. */
export const fromField = Type.Optional(Type.String({ format: 'date-time' }))
export const dateField = Type.String({ format: 'date' })
export const closed = { additionalProperties: false } as const
