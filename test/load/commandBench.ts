import { performance } from 'node:perf_hooks'

import { House, staffed } from '../support/house.ts'
import { caseLife, Pipe } from './caseLife.ts'

export type Row = {
  readonly what: string
  readonly goal: string
  readonly value: number
  readonly unit: string
  readonly ok: boolean | null
}

export const percentile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

const round = (value: number, digits = 1) => Math.round(value * 10 ** digits) / 10 ** digits

/** Units and people, and a pipe for each of the four roles. */
export async function openedFor(house: House, sockets: number) {
  const admin = await house.admin()
  await admin.command('dictionaries/organisation/define-unit', {
    code: 'lighting',
    name: '路灯管理所',
    parent: 'root',
    handlesCases: true,
  })
  const people = await Promise.all([
    staffed(house, admin, 'b-agent', [{ role: 'agent', unit: 'root' }]),
    staffed(house, admin, 'b-handler', [{ role: 'handler', unit: 'lighting' }]),
    staffed(house, admin, 'b-reviewer', [{ role: 'reviewer', unit: 'root' }]),
    staffed(house, admin, 'b-visitor', [{ role: 'visitor', unit: 'root' }]),
  ])
  const [agent, handler, reviewer, visitor] = people.map(({ cookie }) => new Pipe(house.port, cookie, sockets)) as [
    Pipe,
    Pipe,
    Pipe,
    Pipe,
  ]
  const contact = await agent.command('contacts/receive-contact', {
    channel: 'phone',
    unit: 'root',
    callerKind: 'person',
    callerName: '测试市民',
    callerNumber: '19900000001',
    language: 'zh-CN',
  })
  return { staff: { agent, handler, reviewer, visitor }, contact, cookie: people[0]?.cookie ?? '' }
}

type Opened = Awaited<ReturnType<typeof openedFor>>

/** Lives per second, with how long each command took. */
async function lives({ staff, contact }: Opened, count: number, clients: number) {
  const took: number[] = []
  let left = count
  const begun = performance.now()
  const client = async () => {
    while (left > 0) {
      left -= 1
      await caseLife(staff, 'lighting', contact, took)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const rate = count / ((performance.now() - begun) / 1000)
  return { rate, took: took.toSorted((a, b) => a - b) }
}

/** W2: whole case lives of 8 commands over HTTP, 8 clients. */
export async function benchCommands(cases = 1_500): Promise<Row[]> {
  const house = await House.start()
  try {
    const opened = await openedFor(house, 32)
    await lives(opened, 200, 8)
    const { rate, took } = await lives(opened, cases, 8)
    const paced = await pacedCommands(opened.staff.agent, opened.contact, { perSecond: 500, clients: 32, seconds: 10 })
    const [p50, p99] = [round(percentile(took, 0.5)), round(percentile(took, 0.99))]
    const late = round(percentile(paced, 0.99))
    return [
      {
        what: 'whole case life over HTTP, 8 clients',
        goal: '≥ 155',
        value: round(rate),
        unit: 'cases/s',
        ok: rate >= 155,
      },
      { what: 'its commands, p50', goal: '', value: p50, unit: `ms (p99 ${p99} ms)`, ok: null },
      { what: 'command over HTTP at 500/s, 32 clients, p99', goal: '< 50', value: late, unit: 'ms', ok: late < 50 },
    ]
  } finally {
    await house.dispose()
  }
}

/** Registrations at a steady rate; latency counts from when a command was due, so that waiting is not hidden. */
async function pacedCommands(
  agent: Pipe,
  contact: string,
  { perSecond, clients, seconds }: { perSecond: number; clients: number; seconds: number },
): Promise<number[]> {
  const body = {
    contact,
    type: 'help',
    title: '楼道堆放杂物',
    story: '楼道里长期堆放杂物，存在消防隐患，请尽快处理。',
    callerKind: 'person',
    identity: 'real-name',
    category: { code: 'unclassified' },
    intakeUnit: 'root',
    channel: 'phone',
  }
  const took: number[] = []
  const begun = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (;;) {
        const due = begun + (next++ * 1000) / perSecond
        if (due > begun + seconds * 1000) return
        const wait = due - performance.now()
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
        await agent.command('cases/register-case', body)
        took.push(performance.now() - due)
      }
    }),
  )
  return took.toSorted((a, b) => a - b)
}

if (process.argv[1] === import.meta.filename) console.table(await benchCommands(Number(process.argv[2] ?? 1_500)))
