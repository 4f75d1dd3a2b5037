import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { openDatabase } from '../../services/eventstore/database.ts'
import { readRawLog } from '../../services/eventstore/rawLog.ts'
import { sealEvents } from '../../services/kernel/proof.ts'
import { verifyLog } from '../../services/notary/verify.ts'

export type Row = {
  readonly what: string
  readonly goal: string
  readonly value: number
  readonly unit: string
  readonly ok: boolean
}

const installation = '6f2d8f0e-51c5-4a57-9d6d-8a4f6d1f0a11'
const cases = 25_000
const eventsPerCase = 8
const goal = 100_000

const metadata = {
  schemaVersion: 1,
  recordedAt: '2026-01-01T00:00:00.000Z',
  occurredAt: '2026-01-01T00:00:00.000Z',
  actor: { kind: 'person', id: 'a'.repeat(36), role: 'handler', unit: '330106' },
  origin: 'live',
  commandId: 'c'.repeat(36),
  fingerprint: 'f'.repeat(22),
  versions: { organisation: 3, categories: 1, calendar: 2, policy: 4 },
}

/** A log of 200,001 events of about 1 KB, written past the server. */
function aLargeLog(folder: string): void {
  const database = openDatabase(folder)
  const insert = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  let position = 0
  const write = (stream: string, count: number, type: string, data: (index: number) => object) => {
    const unsealed = Array.from({ length: count }, (_, index) => ({
      type,
      dataText: JSON.stringify(data(index)),
      metadata,
    }))
    const { sealed } = sealEvents('sha256', { installation, stream, revision: 0n, previousHash: '' }, unsealed)
    for (const [revision, event] of sealed.entries()) {
      position += 1_200
      const { id, dataText, metadataText } = event
      insert.run(position, stream, revision, id, type, dataText, metadataText, 'application/json', 0)
    }
  }
  database.transaction(() => {
    write('installation-main', 1, 'InstallationCreated', () => ({ id: installation }))
    const text = { $key: 'k'.repeat(36), $sealed: Buffer.alloc(360, 'a').toString('base64') }
    for (let index = 0; index < cases; index += 1) {
      write(`case-${index}`, eventsPerCase, 'NoteAdded', (note) => ({ index, note, text }))
    }
  })()
  database.close()
}

/** How fast a whole log is verified from its file. */
export async function benchVerify(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'verify-'))
  try {
    aLargeLog(folder)
    const begun = performance.now()
    const verdict = await verifyLog(readRawLog(folder))
    const value = Math.round((verdict.events * 1_000) / (performance.now() - begun))
    const what = `verify, ${verdict.events} events of 1 KB`
    return [{ what, goal: `>= ${goal}`, value, unit: 'events/s', ok: verdict.ok && value >= goal }]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
