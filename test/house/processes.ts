import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')

/** The file of the project that each process of a house runs. */
export const members = {
  log: 'services/eventstore/main.ts',
  vault: 'services/vault/main.ts',
  projector: 'projections/main.ts',
  notary: 'services/notary/main.ts',
  api: 'services/main.ts',
} as const

const text = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // that process has gone, or is not ours
  }
}

/** Every process on this machine that works on the data folder, orphans too: pid and file. */
export function processesOn(dataDir: string): Map<number, string> {
  const found = new Map<number, string>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue
    if (!text(`/proc/${name}/environ`).split('\0').includes(`DATA_DIR=${dataDir}`)) continue
    const file = text(`/proc/${name}/cmdline`).split('\0')[1] ?? ''
    found.set(Number(name), file.startsWith(root) ? file.slice(root.length + 1) : file)
  }
  return found
}

export const pidOf = (dataDir: string, file: string): number | undefined =>
  [...processesOn(dataDir)].find(([, runs]) => runs === file)?.[0]

/** Asks again until it is so; a test that waits in vain runs into its time-out. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 20))
}
