import type { Dressed } from './dressed.ts'
import type { Asking } from './question.ts'

/** How old the moment of a live answer may be: the tile says of which moment it is. */
const freshMs = 5_000
const mostRows = 200_000

type Kept = { readonly instant: number; readonly answer: Promise<Dressed>; rows: number }
export type Asked = {
  readonly asking: Asking
  readonly ordinal: number
  /** Of this very moment, or of now. */
  readonly isLive: boolean
}

/** Of a live question's scope everything but the moment, which moves on with every millisecond. */
function nameOf({ asking, ordinal, isLive }: Asked): string {
  const { metric, by, params, compare, scope } = asking
  const { viewer, origins, sense, filters, period, instant } = scope
  const { kind, whole } = period
  const time = [kind, whole, isLive ? 'now' : instant]
  return JSON.stringify([metric.name, by, params, compare, viewer.units, origins, sense, filters, time, ordinal])
}

/**
 * Answers that hold as long as the cubes stand where they stand: each is of one ordinal, so a batch that arrives leaves them
 * behind and nothing has to be told. Who asks the same at the same time waits for the same scan.
 */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept>()
  #rows = 0

  find(asked: Asked): Promise<Dressed> | undefined {
    const kept = this.#kept.get(nameOf(asked))
    if (!kept) return undefined
    const age = asked.asking.scope.instant - kept.instant
    return age >= 0 && (age < freshMs || !asked.isLive) ? kept.answer : undefined
  }

  keep(asked: Asked, answer: Promise<Dressed>): void {
    const name = nameOf(asked)
    this.#drop(name)
    const kept: Kept = { instant: asked.asking.scope.instant, answer, rows: 1 }
    this.#kept.set(name, kept)
    this.#rows += 1
    answer.then(
      ({ rows }) => {
        if (this.#kept.get(name) !== kept) return
        kept.rows += rows.length
        this.#rows += rows.length
        this.#shrink()
      },
      () => this.#kept.get(name) === kept && this.#drop(name),
    )
  }

  #drop(name: string): void {
    this.#rows -= this.#kept.get(name)?.rows ?? 0
    this.#kept.delete(name)
  }

  #shrink(): void {
    for (const name of this.#kept.keys()) {
      if (this.#rows <= mostRows) return
      this.#drop(name)
    }
  }
}
