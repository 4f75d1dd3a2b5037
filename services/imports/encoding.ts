import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'

import { BadFile } from './mapping.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

const lineEnd = 0x0a
/** No row is that long, so that a file without line ends need not be held in memory. */
const longestLine = 8_000_000
/** So many lines with Chinese in sound UTF-8 are no accident: what follows is a broken UTF-8 file, not GBK. */
const surelyUtf8 = 3

const isAscii = (bytes: Buffer) => bytes.every((byte) => byte < 0x80)

/** What a file's first bytes say; undefined where they say nothing. */
function byMark(start: Buffer, path: string): Encoding | undefined {
  if (start.readUInt32BE(0) === 0x504b0304)
    throw new BadFile(`${path} is an Excel workbook or another zip file. Save it as CSV (UTF-8) first.`)
  if (start.readUInt16BE(0) === 0xfffe) return 'utf-16le'
  return start.readUInt16BE(0) === 0xfeff ? 'utf-16be' : undefined
}

/** Pieces of whole lines: no character of UTF-8 or GBK holds a line end. */
async function* wholeLines(path: string): AsyncIterable<Buffer> {
  let rest: Buffer[] = []
  let held = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 262_144 }) as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(lineEnd) + 1
    if (end > 0) {
      yield Buffer.concat([...rest, chunk.subarray(0, end)])
      rest = []
      held = 0
    }
    rest.push(chunk.subarray(end))
    held += chunk.length - end
    if (held > longestLine) return
  }
  if (held > 0) yield Buffer.concat(rest)
}

function* linesOf(piece: Buffer): Iterable<Buffer> {
  for (let from = 0; from < piece.length;) {
    const end = piece.indexOf(lineEnd, from)
    const to = end < 0 ? piece.length : end + 1
    yield piece.subarray(from, to)
    from = to
  }
}

/** Counts lines, and those with Chinese among them; stops at the first that is no UTF-8. */
function count(piece: Buffer, before: { lines: number; chinese: number }) {
  let { lines, chinese } = before
  const sound = isUtf8(piece)
  for (const line of linesOf(piece)) {
    lines += 1
    if (!sound && !isUtf8(line)) return { lines, chinese, broken: true }
    if (chinese < surelyUtf8 && !isAscii(line)) chinese += 1
  }
  return { lines, chinese, broken: false }
}

/**
 * Real systems export UTF-8 with or without a BOM, UTF-16 or GBK. The whole file is looked at, since the first Chinese
 * may come late.
 *
 * @throws BadFile that names the line which is broken
 */
export async function encodingOf(path: string): Promise<Encoding> {
  let seen = { lines: 0, chinese: 0, broken: false }
  for await (const piece of wholeLines(path)) {
    const marked = seen.lines === 0 && piece.length >= 4 ? byMark(piece, path) : undefined
    if (marked) return marked
    seen = count(piece, seen)
    if (!seen.broken) continue
    if (seen.chinese < surelyUtf8) return 'gb18030'
    throw new BadFile(
      `${path}: line ${seen.lines} is not UTF-8 as the lines before it are. Correct it, or save the file as UTF-8 again.`,
    )
  }
  return 'utf-8'
}
