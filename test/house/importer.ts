import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { House } from '../support/house.ts'
import { root } from './processes.ts'

/** `npm run import` against a house, with files of its own. */
export class Importer {
  readonly folder = mkdtempSync(join(tmpdir(), 'minsheng-import-'))
  readonly #house: House

  constructor(house: House) {
    this.#house = house
  }

  write(name: string, content: string | Buffer): string {
    const path = join(this.folder, name)
    writeFileSync(path, content)
    return path
  }

  run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const all = { ...process.env, DATA_DIR: this.#house.dataDir, PORT: String(this.#house.port), ...env }
    const command = [join(root, 'deploy', 'import.ts'), ...args]
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', env: all })
    return { status, stderr, last: stdout.trim().split('\n').at(-1), report: /explained in (\S+)/.exec(stdout)?.[1] }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true })
  }
}
