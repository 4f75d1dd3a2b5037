import { randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { FastifyRequest } from 'fastify'

function linkUnlessThere(draft: string, file: string): void {
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Whoever may read the data folder runs the machine: command-line tools prove it by this token. */
export class Operator {
  readonly #token: Buffer

  constructor(dataDir: string) {
    const file = join(dataDir, 'operator-token')
    if (!existsSync(file)) {
      // Two API processes may start together: the file appears whole, and whoever comes second takes what is there.
      const draft = `${file}.${process.pid}`
      writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
      linkUnlessThere(draft, file)
      rmSync(draft)
    }
    this.#token = Buffer.from(readFileSync(file, 'utf8').trim())
  }

  sent(request: FastifyRequest): boolean {
    const given = Buffer.from(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
    return given.length === this.#token.length && timingSafeEqual(given, this.#token)
  }
}
