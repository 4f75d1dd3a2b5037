import type { Answered, Client } from '../support/house.ts'
import { sampleOf } from './sampleBody.ts'

type Schema = Parameters<typeof sampleOf>[0]
type Parameter = { name: string; in: string; required?: boolean; schema: Schema }
type Operation = {
  parameters?: readonly Parameter[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
}
export type Request = { readonly method: string; readonly path: string; readonly body?: unknown }

/** A case, who brought it, and what was said: whatever could find them is typed everywhere. */
export type Sought = {
  readonly ids: {
    readonly case: string
    readonly contact: string
    readonly person: string
    readonly number: string
    readonly assignment: string
  }
  readonly callerName: string
  readonly callerNumber: string
  readonly story: string
  /** A word of the story. */
  readonly word: string
}

const dayMs = 86_400_000
const fromNow = (ms: number) => new Date(Date.now() + ms).toISOString()

/** Values by the name of the field into which they are typed. */
const typedFor = ({ ids, callerNumber, story, word }: Sought): Readonly<Record<string, readonly string[]>> => ({
  q: [word, ids.number],
  ids: [ids.case, `${ids.case},${ids.contact}`],
  case: [ids.case],
  caseId: [ids.case],
  entry: [ids.case],
  caller: [callerNumber],
  text: [story],
  part: ['cases'],
  from: [fromNow(-dayMs)],
  to: [fromNow(dayMs)],
})

/** Routes that answer instead of changing something, though they are sent. */
const reads = /\/(callers\/search|cases\/alike|reveal|audit\/tamper|metrics|categories\/preview)$/

function namesIn(path: string): readonly string[] {
  if (path.includes('/dictionaries/')) return ['organisation', 'places']
  return path.includes('/metrics/') ? ['case-volume'] : ['workList', 'contacts']
}

const placesIn = (path: string, { ids }: Sought): readonly string[] => {
  if (path.includes('{name}')) return namesIn(path)
  return path.includes('{id}') ? Object.values(ids) : ['']
}

function addresses(path: string, { parameters = [] }: Operation, sought: Sought): string[] {
  const typed = typedFor(sought)
  // Metrics count days; everything else that has a period takes instants.
  const isOther = (name: string) => path.includes('/metrics/') && (name === 'from' || name === 'to')
  const asked = parameters.filter(({ in: place, name }) => place === 'query' && !isOther(name))
  const plain = new URLSearchParams()
  for (const { name, required, schema } of asked)
    if (required) plain.set(name, typed[name]?.[0] ?? String(sampleOf(schema)))
  if (asked.some(({ name }) => name === 'limit')) plain.set('limit', '50')
  const narrowed = asked.flatMap(({ name }) =>
    (typed[name] ?? []).map((value) => {
      const query = new URLSearchParams(plain)
      query.set(name, value)
      return query
    }),
  )
  const all = placesIn(path, sought).flatMap((place) =>
    [plain, ...narrowed].map((query) => `${path.replaceAll(/\{\w+\}/g, place)}?${query.toString()}`),
  )
  return [...new Set(all)]
}

/** The smallest right body, and one for everything that could be typed into it. */
function bodies(path: string, { requestBody }: Operation, sought: Sought): unknown[] {
  const { callerNumber: number, callerName: name, ids } = sought
  if (path.endsWith('/callers/search')) return [{ number }, { name }, { id: ids.person }]
  const typed = typedFor(sought)
  const schema = requestBody?.content['application/json'].schema ?? {}
  const firsts = Object.entries(typed).map(([field, [value]]) => [field, value] as const)
  const smallest = sampleOf(schema, Object.fromEntries(firsts)) as object
  const more = Object.keys(schema.properties ?? {}).flatMap((field) =>
    (typed[field] ?? []).map((value) => ({ ...smallest, [field]: value })),
  )
  return [smallest, ...more]
}

/** Every reading route of the contract, asked for the same matter in every way there is. */
export async function everyRead(client: Client, sought: Sought): Promise<Request[]> {
  const { body } = await client.get('/api/openapi.json')
  const paths = (body as unknown as { paths: Record<string, { get?: Operation; post?: Operation }> }).paths
  return Object.entries(paths).flatMap(([path, { get, post }]): Request[] => {
    const asked = get && path !== '/api/feed' ? addresses(path, get, sought) : []
    const sent = post && reads.test(path) ? bodies(path, post, sought) : []
    return [
      ...asked.map((address) => ({ method: 'GET', path: address })),
      ...placesIn(path, sought).flatMap((place) =>
        sent.map((one) => ({ method: 'POST', path: path.replace('{id}', place), body: one })),
      ),
    ]
  })
}

export const send = (client: Client, { method, path, body }: Request): Promise<Answered> =>
  client.send(method, path, body)

export type Told = { readonly request: Request; readonly status: number; readonly secrets: readonly string[] }

/** What of the secrets each answer tells that was not in the question already. */
export async function toldBy(client: Client, sought: Sought, secrets: readonly string[]): Promise<Told[]> {
  const all: Told[] = []
  for (const request of await everyRead(client, sought)) {
    const { status, body } = await send(client, request)
    const asked = decodeURIComponent(JSON.stringify(request))
    const answered = JSON.stringify(body)
    const told = secrets.filter((secret) => answered.includes(secret) && !asked.includes(secret))
    all.push({ request, status, secrets: told })
  }
  return all
}
