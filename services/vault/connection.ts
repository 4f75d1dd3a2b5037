import { createConnection, type Socket } from 'node:net'

import { Lines, type Answer, type Question } from './protocol.ts'
import { VaultError } from './vaultError.ts'

type Asked<Op = Question> = Op extends Question ? Omit<Op, 'id'> : never
type Pending = { readonly line: string; readonly settle: (answer: Answer) => void }

const firstPauseMs = 20
const longestPauseMs = 500

/**
 * One connection to the vault. What is asked while the vault is away waits and is asked again once it is back: every
 * question may be repeated without harm. What is asked in one turn of the event loop goes out in one write.
 */
export class Connection {
  readonly #path: string
  readonly #patienceMs: number
  readonly #pending = new Map<number, Pending>()
  #socket: Socket | undefined
  #out = ''
  #last = 0
  #pauseMs = firstPauseMs
  #waking: NodeJS.Timeout | undefined
  #closed = false

  constructor(path: string, patienceMs: number) {
    this.#path = path
    this.#patienceMs = patienceMs
  }

  /** @throws VaultError with the vault's own code, or `unavailable` when there is no answer in time */
  ask(question: Asked): Promise<unknown> {
    if (this.#closed) return Promise.reject(new VaultError('unavailable', 'The connection to the vault is closed.'))
    const id = (this.#last += 1)
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        const words = `The vault at ${this.#path} did not answer within ${this.#patienceMs / 1000} s. Is its process running?`
        settle({ id, error: { code: 'unavailable', message: words } })
      }, this.#patienceMs)
      const settle = ({ ok, error }: Answer) => {
        clearTimeout(late)
        this.#pending.delete(id)
        if (error) reject(new VaultError(error.code, error.message))
        else resolve(ok)
      }
      const line = `${JSON.stringify({ id, ...question })}\n`
      this.#pending.set(id, { line, settle })
      this.#send(line)
    })
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#waking)
    this.#socket?.destroy()
    for (const [id, { settle }] of this.#pending) {
      settle({ id, error: { code: 'unavailable', message: 'The connection to the vault was closed.' } })
    }
  }

  #send(line: string): void {
    if (!this.#socket) return this.#wake(0)
    if (this.#socket.pending) return // all that is pending goes out once it is connected
    if (this.#out === '') setImmediate(() => this.#flush())
    this.#out += line
  }

  #flush(): void {
    if (this.#out !== '') this.#socket?.write(this.#out)
    this.#out = ''
  }

  #wake(pauseMs: number): void {
    if (this.#waking || this.#closed) return
    this.#waking = setTimeout(() => {
      this.#waking = undefined
      this.#connect()
    }, pauseMs)
  }

  #connect(): void {
    const socket = createConnection(this.#path)
    const lines = new Lines()
    this.#socket = socket
    socket.setEncoding('utf8')
    socket.on('connect', () => {
      this.#pauseMs = firstPauseMs
      this.#out = ''
      socket.write([...this.#pending.values()].map(({ line }) => line).join(''))
    })
    socket.on('data', (text: string) => {
      for (const line of lines.push(text)) this.#hear(JSON.parse(line) as Answer)
    })
    socket.on('error', () => undefined) // 'close' follows and decides
    socket.on('close', () => this.#lost(socket))
  }

  #hear(answer: Answer): void {
    this.#pending.get(answer.id)?.settle(answer)
  }

  #lost(socket: Socket): void {
    if (this.#socket === socket) this.#socket = undefined
    this.#out = ''
    if (this.#pending.size === 0) return
    this.#wake(this.#pauseMs)
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2)
  }
}
