/** A unit or category as a dictionary defined it. */
export type Definition = {
  readonly dictionary: 'organisation' | 'categories'
  readonly code: string
  readonly parent: string | null
  readonly inForceFrom: string
}

/** Where units and categories stand in their trees, as far as the log has told by now. */
export class Paths {
  readonly #known = new Map<string, Definition[]>()

  define(definition: Definition): void {
    const key = `${definition.dictionary}/${definition.code}`
    const before = this.#known.get(key) ?? []
    // Of two with the same beginning the later recorded one holds.
    const after = [...before, definition].sort((a, b) =>
      a.inForceFrom < b.inForceFrom ? -1 : Number(a.inForceFrom > b.inForceFrom),
    )
    this.#known.set(key, after)
  }

  /** Codes from the root to `code` as in force at `at`; a code that nobody defined stands alone. */
  of(dictionary: Definition['dictionary'], code: string, at: string): string[] {
    const path: string[] = []
    for (let next: string | null = code; next !== null && !path.includes(next);) {
      path.push(next)
      next = this.#parent(dictionary, next, at)
    }
    return path.reverse()
  }

  #parent(dictionary: Definition['dictionary'], code: string, at: string): string | null {
    const known = this.#known.get(`${dictionary}/${code}`) ?? []
    // What happened before the dictionary began (imports) is placed by its first entry.
    const held = known.findLast(({ inForceFrom }) => inForceFrom <= at) ?? known[0]
    return held?.parent ?? null
  }
}
