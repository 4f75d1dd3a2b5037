import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { parse } from 'csv-parse/sync'

import { Acting } from '../../services/city/act.ts'
import { generateLives } from '../../services/city/lives.ts'
import { windowMs } from '../../services/city/runCity.ts'
import type { EventStore, Revision, SealedEvent } from '../../services/kernel/eventStore.ts'
import { connectEventStore } from '../../services/kernel/eventStoreDb.ts'
import type { Vault } from '../../services/kernel/vault.ts'
import { connectVault } from '../../services/vault/client.ts'
import { aCityLog } from '../support/aCityLog.ts'
import { EmbeddedLog } from '../support/embeddedLog.ts'
import { startVault } from '../support/vaultProcess.ts'

export type Row = {
  readonly what: string
  readonly goal: string
  readonly value: number
  readonly unit: string
  readonly ok: boolean | null
}

const until = '2026-11-24T02:00:00.000Z'
const [days, cases] = [90, 2_700]
const dayMs = 86_400_000
const round = (value: number, digits = 1) => Number(value.toFixed(digits))

/** Counts what is sent to the log. */
class Weighed {
  bytes = 0
  events = 0
  readonly store: EventStore

  constructor(inner: EventStore) {
    const append = async (stream: string, events: readonly SealedEvent[], expected: Revision) => {
      const appended = await inner.append(stream, events, expected)
      for (const { dataText, metadataText } of events) this.bytes += Buffer.byteLength(dataText + metadataText)
      this.events += events.length
      return appended
    }
    this.store = {
      append,
      read: (stream, options) => inner.read(stream, options),
      readBackwards: (stream, count) => inner.readBackwards(stream, count),
      all: (options) => inner.all(options),
      head: () => inner.head(),
      close: () => inner.close(),
    }
  }
}

type Measured = {
  readonly seeded: number
  readonly rate: number
  readonly bytes: number
  readonly events: number
  readonly refused: number
}

const rowsOf = ({ seeded, rate, bytes, events, refused }: Measured): Row[] => [
  { what: 'city: the world is there', goal: '< 5', value: round(seeded), unit: 's', ok: seeded < 5 },
  { what: 'city: events through commands', goal: '> 1000', value: Math.round(rate), unit: 'events/s', ok: rate > 1000 },
  {
    what: 'city: year of the demo at that rate',
    goal: '< 90',
    value: round(89_000 / rate),
    unit: 's',
    ok: 89_000 / rate < 90,
  },
  { what: 'city: bytes per case', goal: 'reported', value: Math.round(bytes), unit: 'bytes', ok: null },
  { what: 'city: events per case', goal: '< 9', value: round(events, 2), unit: 'events', ok: events < 9 },
  { what: 'city: refusals', goal: '0', value: refused, unit: 'commands', ok: refused === 0 },
]

async function measured(weighed: Weighed, vault: Vault): Promise<Measured> {
  const beganAt = new Date(Date.parse(until) - days * dayMs).toISOString()
  const seeding = performance.now()
  const { city, dispatch, installation } = await aCityLog(weighed.store, vault, { seed: 'bench', beganAt })
  const seeded = (performance.now() - seeding) / 1000
  const before = { events: weighed.events, bytes: weighed.bytes }
  const acting = new Acting({ dispatch, width: 64, windowMs })
  const filling = performance.now()
  const wanted = { seed: 'bench', days, cases, until, installation: installation.id }
  for (const command of generateLives(wanted, city)) await acting.begin(command)
  await acting.settled()
  const seconds = (performance.now() - filling) / 1000
  const [events, bytes] = [weighed.events - before.events, weighed.bytes - before.bytes]
  const { refused, cases: made } = acting.counts
  return { seeded, rate: events / seconds, bytes: bytes / made, events: events / made, refused }
}

/** The city acts on the embedded log and the vault, each in its own process, as in the demo. */
async function throughCommands(): Promise<Row[]> {
  const log = await EmbeddedLog.start()
  const vault = await startVault()
  const weighed = new Weighed(connectEventStore(log.url))
  const client = connectVault(vault.url)
  try {
    return rowsOf(await measured(weighed, client))
  } finally {
    await Promise.allSettled([weighed.store.close(), client.close()])
    await Promise.allSettled([log.remove(), vault.stop()])
  }
}

/** Texts of different length are compared on as many characters: the longer the sample, the more repeats itself. */
const sample = 200_000

function sampled(texts: readonly string[]): string[] {
  const taken: string[] = []
  let length = 0
  for (const text of texts) {
    if (length > sample) break
    taken.push(text)
    length += text.length
  }
  return taken
}

/** Share of the sequences of n characters that occur for the first time. */
function distinct(texts: readonly string[], n: number): number {
  const seen = new Set<string>()
  let total = 0
  for (const text of texts) {
    for (let at = 0; at + n <= text.length; at += 1, total += 1) seen.add(text.slice(at, at + n))
  }
  return (100 * seen.size) / total
}

/** Share of these that somebody else says too, word by word. */
function saidTwice(all: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  return (100 * all.filter((one) => (counts.get(one) ?? 0) > 1).length) / all.length
}

const sentencesOf = (texts: readonly string[]) =>
  texts.flatMap((text) => text.split(/[。！？!?；;]/)).filter((sentence) => sentence.length >= 4)

function cityStories(): string[] {
  const stories: string[] = []
  for (const { command, body } of generateLives({ seed: 'bench', days: 120, cases: 4_000, until })) {
    if (command === 'registerCase') stories.push((body() as { story: string }).story)
  }
  return stories
}

/** Real messages, where the machine has them; they are nobody's to keep, so that they never come into this repository. */
function realStories(): string[] {
  const folder = process.env['CITIZEN_MESSAGES'] ?? '/work/shared/data/citizen-messages'
  const file = join(folder, 'messages-2019.csv')
  if (!existsSync(file)) return []
  const rows = parse(readFileSync(file), { columns: true, bom: true, relax_quotes: true }) as { body?: string }[]
  return rows.map(({ body }) => (body ?? '').replaceAll(/\s+/g, ''))
}

function varietyOf(whose: string, texts: readonly string[]): Row[] {
  const some = sampled(texts)
  const row = (what: string, value: number): Row => ({
    what: `${whose}: ${what}`,
    goal: 'reported',
    value: round(value),
    unit: '%',
    ok: null,
  })
  return [
    ...[1, 2, 3, 4].map((n) => row(`distinct ${n}-grams`, distinct(some, n))),
    row('texts that occur twice', saidTwice(texts)),
    row('sentences that occur twice', saidTwice(sentencesOf(some))),
  ]
}

function variety(): Row[] {
  const [ours, real] = [cityStories(), realStories()]
  const once = 100 - saidTwice(ours)
  return [
    ...varietyOf('city', ours),
    ...(real.length > 0 ? varietyOf('real messages', real) : []),
    { what: 'city: stories that occur once', goal: '> 97', value: round(once), unit: '%', ok: once > 97 },
  ]
}

/** Figures of the synthetic city: speed through commands, size of a case, variety of its texts. */
export async function benchCity(): Promise<readonly Row[]> {
  return [...(await throughCommands()), ...variety()]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await benchCity())
