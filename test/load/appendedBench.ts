/** Append → cube on a house that runs as `npm start` runs it: from a command's answer until a leader's number counts the case. */
import { setTimeout as sleep } from 'node:timers/promises'

import { House, staffed, type Client } from '../support/house.ts'
import { quantile, row, type BenchRow } from './benchRow.ts'
import { openedFor } from './commandBench.ts'

const perSecond = 10
const seconds = 20
const patienceMs = 30_000

const body = {
  type: 'help',
  title: '楼道堆放杂物',
  story: '楼道里长期堆放杂物，存在消防隐患。',
  callerKind: 'person',
  identity: 'real-name',
  category: { code: 'unclassified' },
  intakeUnit: 'root',
  channel: 'phone',
}

async function counted(leader: Client): Promise<number> {
  const { status, body: answer } = await leader.get('/api/metrics/case-volume?period=year&by=')
  if (status !== 200) throw new Error(`the metric answered ${status}: ${JSON.stringify(answer)}`)
  return Number(answer['n'])
}

/** The leader's number over and over: the moment at which it first counted each case. */
async function watched(leader: Client, cases: number): Promise<readonly number[]> {
  const seen: number[] = []
  for (const until = performance.now() + seconds * 1000 + patienceMs; seen.length < cases;) {
    if (performance.now() > until) throw new Error(`only ${seen.length} of ${cases} cases were counted`)
    const n = await counted(leader)
    const at = performance.now()
    while (seen.length < n) seen.push(at)
    await sleep(50)
  }
  return seen
}

export async function benchAppended(): Promise<BenchRow[]> {
  const house = await House.start()
  try {
    const { staff, contact } = await openedFor(house, 8)
    const leader = await staffed(house, await house.admin(), 'b-leader', [{ role: 'leader', unit: 'root' }])
    await counted(leader)
    const cases = perSecond * seconds
    const seen = watched(leader, cases)
    // Else a failure to register would leave this one unheard.
    seen.catch(() => undefined)
    const sent: Promise<number>[] = []
    const begun = performance.now()
    for (let next = 0; next < cases; next += 1) {
      await sleep(Math.max(0, begun + (next * 1000) / perSecond - performance.now()))
      sent.push(staff.agent.command('cases/register-case', { ...body, contact }).then(() => performance.now()))
    }
    const answered = (await Promise.all(sent)).toSorted((a, b) => a - b)
    const moments = await seen
    // A number says how many and not which: the nth answered is the nth counted.
    const delays = answered.map((at, index) => Math.max(0, (moments[index] ?? Number.NaN) - at))
    const [p50, p95] = [quantile(delays, 0.5), quantile(delays, 0.95)]
    const name = `command answered → counted by a leader's number, running house, ${perSecond} cases/s`
    return [row(`${name}, p50`, p50, 'ms'), row(`${name}, p95`, p95, 'ms', { goal: '< 5000', ok: p95 < 5_000 })]
  } finally {
    await house.dispose()
  }
}

if (import.meta.main) {
  console.table(await benchAppended())
  process.exit(0)
}
