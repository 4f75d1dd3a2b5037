import { connect, createServer, type Server, type Socket } from 'node:net'

import { freePort } from '../../support/house.ts'

/** A line to the house that can be cut: open connections break, and new ones are refused until it is mended. */
export class CuttableLine {
  readonly base: string
  readonly #port: number
  readonly #to: number
  readonly #open = new Set<Socket>()
  #server: Server | undefined

  private constructor(port: number, to: number) {
    this.#port = port
    this.#to = to
    this.base = `http://127.0.0.1:${port}`
  }

  static async to(port: number): Promise<CuttableLine> {
    const line = new CuttableLine(await freePort(), port)
    await line.mend()
    return line
  }

  async mend(): Promise<void> {
    this.#server = createServer((near) => this.#join(near))
    const server = this.#server
    await new Promise<void>((ready) => server.listen(this.#port, '127.0.0.1', ready))
  }

  async cut(): Promise<void> {
    const server = this.#server
    const closed = new Promise((done) => server?.close(done))
    for (const socket of this.#open) socket.destroy()
    await closed
  }

  #join(near: Socket): void {
    const far = connect(this.#to, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        this.#open.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  }
}
