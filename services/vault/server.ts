import { createServer, type Server, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'

import type { KeyFile } from './keyFile.ts'
import { Lines, type Answer, type Question } from './protocol.ts'
import { parseQuestion } from './question.ts'
import { VaultError } from './vaultError.ts'

type Write = { readonly apply: () => void; readonly answer: (error?: unknown) => void }
type Reply = (answer: Answer) => void

export type VaultServerWiring = {
  readonly keys: KeyFile
  readonly now: () => string
  /** Told when the storage fails: nothing can be promised after that. */
  readonly onBroken: (error: unknown) => void
}

/**
 * Serves a key file. Writes that arrive while the disk works share the next commit, so that the number of fsyncs follows
 * the disk and not the callers.
 */
export class VaultServer {
  readonly server: Server
  readonly #wiring: VaultServerWiring
  readonly #sockets = new Set<Socket>()
  #waiting: Write[] = []

  constructor(wiring: VaultServerWiring) {
    this.#wiring = wiring
    this.server = createServer((socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      listen(socket, (question, reply) => this.#respond(question, reply))
    })
  }

  /** Answers what has arrived, then ends all connections. */
  async stop(): Promise<void> {
    this.#commit()
    await nextTurn()
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()))
    for (const socket of this.#sockets) socket.destroySoon()
    await closed
  }

  #commit(): void {
    const writes = this.#waiting
    this.#waiting = []
    if (writes.length === 0) return
    try {
      const refused = this.#wiring.keys.atOnce(() => writes.map(({ apply }) => refusedBy(apply)))
      for (const [index, write] of writes.entries()) write.answer(refused[index])
    } catch (error) {
      for (const write of writes) write.answer(error)
      this.#watch(error)
    }
  }

  #later(apply: () => void, answer: Write['answer']): void {
    if (this.#waiting.push({ apply, answer }) === 1) setImmediate(() => this.#commit())
  }

  #respond(question: Question, reply: Reply): void {
    const { id } = question
    const { keys } = this.#wiring
    const written = (error?: unknown) => reply(error ? refusal(id, error) : { id, ok: true })
    if (question.op === 'putKeys') {
      const given = question.keys.map(([key, bytes]) => ({ id: key, key: Buffer.from(bytes, 'base64') }))
      this.#later(() => keys.putKeys(given), written)
    } else if (question.op === 'putCredential') {
      this.#later(() => keys.putCredential(question.owner, question.value), written)
    } else {
      this.#commit() // what was asked before must count for what is asked now
      this.#answer(question, reply)
    }
  }

  #answer(question: ReadQuestion, reply: Reply): void {
    try {
      reply({ id: question.id, ok: read(this.#wiring, question) ?? null })
    } catch (error) {
      reply(refusal(question.id, error))
      this.#watch(error)
    }
  }

  #watch(error: unknown): void {
    // A full disk passes; a damaged or unreadable file does not.
    const broken = /^SQLITE_(IOERR|CORRUPT|NOTADB|READONLY)/.test(String((error as { code?: string }).code))
    if (broken) this.#wiring.onBroken(error)
  }
}

function refusedBy(apply: () => void): VaultError | undefined {
  try {
    apply()
    return undefined
  } catch (error) {
    if (error instanceof VaultError) return error
    throw error
  }
}

type ReadQuestion = Exclude<Question, { op: 'putKeys' | 'putCredential' }>

function read({ keys, now }: VaultServerWiring, question: ReadQuestion): unknown {
  switch (question.op) {
    case 'getKeys':
      return Object.fromEntries(
        question.ids.flatMap((id) => {
          const key = keys.getKey(id)
          return key ? [[id, key.toString('base64')]] : []
        }),
      )
    case 'destroyKeys':
      return keys.destroyKeys(question.ids, now())
    case 'sign':
      return keys.sign(Buffer.from(question.bytes, 'base64')).toString('base64')
    case 'publicKey':
      return keys.publicKey()
    case 'secret':
      return keys.secret(question.name).toString('base64')
    case 'getCredential':
      return keys.getCredential(question.owner)
  }
}

function listen(socket: Socket, respond: (question: Question, reply: Reply) => void): void {
  const lines = new Lines()
  let out = ''
  const flush = () => {
    if (!socket.destroyed) socket.write(out)
    out = ''
  }
  const reply = (answer: Answer) => {
    if (out === '') queueMicrotask(flush)
    out += `${JSON.stringify(answer)}\n`
  }
  socket.setEncoding('utf8')
  socket.on('error', () => socket.destroy())
  socket.on('data', (text: string) => {
    try {
      for (const line of lines.push(text)) respond(parseQuestion(line), reply)
    } catch (error) {
      socket.end(`${JSON.stringify(refusal(0, error))}\n`)
    }
  })
}

function refusal(id: number, error: unknown): Answer {
  if (error instanceof VaultError) return { id, error: { code: error.code, message: error.message } }
  return { id, error: { code: 'storage', message: `The vault could not store or read: ${(error as Error).message}` } }
}
