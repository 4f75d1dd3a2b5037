import { Type, type Static, type TSchema } from 'typebox'

const code = Type.Optional(Type.String({ maxLength: 64, pattern: '^[0-9A-Za-z._-]*$' }))
const oneOf = (...values: string[]) => Type.Optional(Type.Enum(['', ...values]))

/** `after`: the position that a command has answered; the question then waits for it. */
const after = Type.Optional(
  Type.String({ pattern: '^[0-9]{1,19}$', description: 'Position that must be in the answer; waits up to 2 s.' }),
)
const cursor = Type.Optional(Type.String({ maxLength: 200, description: 'nextCursor of the page before.' }))
const limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 })

export const afterQuery = Type.Object({ after }, { additionalProperties: false })
export const idParams = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$' }) })

export const workListQuery = Type.Object(
  {
    step: code,
    unit: code,
    type: code,
    category: code,
    urgency: oneOf('normal', 'urgent', 'critical'),
    channel: code,
    origin: oneOf('live', 'import', 'synthetic'),
    q: Type.Optional(Type.String({ maxLength: 200 })),
    mine: Type.Optional(Type.Boolean()),
    sort: Type.Optional(Type.Enum(['due', 'step', 'registered', 'updated'])),
    dir: Type.Optional(Type.Enum(['asc', 'desc'])),
    cursor,
    limit,
    after,
  },
  { additionalProperties: false },
)

const mostIds = 200
const oneId = '[A-Za-z0-9][A-Za-z0-9-]{0,63}'

/** Cases by their ids, for lists that another view has made. */
export const rowsQuery = Type.Object(
  {
    ids: Type.String({
      pattern: `^${oneId}(,${oneId}){0,${mostIds - 1}}$`,
      description: `1 to ${mostIds} case ids, separated by commas.`,
    }),
    after,
  },
  { additionalProperties: false },
)

export const searchQueryString = Type.Object(
  {
    q: Type.String({ minLength: 1, maxLength: 200 }),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    cursor,
    after,
  },
  { additionalProperties: false },
)

export type Asked<Schema extends TSchema> = Static<Schema>
