import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Orders to rebuild lie as empty files beside the views: whoever may write there may give one, running or not. */
export class Orders {
  readonly #folder: string

  constructor(viewsFolder: string) {
    this.#folder = join(viewsFolder, 'orders')
    mkdirSync(this.#folder, { recursive: true })
  }

  give(name: string): void {
    writeFileSync(join(this.#folder, name), '')
  }

  open(): string[] {
    return readdirSync(this.#folder)
  }

  isOpen(name: string): boolean {
    return existsSync(join(this.#folder, name))
  }

  done(name: string): void {
    rmSync(join(this.#folder, name), { force: true })
  }
}
