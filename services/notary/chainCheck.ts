import type { RecordedEvent } from '../kernel/eventStore.ts'
import { carriedHash, checkEvent } from '../kernel/proof.ts'
import type { Words } from '../kernel/refusal.ts'
import { sealStream } from './events.ts'
import type { Problem, ProblemKind, Problems } from './verdict.ts'

type StreamState = {
  next: bigint
  hash: string
  /** Revisions that were jumped over and may still come, out of order. */
  missing?: Set<bigint>
}

const words: Readonly<Partial<Record<ProblemKind, (where: string) => Words>>> = {
  'changed-event': (where) => ({
    zh: `${where}：字节与写入时的哈希不符（内容、元数据、类型或位置被改动，或其前一事件被替换）。`,
    en: `${where}: its bytes are not those that were hashed (content, metadata, type or place changed, or the event before it replaced).`,
  }),
  'foreign-event': (where) => ({
    zh: `${where}：没有本系统的哈希，不是本系统写入的。`,
    en: `${where}: it carries no hash of ours; this product did not write it.`,
  }),
  'removed-event': (where) => ({ zh: `${where}：事件被移除。`, en: `${where}: the event was removed.` }),
  'doubled-event': (where) => ({ zh: `${where}：事件重复出现。`, en: `${where}: the event is there twice.` }),
  'reordered-event': (where) => ({
    zh: `${where}：事件的先后次序被改动。`,
    en: `${where}: the event stands in the wrong order.`,
  }),
  'removed-seal': (where) => ({
    zh: `${where}：日志中的封存被移除。`,
    en: `${where}: the seal was removed from the log.`,
  }),
  'changed-seal': (where) => ({
    zh: `${where}：日志中的封存被改动。`,
    en: `${where}: the seal was changed in the log.`,
  }),
}

/** The same fault has another name on the stream of seals. */
const ofSeals: Readonly<Partial<Record<ProblemKind, ProblemKind>>> = {
  'changed-event': 'changed-seal',
  'foreign-event': 'changed-seal',
  'removed-event': 'removed-seal',
}

/** A problem at one event. `where` in its words is stream@revision. */
export function atEvent(given: ProblemKind, place: { stream: string; revision: bigint }, ordinal?: number): Problem {
  const { stream } = place
  const kind = stream === sealStream ? (ofSeals[given] ?? given) : given
  const revision = place.revision.toString()
  const told = words[kind]?.(`${stream}@${revision}`) ?? { zh: kind, en: kind }
  return { kind, stream, revision, ...(ordinal !== undefined && { ordinal }), words: told }
}

/** Checks every stream's own chain: each event's bytes, its place, and that it follows the one before. */
export class ChainCheck {
  readonly #installation: string
  readonly #problems: Problems
  readonly #streams = new Map<string, StreamState>()

  constructor(installation: string, problems: Problems) {
    this.#installation = installation
    this.#problems = problems
  }

  get streams(): number {
    return this.#streams.size - (this.#streams.has(sealStream) ? 1 : 0)
  }

  has(stream: string): boolean {
    return this.#streams.has(stream)
  }

  /** @param hash the hash that the event carries; '' for none */
  check(event: RecordedEvent, ordinal?: number, hash = carriedHash(event.metadataText)?.hash ?? ''): void {
    let state = this.#streams.get(event.stream)
    if (!state) {
      state = { next: 0n, hash: '' }
      this.#streams.set(event.stream, state)
    }
    if (event.revision === state.next) this.#follow(state, event, hash, ordinal)
    else if (event.revision > state.next) this.#jump(state, event, hash)
    else this.#goBack(state, event, ordinal)
  }

  /** Names what was jumped over and never came. */
  finish(): void {
    for (const [stream, { missing }] of this.#streams) {
      for (const revision of missing ?? []) this.#problems.add(atEvent('removed-event', { stream, revision }))
    }
  }

  #follow(state: StreamState, event: RecordedEvent, hash: string, ordinal?: number): void {
    const flaw = checkEvent(event, this.#installation, state.hash)
    if (flaw) {
      const twice = hash !== '' && hash === state.hash
      const kind = twice ? 'doubled-event' : flaw === 'no-hash' ? 'foreign-event' : 'changed-event'
      this.#problems.add(atEvent(kind, event, ordinal))
    }
    // Going on from the hash that it carries: one changed event is one problem.
    state.hash = hash
    state.next += 1n
  }

  #jump(state: StreamState, event: RecordedEvent, hash: string): void {
    state.missing ??= new Set()
    // A number beyond reason would only be an attempt to fill the memory.
    for (let revision = state.next; revision < event.revision && state.missing.size < 10_000; revision += 1n) {
      state.missing.add(revision)
    }
    state.hash = hash
    state.next = event.revision + 1n
  }

  #goBack(state: StreamState, event: RecordedEvent, ordinal: number | undefined): void {
    const late = state.missing?.delete(event.revision) === true
    this.#problems.add(atEvent(late ? 'reordered-event' : 'doubled-event', event, ordinal))
  }
}
