import { createReadStream } from 'node:fs'
import { Transform } from 'node:stream'

import { CsvError, parse } from 'csv-parse'

import { encodingOf } from './encoding.ts'
import { BadFile } from './mapping.ts'

/** A row with its line in the file, or what is wrong with it. */
export type FileRow =
  | { readonly line: number; readonly values: Readonly<Record<string, string>> }
  | { readonly line: number; readonly problem: string }

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
  const decoder = decoding(await encodingOf(path))
  const source = createReadStream(path)
  const parser = parse({
    bom: true,
    info: true,
    raw: false,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: largestRow,
  })
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
    if (error instanceof CsvError)
      throw new BadFile(
        `the file is not readable CSV: ${error.message}. Correct that line, or save the file as CSV again.`,
      )
    throw error
  }
}

/** Where a record begins; the parser counts to where it ends. */
const firstLine = (record: readonly string[], lines: number) =>
  record.reduce((line, text) => line - (text.match(/\r\n|\n|\r/g)?.length ?? 0), lines)

async function* rowsOf(
  header: readonly string[],
  records: AsyncIterator<{ record: string[]; info: { lines: number } }>,
): AsyncIterable<FileRow> {
  for (let one = await next(records); one; one = await next(records)) {
    const { record, info } = one
    const line = firstLine(record, info.lines)
    if (record.length === header.length) {
      yield { line, values: Object.fromEntries(header.map((name, index) => [name, record[index] ?? ''])) }
    } else {
      yield { line, problem: `has ${record.length} fields where the header names ${header.length}` }
    }
  }
}
