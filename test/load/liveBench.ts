import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

import { House } from '../support/house.ts'
import type { Pipe } from './caseLife.ts'
import { openedFor, percentile, type Row } from './commandBench.ts'

/** Positions as another browser hears them on the live feed, with when. */
async function listen(base: string, cookie: string, heard: Map<string, number>, signal: AbortSignal): Promise<void> {
  const answer = await fetch(`${base}/api/feed`, { headers: { cookie }, signal })
  const decoder = new TextDecoder()
  for await (const chunk of answer.body ?? []) {
    const at = performance.now()
    for (const [, id = ''] of decoder
      .decode(chunk as Uint8Array, { stream: true })
      .matchAll(/"view":"workList","id":"([^"]+)"/g)) {
      if (!heard.has(id)) heard.set(id, at)
    }
  }
}

const bytesBelow = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)

const residentMiB = (pid: number) =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)

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

/** Registers at a steady 200 a second; when each was answered, by id. */
async function paced(agent: Pipe, contact: string, count: number): Promise<Map<string, number>> {
  const sent = new Map<string, number>()
  const sending: Promise<void>[] = []
  const begun = performance.now()
  for (let next = 0; next < count; next += 1) {
    const wait = begun + next * 5 - performance.now()
    if (wait > 0) await sleep(wait)
    const command = agent.command('cases/register-case', { ...body, contact })
    sending.push(command.then((id) => void sent.set(id, performance.now())))
  }
  await Promise.all(sending)
  return sent
}

function footprint(house: House, count: number): Row[] {
  const memory = [...house.children()].map(
    ([file, pid]) => `${file.split('/').slice(-2).join('/')} ${residentMiB(pid)}`,
  )
  const perCase = (part: string) => Math.round(bytesBelow(join(house.dataDir, part)) / count)
  const [log, views] = [perCase('log'), perCase('views')]
  return [
    { what: 'disk per registered case, log', goal: '', value: log, unit: `bytes (views ${views})`, ok: null },
    { what: `memory at ${count} cases: ${memory.join(', ')}`, goal: '', value: Number.NaN, unit: 'MiB', ok: null },
  ]
}

/** Append → row told to another browser, at a steady 200 events a second. */
export async function benchLive(seconds = 8): Promise<Row[]> {
  const house = await House.start()
  const stop = new AbortController()
  try {
    const { staff, contact, cookie } = await openedFor(house, 32)
    const heard = new Map<string, number>()
    void listen(house.base, cookie, heard, stop.signal).catch(() => undefined)
    const count = 200 * seconds
    const sent = await paced(staff.agent, contact, count)
    await sleep(1_500)
    const delays = [...sent].flatMap(([id, at]) => (heard.has(id) ? [Math.max(0, (heard.get(id) ?? 0) - at)] : []))
    const p95 = Math.round(
      percentile(
        delays.toSorted((a, b) => a - b),
        0.95,
      ),
    )
    const all = delays.length === count
    const share = Math.round((delays.length / count) * 100)
    return [
      {
        what: 'append → told to another browser, 200 events/s, p95',
        goal: '< 300',
        value: p95,
        unit: 'ms',
        ok: p95 < 300 && all,
      },
      { what: 'changes heard of those sent', goal: '100', value: share, unit: '%', ok: all },
      ...footprint(house, count),
    ]
  } finally {
    stop.abort()
    await house.dispose()
  }
}

if (process.argv[1] === import.meta.filename) console.table(await benchLive())
