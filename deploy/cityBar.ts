import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Progress = { readonly state: string; readonly share: number; readonly cases: number; readonly at: string }

const width = 32
const everyMs = 500

function progressIn(dataDir: string): Progress | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'run', 'city-progress.json'), 'utf8')) as Progress
  } catch {
    return undefined // the city has not begun
  }
}

/** One line of the bar: how far the city's history is, and how many cases there are. */
export function cityLine({ share, cases, at }: Progress): string {
  const done = Math.round(share * width)
  const percent = String(Math.floor(share * 100)).padStart(3)
  return `  the city grows  ${'█'.repeat(done)}${'░'.repeat(width - done)} ${percent} %  ${at.slice(0, 10)}  ${cases} cases`
}

/** A bar on a terminal; in a file a line per tenth. Ends when history is there. */
export function showCity(dataDir: string, out: NodeJS.WriteStream = process.stdout): void {
  let tenth = -1
  const timer = setInterval(() => {
    const progress = progressIn(dataDir)
    if (!progress) return
    const isThere = progress.state !== 'filling'
    const next = Math.floor(progress.share * 10)
    if (out.isTTY) out.write(`\r${cityLine(progress)}${isThere ? '\n' : ''}`)
    else if (next > tenth) out.write(`${cityLine(progress)}\n`)
    tenth = next
    if (isThere) clearInterval(timer)
  }, everyMs)
  timer.unref()
}
