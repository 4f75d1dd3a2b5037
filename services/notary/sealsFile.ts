import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

import type { Seal } from './events.ts'

export const sealsFileName = 'seals.jsonl'

/** One line of the file that is no seal. */
type BadLine = { readonly line: number }

export type ReadSeals = { readonly seals: readonly Seal[]; readonly bad: readonly BadLine[] }

/** All seals of a file, in its order; undefined where there is no such file. A half-written last line is not counted. */
export function readSeals(folder: string): ReadSeals | undefined {
  const file = join(folder, sealsFileName)
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  const seals: Seal[] = []
  const bad: BadLine[] = []
  for (const [index, line] of lines.entries()) {
    const seal = parsed(line)
    if (seal) seals.push(seal)
    else bad.push({ line: index + 1 })
  }
  return { seals, bad }
}

function parsed(line: string): Seal | undefined {
  try {
    const value = JSON.parse(line) as Seal
    return typeof value.seal === 'string' && typeof value.number === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

const tailBytes = 64 * 1024

/** The last whole line of a file, without reading the rest of it. */
function lastLine(handle: number): { line: string; end: number } {
  const { size } = fstatSync(handle)
  const start = Math.max(0, size - tailBytes)
  const tail = Buffer.alloc(size - start)
  readSync(handle, tail, 0, tail.length, start)
  const whole = tail.lastIndexOf(10) + 1
  const line = tail.subarray(0, whole).toString('utf8').trimEnd().split('\n').at(-1) ?? ''
  return { line, end: start + whole }
}

/** Appends seals outside the log's folder, each on disk before it counts as written. */
export class SealsFile {
  readonly #handle: number
  #last: Seal | undefined

  /** @throws Error when the last line is no seal: somebody wrote into the file */
  constructor(folder: string) {
    const file = join(folder, sealsFileName)
    this.#handle = openSync(file, 'a+', 0o600)
    const { line, end } = lastLine(this.#handle)
    // A line that a crash cut short was never acknowledged; the log still has that seal.
    if (end !== fstatSync(this.#handle).size) ftruncateSync(this.#handle, end)
    this.#last = line === '' ? undefined : parsed(line)
    if (line !== '' && !this.#last) throw new Error(`the last line of ${file} is no seal`)
  }

  get last(): Seal | undefined {
    return this.#last
  }

  append(seals: readonly Seal[]): void {
    const last = seals.at(-1)
    if (!last) return
    writeSync(this.#handle, seals.map((seal) => `${JSON.stringify(seal)}\n`).join(''))
    fsyncSync(this.#handle)
    this.#last = last
  }

  close(): void {
    closeSync(this.#handle)
  }
}
