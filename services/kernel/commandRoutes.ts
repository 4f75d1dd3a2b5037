import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type, type TSchema } from 'typebox'

import type { Aggregate } from './aggregate.ts'
import type { Command } from './command.ts'
import type { Actor, Origin } from './event.ts'
import { createdId, type Asked, type Handler } from './handle.ts'
import type { Installation } from './installation.ts'
import type { ReferenceData } from './reference.ts'
import { Refusal } from './refusal.ts'

type AnyEvent = { type: string; data: unknown }

/** Who sends a command, and what the sender may. */
export type Sender = {
  readonly accountId: string
  readonly origin: Origin
  authorise(permission: string, units: readonly string[], reference: ReferenceData): Actor
  sees(permission: string, units: readonly string[], reference: ReferenceData): boolean
}

/** One folder of routes: `POST /api/<path>/:id/<command>`. */
export type CommandRoom = {
  readonly path: string
  // The pairs were typed where they were made; here they are only carried to the handler.
  readonly aggregate: Aggregate<never, never>
  readonly commands: Readonly<Record<string, Command<never, never>>>
  /** Fixes the id in place of `:id` (dictionaries). */
  readonly id?: string
  /** What is decided here holds from now on: nobody enters it for an earlier instant (accounts). */
  readonly atOnce?: true
  readonly extra?: (command: string, asked: { id: string; now: string }) => Promise<object>
  /** What has to be reserved before the command may append (a login name). */
  readonly reserve?: (command: string, asked: Asked) => Promise<void>
  /** What the sender is told besides revision and position (the number to read out). */
  readonly told?: (command: string, id: string) => Promise<{ readonly caseNumber?: string }>
  /** Runs before 202: what must be visible to the next request of this process. */
  readonly settled?: (position: bigint) => Promise<void>
}

export type CommandWiring = {
  readonly handler: Handler
  readonly installation: Installation
  readonly now: () => string
  readonly sender: (request: FastifyRequest) => Sender
}

/** Hides the types of one room behind the carrier type, at the one place where that is sound: aggregate and commands come as a pair. */
export function commandRoom<State, Event extends AnyEvent>(
  path: string,
  aggregate: Aggregate<State, Event>,
  commands: Readonly<Record<string, Command<State, Event>>>,
  options: Pick<CommandRoom, 'id' | 'atOnce' | 'extra' | 'reserve' | 'told' | 'settled'> = {},
): CommandRoom {
  return {
    path,
    aggregate: aggregate as unknown as Aggregate<never, never>,
    commands: commands as unknown as Record<string, Command<never, never>>,
    ...options,
  }
}

export const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const params = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$' }) })
const headers = Type.Object({
  'idempotency-key': Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' }),
  'if-match': Type.Optional(Type.String({ pattern: '^(W/)?"?[0-9]{1,19}"?$' })),
  'occurred-at': Type.Optional(Type.String({ format: 'date-time' })),
})
const accepted = Type.Object({
  id: Type.String(),
  revision: Type.String(),
  position: Type.String(),
  events: Type.Array(Type.String()),
  repeated: Type.Optional(Type.Boolean()),
  caseNumber: Type.Optional(Type.String()),
})

type Headers = { 'idempotency-key': string; 'if-match'?: string; 'occurred-at'?: string }

/** Dictionaries hold from here on: there is no rule for anything before. */
const beginning = '1970-01-01T00:00:00.000Z'

/** When it happened: now, or earlier where somebody enters it later (补录). Nothing lies in the future. */
function occurredAt(given: string | undefined, now: string): string | undefined {
  if (given === undefined) return undefined
  const at = new Date(given).toISOString()
  if (at < beginning) {
    const words = {
      zh: '发生时间不能早于 1970 年。请更正。',
      en: 'It cannot have happened before 1970. Correct the time.',
    }
    throw new Refusal('before-the-beginning', words, { status: 400, field: 'Occurred-At' })
  }
  if (at <= now) return at
  throw new Refusal(
    'in-the-future',
    { zh: '发生时间不能晚于现在。请更正。', en: 'It cannot have happened in the future. Correct the time.' },
    { status: 400, field: 'Occurred-At' },
  )
}

function refuseEarlier({ atOnce }: CommandRoom, given: Headers): void {
  if (!atOnce || given['occurred-at'] === undefined) return
  const words = {
    zh: '该项自提交时起生效，不能填写更早的时间。请去掉 Occurred-At。',
    en: 'This holds from when it is sent and cannot be entered for an earlier time. Leave out Occurred-At.',
  }
  throw new Refusal('not-backdated', words, { status: 400, field: 'Occurred-At' })
}

function asking(request: FastifyRequest, wiring: CommandWiring, room: CommandRoom, name: string): Asked {
  const given = request.headers as unknown as Headers
  refuseEarlier(room, given)
  const sender = wiring.sender(request)
  const now = wiring.now()
  const key = given['idempotency-key']
  const creates = room.commands[name]?.creates === true
  const id =
    room.id ??
    (creates
      ? createdId(wiring.installation, room.aggregate.category, sender.accountId, key)
      : (request.params as { id: string }).id)
  const match = given['if-match']?.replaceAll(/[^0-9]/g, '')
  return {
    name: `${room.path}.${name}`,
    id,
    input: request.body,
    commandId: key,
    origin: sender.origin,
    now,
    occurredAt: occurredAt(given['occurred-at'], now),
    expected: match === undefined ? undefined : BigInt(match),
    authorise: (permission, units, reference) => sender.authorise(permission, units, reference),
    sees: (permission, units, reference) => sender.sees(permission, units, reference),
    ...(room.extra && { extra: () => room.extra?.(name, { id, now }) ?? Promise.resolve({}) }),
  }
}

/** One POST per command: body validated by its schema, answered 202 with the new revision and the position to read after. */
export function commandRoutes(app: FastifyInstance, room: CommandRoom, wiring: CommandWiring): void {
  for (const [name, command] of Object.entries(room.commands)) {
    const path =
      command.creates || room.id ? `/api/${room.path}/${kebab(name)}` : `/api/${room.path}/:id/${kebab(name)}`
    app.post(
      path,
      { schema: schemaOf(room, command, path), config: { permission: command.permission } },
      async (request, reply) => {
        const asked = asking(request, wiring, room, name)
        const reserve = () => room.reserve?.(name, asked) ?? Promise.resolve()
        const answer = await wiring.handler.handle({ aggregate: room.aggregate, command }, { ...asked, reserve })
        await room.settled?.(answer.position)
        const revision = answer.revision.toString()
        const body = {
          id: answer.id,
          revision,
          position: answer.position.toString(),
          events: answer.events,
          ...(await room.told?.(name, answer.id)),
        }
        return reply
          .code(202)
          .header('etag', `"${revision}"`)
          .send(answer.repeated ? { ...body, repeated: true } : body)
      },
    )
  }
}

function schemaOf(room: CommandRoom, command: Command<never, never>, path: string) {
  return {
    summary: `${command.summary.zh} · ${command.summary.en}`,
    tags: [room.path],
    body: command.body as TSchema,
    headers,
    ...(path.includes(':id') && { params }),
    response: { 202: accepted },
  }
}
