import { randomUUID } from 'node:crypto'
import { Agent, request as send } from 'node:http'
import { performance } from 'node:perf_hooks'

import { commandNamespace, uuidv5 } from '../../services/kernel/ids.ts'

/** One keep-alive connection per client: what is measured is the product, not connecting. */
export class Pipe {
  readonly #agent: Agent
  readonly #port: number
  readonly #cookie: string

  constructor(port: number, cookie: string, sockets: number) {
    this.#port = port
    this.#cookie = cookie
    this.#agent = new Agent({ keepAlive: true, maxSockets: sockets })
  }

  /** POSTs a command; answers its id. @throws with the answer when it is not accepted */
  command(path: string, body: object, key: string = randomUUID()): Promise<string> {
    const text = JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const request = send(
        {
          agent: this.#agent,
          host: '127.0.0.1',
          port: this.#port,
          method: 'POST',
          path: `/api/${path}`,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
            'x-requested-with': 'minsheng',
            cookie: this.#cookie,
            'idempotency-key': key,
          },
        },
        (response) => {
          let answer = ''
          response.on('data', (chunk: Buffer) => (answer += chunk.toString()))
          response.on('end', () => {
            if (response.statusCode === 202) resolve((JSON.parse(answer) as { id: string }).id)
            else reject(new Error(`${path} answered ${response.statusCode}: ${answer}`))
          })
        },
      )
      request.on('error', reject)
      request.end(text)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}

export type Staff = { readonly agent: Pipe; readonly handler: Pipe; readonly reviewer: Pipe; readonly visitor: Pipe }

const story =
  '居民反映小区门口的路灯已经坏了一个多星期，晚上出行很不方便，老人孩子容易摔倒，希望有关部门尽快派人修理。'.repeat(2)

const bodies = (contact: string, unit: string) => ({
  register: {
    contact,
    type: 'complaint',
    title: '路灯不亮，夜间出行困难',
    story,
    callerKind: 'person',
    identity: 'real-name',
    category: { code: 'unclassified' },
    intakeUnit: 'root',
    channel: 'phone',
    place: { source: 'said', district: 'd1', text: '和平路 12 号门前' },
  },
  dispatch: { units: [{ unit, kind: 'primary' }] },
  report: {
    claimTrue: 'yes',
    withinDuties: true,
    solved: 'yes',
    internalMeasure: '已安排维修队更换灯具两盏，并检查了整条线路。',
    publicAnswer: '您好，您反映的路灯已于当日修复，感谢您的监督。',
  },
  callback: { valid: true, contacted: 'yes', solved: 'yes', satisfied: 'satisfied', scaleVersion: 1 },
})

/** A whole case life in eight commands: register, dispatch, sign, contact, report, accept, visit, close. */
export async function caseLife(staff: Staff, unit: string, contact: string, took: number[]): Promise<void> {
  const { agent, handler, reviewer, visitor } = staff
  const { register, dispatch, report, callback } = bodies(contact, unit)
  const timed = async (pipe: Pipe, path: string, body: object, key: string = randomUUID()) => {
    const begun = performance.now()
    const id = await pipe.command(path, body, key)
    took.push(performance.now() - begun)
    return id
  }
  const id = await timed(agent, 'cases/register-case', register)
  const key = randomUUID()
  await timed(agent, `cases/${id}/dispatch-case`, dispatch, key)
  // As the write side derives it (kernel/handle.ts): a caller need not ask for it.
  const assignmentId = uuidv5(commandNamespace, `${id}:${key}:assignment ${unit}`)
  await timed(handler, `cases/${id}/sign-for`, { assignmentId })
  await timed(handler, `cases/${id}/record-contact-attempt`, { assignmentId, way: 'phone', outcome: 'reached' })
  await timed(handler, `cases/${id}/report-handling`, { assignmentId, ...report })
  await timed(reviewer, `cases/${id}/accept-report`, { assignmentId })
  await timed(visitor, `cases/${id}/record-callback`, callback)
  await timed(visitor, `cases/${id}/close-case`, { closureKind: 'solved' })
}
