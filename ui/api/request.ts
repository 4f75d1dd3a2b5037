import { isSomebodyThere } from './presence.ts'
import { problemFrom, serverAway } from './problem.ts'

type Options = {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
}

let whenSignedOut: () => void = () => undefined

/** The session composable says here what happens when the server no longer knows the session. */
export function onSignedOut(run: () => void): void {
  whenSignedOut = run
}

async function parsed(response: Response): Promise<unknown> {
  const text = await response.text()
  if (!text) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const headersOf = ({ method = 'GET', body, headers }: Options) => ({
  accept: 'application/json',
  ...(method !== 'GET' && { 'X-Requested-With': 'minsheng' }),
  // What a page asks on its own must not keep a session alive at a desk that was left.
  ...(!isSomebodyThere() && { 'X-Automatic': 'true' }),
  ...(body !== undefined && { 'content-type': 'application/json' }),
  ...headers,
})

async function answerTo(path: string, options: Options): Promise<Response> {
  const { method = 'GET', body, signal = null } = options
  try {
    const text = body === undefined ? null : JSON.stringify(body)
    return await fetch(path, { method, headers: headersOf(options), body: text, signal, credentials: 'same-origin' })
  } catch (error) {
    throw isAborted(error) ? error : serverAway()
  }
}

/** The only fetch of the browser. Throws a Problem for every answer that is not 2xx and for no answer at all. */
export async function request(path: string, options: Options = {}): Promise<unknown> {
  const response = await answerTo(path, options)
  const answer = await parsed(response)
  if (response.ok) return answer
  const problem = problemFrom(response.status, answer, response.headers.get('retry-after'))
  if (problem.status === 401 && !path.startsWith('/api/session')) whenSignedOut()
  throw problem
}

export const isAborted = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError'
