import type { Words } from '../kernel/refusal.ts'

export type ProblemKind =
  | 'changed-event'
  | 'removed-event'
  | 'doubled-event'
  | 'reordered-event'
  | 'inserted-event'
  | 'foreign-event'
  | 'removed-stream'
  | 'cut-tail'
  | 'rechained'
  | 'not-as-sealed'
  | 'removed-seal'
  | 'changed-seal'
  | 'wrong-signature'

/** One thing that is wrong, as exactly as it can be known. `ordinal` counts the log's events from 0, seals left out. */
export type Problem = {
  readonly kind: ProblemKind
  readonly stream?: string
  readonly revision?: string
  readonly ordinal?: number
  readonly words: Words
}

export type Verdict = {
  readonly ok: boolean
  /** Without the seals. */
  readonly events: number
  readonly streams: number
  readonly seals: number
  /** So many events, from the first on, are covered by a good seal. */
  readonly sealedUpTo: number
  readonly problems: readonly Problem[]
  /** Problems beyond the first thousand are only counted. */
  readonly furtherProblems: number
  /** Event types that this version does not know: kept, counted, verified like all others. */
  readonly unknownTypes: Readonly<Record<string, number>>
  /** What is no problem but worth saying. */
  readonly notes: readonly Words[]
  /** Public key of the seals, for people to compare; undefined where there is none. */
  readonly publicKey: string | undefined
}

const most = 1_000

/** Collects problems, each once. */
export class Problems {
  readonly #seen = new Set<string>()
  readonly list: Problem[] = []
  further = 0

  add(problem: Problem): void {
    const name = `${problem.kind} ${problem.stream} ${problem.revision ?? problem.ordinal} ${problem.stream ? '' : problem.words.en}`
    if (this.#seen.has(name)) return
    if (this.list.length >= most) {
      this.further += 1
      return
    }
    this.#seen.add(name)
    this.list.push(problem)
  }

  has(...kinds: readonly ProblemKind[]): boolean {
    return this.list.some(({ kind }) => kinds.includes(kind))
  }
}
