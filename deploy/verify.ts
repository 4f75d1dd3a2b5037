/** `npm run verify`: checks the whole log, running or stopped; `npm run verify -- bundle.json` an exported bundle. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { logFileName } from '../services/eventstore/database.ts'
import { readRawLog } from '../services/eventstore/rawLog.ts'
import type { RecordedEvent } from '../services/kernel/eventStore.ts'
import { connectEventStore } from '../services/kernel/eventStoreDb.ts'
import { parseBundle, verifyBundle } from '../services/notary/evidence/verifyBundle.ts'
import { keptPublicKey } from '../services/notary/keptKey.ts'
import { indexFolder } from '../services/notary/notary.ts'
import { NotaryIndex } from '../services/notary/notaryIndex.ts'
import { fingerprintOf, spkiOf } from '../services/notary/seal.ts'
import { readSeals } from '../services/notary/sealsFile.ts'
import type { Verdict } from '../services/notary/verdict.ts'
import { verifyLog, type VerifyOptions } from '../services/notary/verify.ts'
import { isKnownType } from './knownTypes.ts'
import { typedFingerprint } from './typedFingerprint.ts'
import { outcomeLines } from './verifyOutcome.ts'

const usage = `npm run verify                          核验 DATA_DIR（./data）中的日志，运行中或已停止均可。
                                        Checks the log in DATA_DIR (./data), running or stopped.
npm run verify -- bundle.json           核验导出的证据包，无需服务器和数据。
                                        Checks an exported bundle; needs no server and no data.
  --key FINGERPRINT                     公布的公钥指纹：由其他密钥封存的即为伪造；分组书写时请加引号。
                                        The installation's published key: seals by any other are forged;
                                        quote it where it is in groups: --key "c40c c8c6 …"
EVENTSTORE_URL=esdb://…                 改从该服务器读取日志。
                                        Reads the log from that server instead of DATA_DIR.`

/** There is nothing to verify, or it cannot be read: says nothing about whether it is good. */
class NothingToVerify extends Error {}

type Events = Iterable<readonly RecordedEvent[]> | AsyncIterable<readonly RecordedEvent[]>

const dataDir = resolve(process.env['DATA_DIR'] ?? join(import.meta.dirname, '..', 'data'))
const seals = join(dataDir, 'seals')

function localLog(): Events {
  const folder = join(dataDir, 'log')
  if (existsSync(join(folder, logFileName))) return readRawLog(folder)
  throw new NothingToVerify(
    `${dataDir} 中没有日志，请将 DATA_DIR 设为数据目录。There is no log in ${dataDir}. Set DATA_DIR to the data folder of an installation, or run npm start first.`,
  )
}

/** Everything up to the head of the log as the server has it. */
async function* remoteLog(url: string): AsyncGenerator<readonly RecordedEvent[]> {
  const store = connectEventStore(url, { patienceMs: 15_000 })
  const ending = new AbortController()
  try {
    if ((await store.head()) === undefined) return
    for await (const { events, live } of store.all({ signal: ending.signal, window: 5_000 })) {
      yield events
      if (live) return
    }
  } finally {
    ending.abort()
    await store.close()
  }
}

function trustedKey(): string | undefined {
  const pem = keptPublicKey(seals)
  return pem === undefined ? undefined : spkiOf(pem)
}

/** What the notary has noted; without it a verdict is as sure but less exact. */
function notes(): NotaryIndex | undefined {
  const algorithm = readSeals(seals)?.seals[0]?.hashAlg
  try {
    return algorithm && NotaryIndex.open(indexFolder(seals), algorithm)
  } catch {
    return undefined
  }
}

function progress(events: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${events.toLocaleString('en')} events `)
}

async function verifyHere(): Promise<Verdict> {
  const url = process.env['EVENTSTORE_URL']
  const remote = url !== undefined && url.startsWith('esdb')
  const events = remote ? remoteLog(url) : localLog()
  const hasSeals = existsSync(seals)
  const options: VerifyOptions = {
    // A log whose seals' folder is there but whose file is not has lost its seals.
    readSeals: () => readSeals(seals) ?? (hasSeals ? { seals: [], bad: [] } : undefined),
    trusted: trustedKey(),
    index: notes(),
    isKnown: isKnownType,
    onProgress: progress,
  }
  const verdict = await verifyLog(events, options)
  if (process.stderr.isTTY) process.stderr.write('\r')
  if (verdict.events > 0 || verdict.seals > 0) return verdict
  throw new NothingToVerify(`The log ${remote ? url : `in ${dataDir}`} holds no events yet.`)
}

const withoutKey = {
  zh: '未给出 --key，只说明证据包自身前后相符：整份伪造的也会通过。请将下面的公钥指纹与公布的逐字比对。',
  en: 'No --key was given, so this says only that the bundle agrees with itself: one that was forged as a whole does too. Compare the key below with the published one.',
}

function verifyFile(file: string, key: string | undefined): Verdict {
  const path = resolve(file)
  if (!existsSync(path)) throw new NothingToVerify(`没有这个文件。There is no file ${path}.`)
  const bundle = parseBundle(readFileSync(path, 'utf8'))
  const { publicKey } = bundle.head
  // Another fingerprint than the published one is no key of ours, whatever the bundle says.
  const verdict = verifyBundle(bundle, key === undefined || fingerprintOf(publicKey) === key ? publicKey : '')
  return key === undefined ? { ...verdict, notes: [...verdict.notes, withoutKey] } : verdict
}

function checkKey({ publicKey }: Verdict, key: string | undefined): void {
  if (key !== undefined && publicKey !== undefined && fingerprintOf(publicKey) !== key) {
    throw new NothingToVerify(`The seals are by the key ${fingerprintOf(publicKey)}, not by ${key}.`)
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true })
  const key = values.key === undefined ? undefined : typedFingerprint(values.key)
  const [file, ...more] = positionals
  // Else a second bundle would pass unread.
  if (more.length > 0)
    throw new NothingToVerify(`一次只核验一个证据包。One bundle at a time: ${more.join(' ')}\n${usage}`)
  const verdict = file === undefined ? await verifyHere() : verifyFile(file, key)
  if (file === undefined) checkKey(verdict, key)
  process.stdout.write(`${outcomeLines(verdict).join('\n')}\n`)
  return verdict.ok ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  const { message, code } = error as Error & { code?: string }
  process.stderr.write(`${message}${code?.startsWith('ERR_PARSE_ARGS') ? `\n${usage}` : ''}\n`)
  process.exitCode = 2
}
