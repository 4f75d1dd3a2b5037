import type { Words } from './types.ts'

/** What went wrong, as the server says it (RFC 9457) or as the browser finds it (`status` 0: no answer). */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly code: string
  readonly words: Words
  readonly field: string | undefined
  readonly details: unknown
  /** Seconds to wait, where the server says so. */
  readonly retryAfter: number | undefined

  constructor(given: {
    status: number
    code: string
    words: Words
    field?: string | undefined
    details?: unknown
    retryAfter?: number | undefined
  }) {
    super(given.words.en)
    this.status = given.status
    this.code = given.code
    this.words = given.words
    this.field = given.field
    this.details = given.details
    this.retryAfter = given.retryAfter
  }

  /** No answer was seen, so the command may or may not have happened: repeat it under the same key. */
  get unanswered(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

const fallback: Record<number, Words> = {
  0: {
    zh: '暂时连不上服务器，请检查网络后重试。',
    en: 'The server cannot be reached. Check the network and try again.',
  },
  401: { zh: '登录已失效，请重新登录。', en: 'Your session has ended. Sign in again.' },
  403: { zh: '您没有这项操作的权限。', en: 'You are not permitted to do this.' },
  404: { zh: '没有找到，或您无权查看。', en: 'Not found, or not yours to see.' },
  412: { zh: '工单已被他人更新。', en: 'Somebody else has changed this case.' },
  413: { zh: '内容过长，请精简后再提交。', en: 'Too long. Shorten the text and send it again.' },
  429: { zh: '操作过于频繁，请稍候再试。', en: 'Too many attempts. Wait a moment and try again.' },
  503: {
    zh: '系统正忙，请稍后重试，内容已保留。',
    en: 'The system is busy. Try again shortly; what you typed is kept.',
  },
}

const unknown: Words = { zh: '出错了，请稍后重试。', en: 'Something went wrong. Try again shortly.' }

const wordsForStatus = (status: number): Words =>
  fallback[status] ?? (status >= 500 ? fallback[503] : undefined) ?? unknown

export const serverAway = () => new Problem({ status: 0, code: 'server-away', words: wordsForStatus(0) })

const isWords = (value: unknown): value is Words =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value

/** Reads problem+json; an answer that is none (a proxy's page) becomes a problem with plain words. */
export function problemFrom(status: number, body: unknown, retryAfter: string | null): Problem {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  return new Problem({
    status,
    code: typeof given['code'] === 'string' ? given['code'] : `http-${status}`,
    words: isWords(given['words']) ? given['words'] : wordsForStatus(status),
    field:
      typeof given['field'] === 'string' ? given['field'].replace(/^\/|^body[./]/, '').replaceAll('/', '.') : undefined,
    details: given['details'],
    retryAfter: retryAfter && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined,
  })
}

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem
    ? error
    : new Problem({ status: -1, code: 'unexpected', words: unknown, details: String(error) })

export const inWords = (words: Words, locale: string): string => (locale.startsWith('zh') ? words.zh : words.en)
