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

const rfc3339 = new Ajv.default({ formats: { 'date-time': formats.default.get('date-time') } }).compile({
  type: 'string',
  format: 'date-time',
})

/** RFC 3339 has leap seconds, `Date` has none: an instant is what both understand. */
const withInstants = (ajv: Ajv.default): Ajv.default =>
  formats.default(ajv).addFormat('date-time', {
    type: 'string',
    validate: (text: string) => rfc3339(text) && !Number.isNaN(Date.parse(text)),
  })

/** A body is taken as it is: a number is not a text, an unknown field is refused. */
const strict = withInstants(new Ajv.default({ ...common, coerceTypes: false }))
/** Addresses, queries and headers are text by nature. */
const textual = withInstants(new Ajv.default({ ...common, coerceTypes: true }))
/** Defaults in queries are part of their meaning (`limit`). */
const query = withInstants(new Ajv.default({ ...common, coerceTypes: true, useDefaults: true }))

export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  if (httpPart === 'body') return strict.compile(schema)
  return (httpPart === 'querystring' ? query : textual).compile(schema)
}
