import type { Question } from './protocol.ts'
import { VaultError } from './vaultError.ts'

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= 200
const allText = (value: unknown) => Array.isArray(value) && value.every(isText)
const isKey = (value: unknown) =>
  Array.isArray(value) && isText(value[0]) && isText(value[1]) && Buffer.from(value[1], 'base64').length === 32

const wellFormed: Readonly<Record<Question['op'], (asked: Record<string, unknown>) => boolean>> = {
  putKeys: ({ keys }) => Array.isArray(keys) && keys.every(isKey),
  getKeys: ({ ids }) => allText(ids),
  destroyKeys: ({ ids }) => allText(ids),
  sign: ({ bytes }) => typeof bytes === 'string',
  publicKey: () => true,
  secret: ({ name }) => isText(name),
  putCredential: ({ owner, value }) => isText(owner) && typeof value === 'string',
  getCredential: ({ owner }) => isText(owner),
}

/** @throws VaultError when the line is not a question that the vault knows */
export function parseQuestion(line: string): Question {
  const asked = parsed(line)
  const op = String(asked['op'])
  const good = Object.hasOwn(wellFormed, op) && wellFormed[op as Question['op']](asked) && Number.isInteger(asked['id'])
  if (!good) throw new VaultError('bad-request', 'The vault was asked something that it does not understand.')
  return asked as unknown as Question
}

function parsed(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
