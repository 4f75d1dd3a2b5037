import { commandNamespace, uuidv5 } from '../kernel/ids.ts'

/** Ids that the write side will give: the same derivations as services/kernel/handle.ts. */
export class Ids {
  readonly #installation: string
  readonly #seed: string

  constructor(installation: string, seed: string) {
    this.#installation = installation
    this.#seed = seed
  }

  /** Id of what a creating command begins. */
  created(category: string, actor: string, key: string): string {
    return uuidv5(this.#installation, `${category}:${actor}:${key}`)
  }

  account(login: string): string {
    return this.created('staff', founderId, this.accountKey(login))
  }

  accountKey(login: string): string {
    return `city-${this.#seed}-account-${login}`.replaceAll(/[^A-Za-z0-9_-]/g, '-')
  }

  /** Key of one step of one life. */
  step(life: string, step: number, name: string): string {
    return `city-${this.#seed}-${life}-${step}-${name}`.replaceAll(/[^A-Za-z0-9_-]/g, '-')
  }

  assignment(caseId: string, dispatchKey: string, unit: string): string {
    return uuidv5(commandNamespace, `${caseId}:${dispatchKey}:assignment ${unit}`)
  }
}

/** Who makes the world before anybody works in it. */
export const founderId = 'city-founder'
