/** `npm run import -- FILE.csv [--mapping FILE.json] [--dry-run]`: brings a file into the running instance. */
import { readFileSync, statSync } from 'node:fs'
import { basename, extname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { openCsv, type CsvFile, type FileRow } from '../services/imports/csvFile.ts'
import {
  BadFile,
  checkMapping,
  parseMapping,
  recognise,
  type FileKind,
  type Mapping,
} from '../services/imports/mapping.ts'
import { BadRow, rowOf, type ImportRow } from '../services/imports/row.ts'
import { progressBar, reportFile, type Totals } from './importReport.ts'

const usage = 'npm run import -- FILE.csv [--mapping FILE.json] [--dry-run]   (PORT, DATA_DIR of the running instance)'
const root = join(import.meta.dirname, '..')
const dataDir = resolve(process.env['DATA_DIR'] ?? join(root, 'data'))
const base = `http://127.0.0.1:${process.env['PORT'] ?? '8080'}`
const batchRows = 50

type Outcome = { line: number; id: string; outcome: keyof Totals; note?: string }

function token(): string {
  try {
    return readFileSync(join(dataDir, 'operator-token'), 'utf8').trim()
  } catch {
    throw new BadFile(
      `No running instance was found for the data folder ${dataDir}. Start it (npm start), or set DATA_DIR to its folder.`,
    )
  }
}

async function ask<Answer>(path: string, body: object): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    'x-requested-with': 'minsheng',
    authorization: `Bearer ${token()}`,
  }
  const response = await fetch(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    (error: Error) => {
      throw new BadFile(
        `${base} does not answer (${error.message}). Start Minsheng (npm start), or set PORT to its port.`,
      )
    },
  )
  if (response.status === 401)
    throw new BadFile(`The instance at ${base} does not use the data folder ${dataDir}: set PORT and DATA_DIR alike.`)
  const text = await response.text()
  if (!response.ok) throw new BadFile(`${base}${path} answered ${response.status}: ${text.slice(0, 500)}`)
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

type Run = { readonly file: string; readonly csv: CsvFile; readonly dryRun: boolean; readonly system: string }

/** A row of ours, or undefined after it was counted and reported as failed. */
function read(
  row: FileRow,
  mapping: Mapping,
  timeZone: string,
  fail: (line: number, note: string) => void,
): ImportRow | undefined {
  if ('problem' in row) {
    fail(row.line, row.problem)
    return undefined
  }
  try {
    return rowOf(row.values, row.line, mapping, timeZone)
  } catch (error) {
    if (!(error instanceof BadRow)) throw error
    fail(row.line, error.message)
    return undefined
  }
}

async function inBatches(
  csv: CsvFile,
  rowIn: (line: FileRow) => ImportRow | undefined,
  send: (rows: readonly ImportRow[]) => Promise<void>,
): Promise<void> {
  let rows: ImportRow[] = []
  for await (const line of csv.rows()) {
    const row = rowIn(line)
    if (row) rows.push(row)
    if (rows.length < batchRows) continue
    await send(rows)
    rows = []
  }
  if (rows.length > 0) await send(rows)
}

async function importMessages(run: Run, mapping: Mapping): Promise<Totals> {
  const totals: Totals = { imported: 0, skipped: 0, failed: 0 }
  const report = reportFile(dataDir, run.system)
  const progress = progressBar(statSync(run.file).size)
  const { id, timeZone } = await ask<{ id: string; timeZone: string }>('/api/imports/start', {
    system: run.system,
    file: basename(run.file),
    kind: 'messages',
    dryRun: run.dryRun,
  })
  const fail = (line: number, note: string) => {
    totals.failed += 1
    report.write({ line, outcome: 'failed', note })
  }
  const send = async (rows: readonly ImportRow[]) => {
    const body = {
      system: run.system,
      dryRun: run.dryRun,
      rows,
      ...(mapping.intakeUnit && { intakeUnit: mapping.intakeUnit }),
    }
    const { outcomes } = await ask<{ outcomes: Outcome[] }>('/api/imports/rows', body)
    for (const outcome of outcomes) {
      totals[outcome.outcome] += 1
      if (outcome.note) report.write(outcome)
    }
    progress(run.csv.bytes(), totals)
  }
  await inBatches(run.csv, (line) => read(line, mapping, timeZone, fail), send)
  await report.end()
  if (!run.dryRun) await ask(`/api/imports/${id}/end`, totals)
  if (process.stderr.isTTY) process.stderr.write('\n')
  if (report.lines > 0) process.stdout.write(`${report.lines} rows are explained in ${report.path}\n`)
  return totals
}

async function importCategories(run: Run): Promise<Totals> {
  const paths: string[][] = []
  let failed = 0
  for await (const row of run.csv.rows()) {
    const names = 'problem' in row ? [] : run.csv.header.map((column) => (row.values[column] ?? '').trim())
    const path = names.slice(0, names.findLastIndex((name) => name !== '') + 1)
    if (path.length > 0 && path.every((name) => name !== '')) paths.push(path)
    else {
      failed += 1
      process.stdout.write(`line ${row.line}: ${'problem' in row ? row.problem : 'a level is empty between others'}\n`)
    }
  }
  const done = await ask<Omit<Totals, 'failed'>>('/api/imports/categories', { dryRun: run.dryRun, paths })
  return { ...done, failed }
}

/** Names the source of a file that no mapping names: by the file's own name. */
function systemOf(file: string): string {
  const own = basename(file, extname(file)).replaceAll(/[^A-Za-z0-9._-]/g, '_')
  return (/^[A-Za-z0-9]/.test(own) ? own : `file${own}`).slice(0, 64)
}

function kindOf(csv: CsvFile, mappingFile: string | undefined): FileKind {
  if (mappingFile === undefined) return recognise(csv.header)
  const mapping = parseMapping(readFileSync(mappingFile, 'utf8'), mappingFile)
  checkMapping(mapping, csv.header)
  return { kind: 'messages', mapping }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { mapping: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new BadFile(usage)
  const csv = await openCsv(file)
  const kind = kindOf(csv, values.mapping)
  const mapped = kind.kind === 'messages' ? kind.mapping.system : undefined
  const run = {
    file,
    csv,
    dryRun: values['dry-run'],
    system: mapped ?? systemOf(file),
  }
  const totals = kind.kind === 'messages' ? await importMessages(run, kind.mapping) : await importCategories(run)
  const trial = run.dryRun ? 'dry run, nothing was written: ' : ''
  process.stdout.write(`${trial}${totals.imported} imported, ${totals.skipped} skipped, ${totals.failed} failed\n`)
}

try {
  await main()
} catch (error) {
  const { code, message } = error as { code?: string; message: string }
  const known =
    error instanceof BadFile ||
    code?.startsWith('ERR_PARSE_ARGS') ||
    code === 'ENOENT' ||
    code === 'EISDIR' ||
    code === 'EACCES'
  process.stderr.write(known ? `${message}\n` : `${(error as Error).stack}\n`)
  process.exit(2)
}
