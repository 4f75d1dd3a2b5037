import { badField } from '../../services/kernel/refusal.ts'

/** Where a page ended: the sort key of its last row, and the row's ordinal. */
export type Cursor = { readonly order: string; readonly key: number | null; readonly n: number }

export const writeCursor = ({ order, key, n }: Cursor): string =>
  Buffer.from(JSON.stringify([order, key, n])).toString('base64url')

const isOneOf = (orders: readonly string[], written: unknown): written is string =>
  typeof written === 'string' && orders.includes(written)
const isOrdinal = (value: unknown): value is number => Number.isSafeInteger(value)
const isKey = (value: unknown): value is number | null => value === null || Number.isSafeInteger(value)

/** @throws Refusal (400) for anything but a cursor that a page in one of these orders gave */
export function readCursor(text: string | undefined, ...orders: readonly string[]): Cursor | undefined {
  if (text === undefined || text === '') return undefined
  const read = parsed(text)
  const [written, key, n] = Array.isArray(read) ? (read as unknown[]) : []
  if (isOneOf(orders, written) && isKey(key) && isOrdinal(n)) return { order: written, key, n }
  throw badField('cursor', {
    zh: '分页标记 cursor 无效或与当前排序不符。请从第一页重新查询。',
    en: 'The cursor is not one that this list gave. Ask again without it.',
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
