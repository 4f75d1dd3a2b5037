import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { connectEventStore } from '../services/kernel/eventStoreDb.ts'
import { sealEvents } from '../services/kernel/proof.ts'
import { evidenceFor } from '../services/notary/evidence/evidenceFor.ts'
import { indexFolder } from '../services/notary/notary.ts'
import { NotaryIndex } from '../services/notary/notaryIndex.ts'
import { fingerprintOf } from '../services/notary/seal.ts'
import { connectVault } from '../services/vault/client.ts'

const root = join(import.meta.dirname, '..')
const installation = {
  id: '6f2d8f0e-51c5-4a57-9d6d-8a4f6d1f0a11',
  kind: 'demo',
  timeZone: 'Asia/Shanghai',
  hashAlg: 'sha256',
} as const
const dataDir = mkdtempSync(join(tmpdir(), 'house-'))
const env = {
  PATH: process.env['PATH'],
  DATA_DIR: dataDir,
  EVENTSTORE_URL: `unix:${join(dataDir, 'run', 'log.sock')}`,
  VAULT_URL: `unix:${join(dataDir, 'run', 'vault.sock')}`,
}
const children: ChildProcess[] = []

async function started(file: string, ...args: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(root, file), ...args], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  await once(createInterface(child.stdout), 'line')
  return child
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}

function verify(folder: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'deploy/verify.ts'), ...args], {
    env: { PATH: env.PATH, DATA_DIR: folder },
    encoding: 'utf8',
  })
  return { status, said: `${stdout}${stderr}`, last: stdout.trimEnd().split('\n').at(-1) }
}

const store = connectEventStore(env.EVENTSTORE_URL)
const vault = connectVault(env.VAULT_URL)
const tails = new Map<string, { revision: bigint; hash: string }>()
const metadata = { schemaVersion: 1, recordedAt: '2026-01-01T00:00:00.000Z', actor: { kind: 'person', id: 'zhang' } }

async function write(stream: string, type: string, data: object): Promise<void> {
  const tail = tails.get(stream)
  const revision = tail ? tail.revision + 1n : 0n
  const link = { installation: installation.id, stream, revision, previousHash: tail?.hash ?? '' }
  const { sealed, hash } = sealEvents('sha256', link, [{ type, dataText: JSON.stringify(data), metadata }])
  await store.append(stream, sealed, tail?.revision ?? 'none')
  tails.set(stream, { revision, hash })
}

async function allSealed(): Promise<void> {
  for (let wait = 0; wait < 100; wait += 1) {
    const [last] = await store.readBackwards('seal-log', 1)
    const events = [...tails.values()].reduce((sum, { revision }) => sum + Number(revision) + 1, 0)
    if (last && (JSON.parse(last.dataText) as { count: string }).count === `${events}`) return
    await sleep(100)
  }
  throw new Error('the notary did not seal everything')
}

let bundleFile: string
let whileRunning: ReturnType<typeof verify>
beforeAll(async () => {
  const log = await started('services/eventstore/main.ts', join(dataDir, 'log'), env.EVENTSTORE_URL)
  const safe = await started('services/vault/main.ts')
  let notary = await started('services/notary/main.ts')
  await write('installation-main', 'InstallationCreated', installation)
  for (let round = 0; round < 4; round += 1) {
    for (let index = 0; index < 60; index += 1) await write(`case-${index % 6}`, 'NoteAdded', { round, index })
    await sleep(Math.random() * 900)
    await ended(notary, 'SIGKILL')
    notary = await started('services/notary/main.ts')
  }
  await allSealed()
  whileRunning = verify(dataDir)
  const openIndex = () => NotaryIndex.open(indexFolder(join(dataDir, 'seals')), 'sha256')
  const now = () => new Date().toISOString()
  const bundle = await evidenceFor(
    { store, vault, installation, openIndex, now },
    { caseId: '3', exportedBy: 'auditor' },
  )
  bundleFile = join(dataDir, 'bundle.json')
  writeFileSync(bundleFile, JSON.stringify(bundle))
  await store.close()
  await vault.close()
  for (const child of [notary, safe, log]) await ended(child, 'SIGTERM')
}, 60_000)

afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

/** A copy of the stopped installation with its log's file changed by SQL. */
function tampered(sql: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'tampered-'))
  cpSync(dataDir, copy, { recursive: true, filter: (from) => !from.endsWith('.sock') })
  const database = new Database(join(copy, 'log', 'events.sqlite'))
  database.exec(sql)
  database.close()
  return copy
}

describe('npm run verify', () => {
  it('finds a running installation good', () => {
    expect([whileRunning.status, whileRunning.said]).toEqual([0, expect.stringContaining(': ok')])
  })

  it('finds a stopped installation good after a notary that was killed again and again', () => {
    const { status, said, last } = verify(dataDir)
    expect([status, last]).toEqual([0, expect.stringMatching(/^verified 241 events in 7 streams, \d+ seals: ok$/)])
    expect(said).toContain('sealed: 241 of 241')
  })

  it.each([
    [
      'a changed byte',
      `UPDATE events SET data = replace(data, '"round":1', '"round":9') WHERE stream = 'case-3' AND revision = 12`,
      'changed-event',
      'case-3@12',
    ],
    ['a removed event', `DELETE FROM events WHERE stream = 'case-3' AND revision = 12`, 'removed-event', 'case-3@12'],
    ['a removed stream', `DELETE FROM events WHERE stream = 'case-3'`, 'removed-stream', 'case-3'],
    [
      'a cut tail',
      `DELETE FROM events WHERE position > (SELECT position FROM events WHERE stream = 'case-5' AND revision = 37)`,
      'cut-tail',
      'missing',
    ],
  ])('names %s, in both languages, and ends with 1', (_, sql, kind, where) => {
    const { status, said } = verify(tampered(sql))
    expect([status, said]).toEqual([1, expect.stringContaining(kind)])
    expect(said).toContain(where)
    expect(said).toMatch(/[\u4e00-\u9fff]/)
  })

  it('names seals of another key', () => {
    const { status, said } = verify(dataDir, '--key', 'f'.repeat(64))
    expect([status, said]).toEqual([2, expect.stringContaining('not by ffff')])
  })

  it.each([
    ['no data folder', ['DATA'], 'There is no log in'],
    ['no such bundle', ['DATA', 'nothing.json'], 'There is no file'],
    ['an option that there is not', ['DATA', '--fast'], 'npm run verify'],
    ['a key in groups without quotes', ['DATA', 'nothing.json', '--key', 'c40c', 'c8c6'], 'no fingerprint of a key'],
    ['two bundles', ['DATA', 'nothing.json', 'other.json'], 'One bundle at a time: other.json'],
  ])('says what is wrong with %s, and ends with 2', (_, [folder = '', ...args], words) => {
    const { status, said } = verify(join(dataDir, folder), ...args)
    expect([status, said]).toEqual([2, expect.stringContaining(words)])
  })
})

describe('npm run verify -- bundle.json', () => {
  const nowhere = '/nonexistent'

  it('needs no data folder and no server', () => {
    const { status, last, said } = verify(nowhere, bundleFile)
    expect([status, last]).toEqual([0, 'verified 40 events in 1 stream, 1 seal: ok'])
    expect(said).toContain('核验了 40 条事件、1 条流、1 次封存：通过')
    expect(said).toContain('note: No --key was given')
  })

  it('knows the installation by its key’s fingerprint', () => {
    const { head } = JSON.parse(readFileSync(bundleFile, 'utf8')) as { head: { publicKey: string } }
    const key = fingerprintOf(head.publicKey)
    const { status, said } = verify(nowhere, bundleFile, '--key', key)
    expect([status, said]).toEqual([0, expect.not.stringContaining('No --key')])
    expect(verify(nowhere, bundleFile, '--key', 'f'.repeat(64)).said).toContain('wrong-signature')
  })

  it('names what was changed', () => {
    const file = join(dataDir, 'forged.json')
    writeFileSync(file, readFileSync(bundleFile, 'utf8').replace('\\"round\\":2', '\\"round\\":7'))
    const { status, said } = verify(nowhere, file)
    expect([status, said]).toEqual([1, expect.stringContaining('changed-event (event 21 of its stream): case-3@20')])
  })
})
