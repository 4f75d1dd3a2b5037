import type { FastifyError } from 'fastify'

import type { Words } from './refusal.ts'

type Fault = NonNullable<FastifyError['validation']>[number]
type Say = (params: Record<string, unknown>) => Words

const types: Record<string, readonly [zh: string, en: string]> = {
  string: ['文本', 'a text'],
  number: ['数字', 'a number'],
  integer: ['整数', 'a whole number'],
  boolean: ['true 或 false', 'true or false'],
  object: ['对象', 'an object'],
  array: ['列表', 'a list'],
}

const formats: Record<string, readonly [zh: string, en: string]> = {
  'date-time': ['2026-03-01T09:30:00+08:00 这样的时间', 'a time like 2026-03-01T09:30:00+08:00'],
  date: ['2026-03-01 这样的日期', 'a date like 2026-03-01'],
}

const kind = ({ type }: Record<string, unknown>): Words => {
  const [zh, en] = types[String(type)] ?? [String(type), String(type)]
  return { zh: `应为${zh}`, en: `must be ${en}` }
}

const oneOf = (values: unknown): Words => {
  const listed = (Array.isArray(values) ? values : [values]).join(', ')
  return { zh: `应为其中之一：${listed}`, en: `must be one of ${listed}` }
}

/** What each rule of a schema asks, in both languages. */
const sayings: Record<string, Say> = {
  required: () => ({ zh: '缺少，请填写', en: 'is missing' }),
  type: kind,
  enum: ({ allowedValues }) => oneOf(allowedValues),
  const: ({ allowedValue }) => oneOf(allowedValue),
  minLength: ({ limit }) =>
    limit === 1
      ? { zh: '不能为空', en: 'must not be empty' }
      : { zh: `至少 ${String(limit)} 个字`, en: `must have at least ${String(limit)} characters` },
  maxLength: ({ limit }) => ({ zh: `最多 ${String(limit)} 个字`, en: `must have at most ${String(limit)} characters` }),
  minimum: ({ limit }) => ({ zh: `不能小于 ${String(limit)}`, en: `must be at least ${String(limit)}` }),
  maximum: ({ limit }) => ({ zh: `不能大于 ${String(limit)}`, en: `must be at most ${String(limit)}` }),
  minItems: ({ limit }) => ({ zh: `至少 ${String(limit)} 项`, en: `must have at least ${String(limit)} items` }),
  maxItems: ({ limit }) => ({ zh: `最多 ${String(limit)} 项`, en: `must have at most ${String(limit)} items` }),
  maxProperties: ({ limit }) => ({ zh: `最多 ${String(limit)} 项`, en: `must have at most ${String(limit)} entries` }),
  uniqueItems: () => ({ zh: '不能有重复项', en: 'must not name anything twice' }),
  format: ({ format }) => {
    const [zh, en] = formats[String(format)] ?? [String(format), String(format)]
    return { zh: `应为${zh}`, en: `must be ${en}` }
  },
  pattern: ({ pattern }) =>
    pattern === '\\S'
      ? { zh: '不能为空白', en: 'must not be blank' }
      : { zh: `格式应为 ${String(pattern)}`, en: `must match ${String(pattern)}` },
}

/** What is wrong with a field and what it must be. */
export const wordsOf = ({ keyword, params, message = 'is not as expected' }: Fault): Words =>
  sayings[keyword]?.(params) ?? { zh: '不合要求', en: message }
