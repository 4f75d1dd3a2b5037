import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'

export type Totals = { imported: number; skipped: number; failed: number }

/** A line that is written over on a terminal, and every tenth of the way elsewhere. */
export function progressBar(total: number) {
  let shown = -1
  return (done: number, totals: Totals) => {
    const percent = total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100))
    if (percent === shown || (!process.stderr.isTTY && Math.floor(percent / 10) === Math.floor(shown / 10))) return
    shown = percent
    const bar = '█'.repeat(Math.floor(percent / 4)).padEnd(25, '·')
    const line = `${bar} ${String(percent).padStart(3)} %  ${totals.imported} imported, ${totals.skipped} skipped, ${totals.failed} failed`
    process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`)
  }
}

/** One line of JSON for every row that needs a word, beside the data. */
export function reportFile(dataDir: string, name: string) {
  const folder = join(dataDir, 'imports')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${name}-${new Date().toISOString().replaceAll(':', '')}.jsonl`)
  let lines = 0
  const stream = createWriteStream(path, { mode: 0o600 })
  return {
    path,
    get lines() {
      return lines
    },
    write(entry: object) {
      lines += 1
      stream.write(`${JSON.stringify(entry)}\n`)
    },
    end: () => new Promise<void>((done) => stream.end(() => done())),
  }
}
