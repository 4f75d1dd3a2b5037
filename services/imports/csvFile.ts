import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Transform } from 'node:stream'

import { parse, type CsvError } from 'csv-parse'

import { BadFile } from './mapping.ts'

/** A row with its line in the file, or what is wrong with it. */
export type FileRow =
  | { readonly line: number; readonly values: Readonly<Record<string, string>> }
  | { readonly line: number; readonly problem: string }

/** Real systems export UTF-8 with or without a BOM, or GBK; 64 KB tell which. */
async function encodingOf(path: string): Promise<'utf-8' | 'gb18030' | 'utf-16le'> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0)
    if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le'
    // The sample may end within a character, hence `stream`.
    new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead), { stream: true })
    return 'utf-8'
  } catch (error) {
    if (error instanceof TypeError) return 'gb18030'
    throw error
  } finally {
    await file.close()
  }
}

function decoding(encoding: string): Transform {
  const decoder = new TextDecoder(encoding)
  return new Transform({
    encoding: 'utf8',
    transform: (chunk: Buffer, _, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush(done) {
      done(null, decoder.decode())
    },
  })
}

const largestRow = 1_000_000

export type CsvFile = {
  readonly header: readonly string[]
  readonly bytes: () => number
  rows(): AsyncIterable<FileRow>
}

/** Opens a CSV file of any size; rows come one by one, so that memory does not grow with the file. */
export async function openCsv(path: string): Promise<CsvFile> {
  const source = createReadStream(path)
  const parser = parse({
    bom: true,
    info: true,
    raw: false,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: largestRow,
  })
  const decoder = decoding(await encodingOf(path))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(decoder).pipe(parser)
  const records = parser[Symbol.asyncIterator]() as AsyncIterator<{ record: string[]; info: { lines: number } }>
  const first = await next(records)
  if (!first) throw new BadFile(`${path} is empty: its first line must name the columns`)
  const header = first.record.map((name) => name.trim())
  const doubled = header.find((name, index) => header.indexOf(name) !== index)
  if (doubled !== undefined) throw new BadFile(`${path} has two columns named "${doubled}"`)
  return { header, bytes: () => source.bytesRead, rows: () => rowsOf(header, records) }
}

async function next<Value>(records: AsyncIterator<Value>): Promise<Value | undefined> {
  try {
    const { value, done } = await records.next()
    return done ? undefined : (value as Value)
  } catch (error) {
    const { code, message } = error as CsvError
    if (typeof code === 'string' && code.startsWith('CSV_'))
      throw new BadFile(`the file is not readable CSV: ${message}`)
    throw error
  }
}

async function* rowsOf(
  header: readonly string[],
  records: AsyncIterator<{ record: string[]; info: { lines: number } }>,
): AsyncIterable<FileRow> {
  for (let one = await next(records); one; one = await next(records)) {
    const { record, info } = one
    if (record.length === header.length) {
      yield { line: info.lines, values: Object.fromEntries(header.map((name, index) => [name, record[index] ?? ''])) }
    } else {
      yield { line: info.lines, problem: `has ${record.length} fields where the header names ${header.length}` }
    }
  }
}
