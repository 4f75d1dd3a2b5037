import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

import { EventTooLarge, RevisionConflict } from './eventStore.ts'
import { Refusal, type Words } from './refusal.ts'
import { wordsOf } from './validationWords.ts'

/** RFC 9457 with the sentence in both languages; `title` follows Accept-Language. */
export type Problem = {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly words: Words
  readonly field?: string | undefined
  readonly details?: unknown
}

const english = (request: FastifyRequest) => /^\s*en\b/i.test(request.headers['accept-language'] ?? '')

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Omit<Problem, 'title'>,
): FastifyReply {
  const title = english(request) ? problem.words.en : problem.words.zh
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ ...problem, title }))
}

const known: Record<string, { status: number; code: string; words: Words }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'too-large',
    words: {
      zh: '提交的内容过大。请精简或分次提交。',
      en: 'The request is too large. Shorten it or send it in parts.',
    },
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'wrong-media-type',
    words: { zh: '请以 application/json 提交。', en: 'Send application/json.' },
  },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    status: 400,
    code: 'malformed-json',
    words: { zh: '内容不是有效的 JSON。请检查格式。', en: 'The body is not valid JSON. Check its syntax.' },
  },
  FST_ERR_BAD_URL: {
    status: 400,
    code: 'bad-address',
    words: { zh: '地址不是有效的 UTF-8 编码。请核对地址。', en: 'The address is not valid UTF-8. Check it.' },
  },
  // What the folder of the workspace's files will not even look for: `..`, NUL, names longer than names can be.
  FST_STATIC_FORBIDDEN_PATH: {
    status: 404,
    code: 'no-such-address',
    words: { zh: '没有这个地址。请核对地址。', en: 'There is no such address. Check it.' },
  },
  FST_ERR_MAX_PARAM_LENGTH: {
    status: 414,
    code: 'address-too-long',
    words: { zh: '地址过长。请核对编号。', en: 'The address is too long. Check the number in it.' },
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    status: 400,
    code: 'wrong-length',
    words: {
      zh: '内容长度与 Content-Length 不符。请重新提交。',
      en: 'The body is not as long as announced. Send it again.',
    },
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    status: 400,
    code: 'empty-body',
    words: { zh: '内容为空。请提交 JSON 对象。', en: 'The body is empty. Send a JSON object.' },
  },
}

const badPlace: Record<string, { zh: string; en: string }> = {
  body: { zh: '内容', en: 'body' },
  querystring: { zh: '查询参数', en: 'query' },
  params: { zh: '地址', en: 'address' },
  headers: { zh: '请求头', en: 'header' },
}

/** `/units/0/unit` and a missing `kind` become `units[0].kind`. */
function fieldOf(error: NonNullable<FastifyError['validation']>[number]): string {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .reduce((text, step) => (/^\d+$/.test(step) ? `${text}[${step}]` : text ? `${text}.${step}` : step), '')
  const { missingProperty, additionalProperty } = error.params as {
    missingProperty?: string
    additionalProperty?: string
  }
  return [path, missingProperty ?? additionalProperty].filter(Boolean).join('.') || '(all)'
}

function validationProblem(error: FastifyError): Omit<Problem, 'title'> | undefined {
  const [first] = error.validation ?? []
  if (!first) return undefined
  const field = fieldOf(first)
  const place = badPlace[error.validationContext ?? 'body'] ?? { zh: '内容', en: 'body' }
  const unknown = first.keyword === 'additionalProperties'
  const said = wordsOf(first)
  const words = unknown
    ? {
        zh: `${place.zh}中有不认识的字段 ${field}。请删去它。`,
        en: `The ${place.en} has an unknown field ${field}. Remove it.`,
      }
    : {
        zh: `${place.zh}的字段 ${field} ${said.zh}。`,
        en: `The ${place.en}'s field ${field} ${said.en}.`,
      }
  return { status: 400, code: unknown ? 'unknown-field' : 'bad-field', field, words, details: first.params }
}

const logUnavailable = {
  status: 503,
  code: 'log-unavailable',
  words: {
    zh: '事件库暂时不可用，内容没有保存。请稍后重试。',
    en: 'The event log is not reachable; nothing was saved. Try again shortly.',
  },
} as const

/** What is wrong with the vault for a while only; the rest is nobody's who sends a request. */
const passing = new Set(['unavailable', 'busy', 'storage'])
const vaultUnavailable = {
  status: 503,
  code: 'vault-unavailable',
  words: {
    zh: '密钥库暂时不可用，内容没有保存。请稍后重试。',
    en: 'The key vault is not available; nothing was saved. Try again shortly.',
  },
} as const

const diskFull = {
  status: 503,
  code: 'disk-full',
  words: {
    zh: '服务器磁盘已满，内容没有保存。请通知管理员清理后重试。',
    en: 'The disk of the server is full; nothing was saved. Tell the administrator, then try again.',
  },
} as const

const busy = {
  status: 409,
  code: 'busy',
  words: {
    zh: '该记录正被多人同时更新，内容没有保存。请稍后以同一个键重试。',
    en: 'Others keep changing this record; nothing was saved. Send it again with the same key in a moment.',
  },
} as const

const tooMany = {
  status: 429,
  code: 'too-many-requests',
  words: { zh: '请求过于频繁。请稍候再试。', en: 'Too many requests. Wait a moment.' },
} as const

/** What is known by its kind: the log, the vault and the disk are other rooms' and speak through names and codes. */
function byKind(error: FastifyError): Omit<Problem, 'title'> | undefined {
  if (error instanceof RevisionConflict) return busy
  if (error instanceof EventTooLarge) return known['FST_ERR_CTP_BODY_TOO_LARGE']
  if (error.statusCode === 429) return tooMany
  if (error.name === 'LogUnavailable') return logUnavailable
  if (error.name === 'VaultError' && passing.has(error.code)) return vaultUnavailable
  return error.code === 'SQLITE_FULL' ? diskFull : undefined
}

/** The one place where errors become answers. Whatever is not expected is logged and answered without its inside. */
export function problemOf(error: unknown): Omit<Problem, 'title'> | undefined {
  if (error instanceof Refusal) {
    const { status, code, words, field, details } = error
    return { status, code, words, field, details }
  }
  const other = error as FastifyError
  return byKind(other) ?? validationProblem(other) ?? known[other.code]
}

export const unexpected = {
  status: 500,
  code: 'unexpected',
  words: {
    zh: '系统内部错误，已记录。请稍后重试。',
    en: 'Something went wrong inside; it was logged. Try again shortly.',
  },
} as const
