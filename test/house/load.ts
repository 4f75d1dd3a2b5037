import { randomUUID } from 'node:crypto'

import type { Client } from '../support/house.ts'
import { aCase, aContact } from './aMatter.ts'

export type Acknowledged = { readonly case: string; readonly key: string; readonly revision: string }

/** Clerks who register cases and write notes, and ask again with the same key until they are answered. */
export class Load {
  readonly acknowledged: Acknowledged[] = []
  readonly cases: string[] = []
  /** Everything that was answered but neither done nor "try again shortly". */
  readonly strange: string[] = []
  #going = true
  readonly #clerks: Promise<void>[]
  readonly #client: Client

  constructor(client: Client, clerks: number) {
    this.#client = client
    this.#clerks = Array.from({ length: clerks }, () => this.#clerk())
  }

  /** Every clerk finishes what is begun. */
  async stop(): Promise<void> {
    this.#going = false
    await Promise.all(this.#clerks)
  }

  async #clerk(): Promise<void> {
    while (this.#going) {
      const contact = await this.#send('contacts/receive-contact', aContact())
      const { id, revision, key } = await this.#send('cases/register-case', aCase(contact.id))
      this.cases.push(id)
      this.acknowledged.push({ case: id, key, revision })
      for (const text of ['一', '二', '三']) {
        const note = await this.#send(`cases/${id}/add-note`, { text })
        this.acknowledged.push({ case: id, key: note.key, revision: note.revision })
      }
    }
  }

  async #send(path: string, body: object): Promise<{ id: string; revision: string; key: string }> {
    const key = randomUUID()
    for (;;) {
      // A connection that broke leaves open whether it was done: that is what the key is for.
      const answer = await this.#client
        .send('POST', `/api/${path}`, body, { 'idempotency-key': key })
        .catch(() => undefined)
      if (answer?.status === 202) return { ...(answer.body as { id: string; revision: string }), key }
      if (answer && answer.status !== 503) this.strange.push(`${path} ${answer.status} ${JSON.stringify(answer.body)}`)
      await new Promise((done) => setTimeout(done, 50))
    }
  }
}
