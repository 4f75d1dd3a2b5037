import Ajv from 'ajv'
import formats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'

const common = {
  allErrors: false,
  removeAdditional: false,
  useDefaults: false,
  strict: false,
  validateFormats: true,
} as const

/** A body is taken as it is: a number is not a text, an unknown field is refused. */
const strict = formats.default(new Ajv.default({ ...common, coerceTypes: false }))
/** Addresses, queries and headers are text by nature. */
const textual = formats.default(new Ajv.default({ ...common, coerceTypes: true }))
/** Defaults in queries are part of their meaning (`limit`). */
const query = formats.default(new Ajv.default({ ...common, coerceTypes: true, useDefaults: true }))

export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  if (httpPart === 'body') return strict.compile(schema)
  return (httpPart === 'querystring' ? query : textual).compile(schema)
}
