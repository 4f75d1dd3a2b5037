import type { TimedCommand } from './life.ts'

/** Commands of many lives in order of time: a binary heap, since only a few thousand lives are open at once. */
export class Agenda {
  readonly #heap: TimedCommand[] = []

  add(command: TimedCommand): void {
    const heap = this.#heap
    let at = heap.push(command) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = heap[above]
      if (!parent || !before(command, parent)) break
      heap[at] = parent
      at = above
    }
    heap[at] = command
  }

  addAll(commands: readonly TimedCommand[]): void {
    for (const command of commands) this.add(command)
  }

  /** Gives out, in order, everything before `until`. */
  *until(until: number): Generator<TimedCommand, void, undefined> {
    for (let next = this.#take(until); next; next = this.#take(until)) yield next
  }

  #take(until: number): TimedCommand | undefined {
    const [first] = this.#heap
    if (!first || first.at >= until) return undefined
    const last = this.#heap.pop()
    if (last && last !== first) this.#sink(last)
    return first
  }

  #sink(command: TimedCommand): void {
    const heap = this.#heap
    let at = 0
    for (;;) {
      const left = heap[2 * at + 1]
      const right = heap[2 * at + 2]
      const child = right && left && before(right, left) ? right : left
      if (!child || !before(child, command)) break
      heap[at] = child
      at = child === right ? 2 * at + 2 : 2 * at + 1
    }
    heap[at] = command
  }
}

const before = (a: TimedCommand, b: TimedCommand) => a.at < b.at || (a.at === b.at && a.key < b.key)
