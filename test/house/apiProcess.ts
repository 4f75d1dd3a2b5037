import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { freePort } from '../support/house.ts'

const root = join(import.meta.dirname, '..', '..')

/** A further API process on the data folder of a house that runs. */
export class ApiProcess {
  readonly port: number
  readonly base: string
  readonly child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.child = child
    this.port = port
    this.base = `http://127.0.0.1:${port}`
  }

  static async start(dataDir: string, logUrl = `unix:${join(dataDir, 'run', 'log.sock')}`): Promise<ApiProcess> {
    const port = await freePort()
    const env = {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      EVENTSTORE_URL: logUrl,
      VAULT_URL: `unix:${join(dataDir, 'run', 'vault.sock')}`,
      // Nobody asks this process for numbers.
      CLICKHOUSE_URL: 'http://nobody:none@127.0.0.1:9',
      MINSHENG_START: 'empty',
    }
    const child = spawn(process.execPath, [join(root, 'services', 'main.ts')], { env, stdio: ['pipe', 'pipe', 'pipe'] })
    let words = ''
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
    const ready = once(createInterface(child.stdout), 'line')
    const early = once(child, 'exit').then(([code]) =>
      Promise.reject(new Error(`the API ended with ${code}: ${words}`)),
    )
    await Promise.race([ready, early])
    early.catch(() => undefined)
    return new ApiProcess(child, port)
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const ended = once(this.child, 'exit')
    this.child.kill(signal)
    await ended
  }
}

/** A wire to the log that can swallow what the log answers, as when a process dies before it hears. */
export class Wire {
  readonly url: string
  deaf = false
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(server: Server, path: string) {
    this.#server = server
    this.url = `unix:${path}`
  }

  static async lay(dataDir: string): Promise<Wire> {
    const path = join(dataDir, 'run', 'wire.sock')
    const server = createServer()
    const wire = new Wire(server, path)
    server.on('connection', (near) => wire.#join(near, connect(join(dataDir, 'run', 'log.sock'))))
    await new Promise<void>((ready) => server.listen(path, ready))
    return wire
  }

  #join(near: Socket, far: Socket): void {
    for (const socket of [near, far]) {
      this.#sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (chunk) => far.write(chunk))
    far.on('data', (chunk) => this.deaf || near.write(chunk))
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
  }
}
