import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import type { Seal } from './events.ts'

export const sealsFileName = 'seals.jsonl'

/** One line of the file that is no seal. */
export type BadLine = { readonly line: number }

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

/** Appends seals outside the log's folder, each on disk before it counts as written. */
export class SealsFile {
  readonly #handle: number

  constructor(folder: string) {
    const file = join(folder, sealsFileName)
    const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
    this.#handle = openSync(file, 'a', 0o600)
    // A line that a crash cut short was never acknowledged; the log still has that seal.
    const whole = bytes.lastIndexOf(10) + 1
    if (whole !== bytes.length) ftruncateSync(this.#handle, whole)
  }

  append(seals: readonly Seal[]): void {
    if (seals.length === 0) return
    writeSync(this.#handle, seals.map((seal) => `${JSON.stringify(seal)}\n`).join(''))
    fsyncSync(this.#handle)
  }

  close(): void {
    closeSync(this.#handle)
  }
}
