import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { isAlone } from './sqlite.ts'

/** `<name>.<generation>.sqlite`; which one readers open stands in the small file `<name>.current`. */
export class Generations {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
    mkdirSync(folder, { recursive: true })
  }

  pointer(name: string): string {
    return join(this.folder, `${name}.current`)
  }

  current(name: string): string | undefined {
    if (!existsSync(this.pointer(name))) return undefined
    const file = join(this.folder, readFileSync(this.pointer(name), 'utf8').trim())
    return existsSync(file) ? file : undefined
  }

  /** The path of a generation that does not exist yet. */
  next(name: string): string {
    const last = this.#all(name).reduce((highest, file) => Math.max(highest, generationOf(file)), 0)
    return join(this.folder, `${name}.${last + 1}.sqlite`)
  }

  /** One rename: a reader finds the old generation or the new one, never half of either. */
  pointTo(name: string, file: string): void {
    const draft = `${this.pointer(name)}.new`
    writeFileSync(draft, `${file.slice(this.folder.length + 1)}\n`)
    renameSync(draft, this.pointer(name))
  }

  /** Takes a damaged file away from its readers; answers where it is now. */
  setAside(name: string, file: string): string {
    rmSync(this.pointer(name), { force: true })
    const aside = this.#aside(name)
    renameSync(file, aside)
    // Its write-ahead log must not be taken for that of the next file with its name.
    remove(file)
    return aside
  }

  hasAside(name: string): boolean {
    return existsSync(this.#aside(name))
  }

  forgetAside(name: string): void {
    rmSync(this.#aside(name), { force: true })
  }

  #aside(name: string): string {
    return join(this.folder, `${name}.damaged`)
  }

  /** Half-filled generations of a projector that died, and old ones that nobody came to remove. */
  sweep(name: string): void {
    const current = this.current(name)
    for (const file of this.#all(name)) {
      const path = join(this.folder, file)
      if (path !== current && isAlone(path)) remove(path)
    }
  }

  #all(name: string): string[] {
    return readdirSync(this.folder).filter((file) => file.startsWith(`${name}.`) && file.endsWith('.sqlite'))
  }
}

const generationOf = (file: string): number => Number(file.split('.').at(-2))

export function remove(file: string): void {
  for (const suffix of ['-wal', '-shm', '-journal', '']) rmSync(`${file}${suffix}`, { force: true })
}

const patienceMs = 60_000

/** Removes an old generation when its readers have let go; one that never does keeps its open file and nothing else. */
export async function retire(file: string, pause: (ms: number) => Promise<void>): Promise<void> {
  for (let waited = 0; waited < patienceMs && !isAlone(file); waited += 250) await pause(250)
  remove(file)
}
