import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Certificate } from './certificate.ts'

/** Written by the command, taken by the feeder: two files in the feeder's folder. */
export class RebuildOrder {
  readonly #order: string
  readonly #certificate: string

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.#order = join(folder, 'rebuild.order')
    this.#certificate = join(folder, 'certificate.json')
  }

  /** Answers the order's name; an order that is open already is joined. */
  give(): string {
    if (!existsSync(this.#order)) writeFileSync(this.#order, randomUUID())
    return readFileSync(this.#order, 'utf8')
  }

  open(): string | undefined {
    return existsSync(this.#order) ? readFileSync(this.#order, 'utf8') : undefined
  }

  /** What the feeder found; an order that could not be carried out is closed with the reason. */
  close(certificate: Certificate | { readonly order: string; readonly failed: string }): void {
    writeFileSync(`${this.#certificate}.part`, `${JSON.stringify(certificate, null, 1)}\n`)
    renameSync(`${this.#certificate}.part`, this.#certificate)
    rmSync(this.#order, { force: true })
  }

  certificate(order: string): Certificate | { readonly order: string; readonly failed: string } | undefined {
    const found = this.#last()
    return found?.order === order ? found : undefined
  }

  /** What the last rebuild that could be carried out has shown. */
  proved(): Certificate | undefined {
    const found = this.#last()
    return found && 'proof' in found ? found : undefined
  }

  #last(): Certificate | { readonly order: string; readonly failed: string } | undefined {
    if (!existsSync(this.#certificate)) return undefined
    return JSON.parse(readFileSync(this.#certificate, 'utf8')) as Certificate
  }
}
