import { Value } from 'typebox/value'

import type { RecordedEvent } from '../kernel/eventStore.ts'
import type { Words } from '../kernel/refusal.ts'
import { seal as sealSchema, type Seal } from './events.ts'
import { checkSeal, type SealFlaw } from './seal.ts'
import type { ReadSeals } from './sealsFile.ts'
import type { Problem, ProblemKind, Problems } from './verdict.ts'

type Where = 'log' | 'file'

const places: Readonly<Record<Where, Words>> = {
  log: { zh: '日志', en: 'the log' },
  file: { zh: '封存文件', en: 'the file of seals' },
}

function sealProblem(kind: ProblemKind, number: string, words: Words): Problem {
  return { kind, stream: 'seal-log', revision: number, words }
}

const removed = (number: string, from: Where, kept: Where) =>
  sealProblem('removed-seal', number, {
    zh: `第 ${number} 号封存在${places[kept].zh}中，却不在${places[from].zh}中：已被移除。`,
    en: `Seal ${number} stands in ${places[kept].en} but not in ${places[from].en}: it was removed there.`,
  })

const jumped = (number: string, where: Where) =>
  sealProblem('removed-seal', number, {
    zh: `${places[where].zh}中第 ${number} 号封存之前缺少封存，或次序被改动。`,
    en: `Before seal ${number} of ${places[where].en} a seal is missing or out of order.`,
  })

const flaws: Readonly<Record<SealFlaw, readonly [ProblemKind, zh: string, en: string]>> = {
  'changed-seal': ['changed-seal', '内容被改动', 'was changed'],
  'wrong-signature': ['wrong-signature', '签名不成立', 'has a signature that is wrong'],
  'foreign-key': ['wrong-signature', '由另一把密钥签署（伪造）', 'was signed by another key: it is forged'],
}

function flawed(flaw: SealFlaw, number: string, where: Where): Problem {
  const [kind, zh, en] = flaws[flaw]
  const words = {
    zh: `${places[where].zh}中第 ${number} 号封存${zh}。`,
    en: `Seal ${number} of ${places[where].en} ${en}.`,
  }
  return sealProblem(kind, number, words)
}

export const parseSeal = (text: string): Seal | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return Value.Check(sealSchema, value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Checks one sequence of seals as it comes: each in itself, numbered without a gap, each naming the one before. */
class SealChain {
  readonly #where: Where
  readonly #problems: Problems
  #next = 0n
  #previous = ''

  constructor(where: Where, problems: Problems) {
    this.#where = where
    this.#problems = problems
  }

  /** True when nothing is wrong with this seal in itself. */
  accept(seal: Seal, trusted: string): boolean {
    const flaw = checkSeal(seal, trusted)
    if (flaw) this.#problems.add(flawed(flaw, seal.number, this.#where))
    const number = BigInt(seal.number)
    if (number !== this.#next || seal.previousSeal !== this.#previous) {
      this.#problems.add(jumped(seal.number, this.#where))
    }
    this.#next = number + 1n
    this.#previous = seal.seal
    return flaw === undefined
  }
}

/** Checks the seals of log and file, and the two against each other. */
export class SealCheck {
  readonly #problems: Problems
  readonly #log: SealChain
  readonly #file = new Map<string, string>()
  readonly #logNumbers = new Map<string, string>()
  readonly #hasFile: boolean
  readonly notes: Words[] = []
  /** Seals of the file that are good in themselves. */
  readonly good: Seal[] = []
  trusted: string | undefined

  constructor(file: ReadSeals | undefined, trusted: string | undefined, problems: Problems) {
    this.#problems = problems
    this.#hasFile = file !== undefined
    this.trusted = trusted ?? file?.seals[0]?.publicKey
    if (file) this.#readFile(file)
    this.#log = new SealChain('log', problems)
  }

  #readFile(file: ReadSeals): void {
    const chain = new SealChain('file', this.#problems)
    for (const seal of file.seals) {
      if (chain.accept(seal, this.trusted ?? '')) this.good.push(seal)
      this.#file.set(seal.number, seal.seal)
    }
    for (const { line } of file.bad) {
      const words = { zh: `封存文件第 ${line} 行无法读取。`, en: `Line ${line} of the file of seals cannot be read.` }
      this.#problems.add({ kind: 'changed-seal', ordinal: line, words })
    }
  }

  get count(): number {
    return Math.max(this.#logNumbers.size, this.#file.size)
  }

  inLog(number: string): boolean {
    return this.#logNumbers.has(number)
  }

  /** A seal of the log; answers it when its promise has to be checked besides those of the file. */
  event(event: RecordedEvent): Seal | undefined {
    const seal = parseSeal(event.dataText)
    const number = event.revision.toString()
    if (!seal || seal.number !== number) {
      this.#problems.add(flawed('changed-seal', number, 'log'))
      this.#logNumbers.set(number, '')
      return undefined
    }
    this.trusted ??= seal.publicKey
    const good = this.#log.accept(seal, this.trusted)
    this.#logNumbers.set(number, seal.seal)
    const inFile = this.#file.get(number)
    if (inFile !== undefined && inFile !== seal.seal) this.#problems.add(differing(number))
    return good && inFile !== seal.seal ? seal : undefined
  }

  /** @param now the file as it is after the log has been read: what was sealed meanwhile stands in it */
  finish(now: ReadSeals | undefined): void {
    if (this.#hasFile) this.#compare(new Set([...this.#file.keys(), ...(now?.seals ?? []).map(({ number }) => number)]))
    else if (this.#logNumbers.size > 0) this.#noteNoFile()
  }

  #compare(file: ReadonlySet<string>): void {
    for (const number of this.#file.keys()) {
      if (!this.#logNumbers.has(number)) this.#problems.add(removed(number, 'log', 'file'))
    }
    const missing = [...this.#logNumbers.keys()].filter((number) => !file.has(number))
    // The notary writes to the log first: a process that was killed in between catches up at its next start.
    const catchesUp = missing.length === 1 && missing[0] === [...this.#logNumbers.keys()].at(-1)
    if (catchesUp)
      this.notes.push({ zh: '最后一个封存尚未写入封存文件。', en: 'The last seal is not yet in the file of seals.' })
    else for (const number of missing) this.#problems.add(removed(number, 'file', 'log'))
  }

  #noteNoFile(): void {
    this.notes.push({
      zh: '没有封存文件可供比对：被截断的日志末尾若连同封存一起移除，则无法发现。',
      en: 'There is no file of seals to compare with: an end cut off together with its seals cannot be noticed.',
    })
  }
}

const differing = (number: string) =>
  sealProblem('changed-seal', number, {
    zh: `第 ${number} 号封存在日志与封存文件中不同。`,
    en: `Seal ${number} is one thing in the log and another in the file of seals.`,
  })
