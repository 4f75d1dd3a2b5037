import { setTimeout as sleep } from 'node:timers/promises'

import type { FastifyInstance } from 'fastify'

import { BadSetting, type Settings } from './settings.ts'

const portPatienceMs = 10_000

/** Listens where the settings say. A predecessor that is ending holds its port until it has ended. */
export async function listen(app: FastifyInstance, { host, port }: Pick<Settings, 'host' | 'port'>): Promise<void> {
  for (const until = Date.now() + portPatienceMs; ;) {
    try {
      await app.listen({ host, port })
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      if (Date.now() > until)
        throw new BadSetting(`The port ${port} is in use by another program. Stop that one, or set PORT to another.`)
      await sleep(200)
    }
  }
}
