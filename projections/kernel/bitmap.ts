/** Numbers per chunk; a chunk as bits takes 8 KiB. */
const chunkBits = 65_536
const words = chunkBits / 32
const bitsLength = chunkBits / 8

/** A stored chunk, read: its members as a list while they are few, otherwise as bits. */
export type Chunk = Uint16Array | Uint32Array

/** A set of small whole numbers (ordinals of cases), made for and, or and count over millions. */
export class Bitmap {
  readonly #chunks = new Map<number, Uint32Array>()

  static of(numbers: Iterable<number>): Bitmap {
    const bitmap = new Bitmap()
    for (const n of numbers) bitmap.add(n)
    return bitmap
  }

  add(n: number): void {
    setBit(this.#chunk(Math.floor(n / chunkBits)), n % chunkBits)
  }

  has(n: number): boolean {
    const at = n % chunkBits
    return (((this.#chunks.get(Math.floor(n / chunkBits))?.[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1
  }

  /** Adds the members of a chunk. */
  addChunk(index: number, chunk: Chunk): void {
    addTo(this.#chunk(index), chunk)
  }

  and(other: Bitmap): Bitmap {
    const both = new Bitmap()
    for (const [index, chunk] of this.#chunks) {
      const others = other.#chunks.get(index)
      if (others) both.#chunks.set(index, combined(chunk, others, false))
    }
    return both
  }

  without(other: Bitmap): Bitmap {
    const rest = new Bitmap()
    for (const [index, chunk] of this.#chunks) {
      const others = other.#chunks.get(index)
      rest.#chunks.set(index, others ? combined(chunk, others, true) : chunk)
    }
    return rest
  }

  get count(): number {
    let count = 0
    for (const chunk of this.#chunks.values()) {
      for (let at = 0; at < words; at += 1) count += ones(chunk[at] ?? 0)
    }
    return count
  }

  /** Like `and(other).count`, without making the set. */
  countWith(other: Bitmap): number {
    let count = 0
    for (const [index, chunk] of this.#chunks) {
      const others = other.#chunks.get(index)
      if (!others) continue
      for (let at = 0; at < words; at += 1) count += ones((chunk[at] ?? 0) & (others[at] ?? 0))
    }
    return count
  }

  *ascending(): Generator<number> {
    for (const index of [...this.#chunks.keys()].sort((a, b) => a - b)) {
      yield* this.#members(index)
    }
  }

  /** Descending, from below `before` on. */
  *descending(before = Number.POSITIVE_INFINITY): Generator<number> {
    for (const index of [...this.#chunks.keys()].sort((a, b) => b - a)) {
      if (index * chunkBits >= before) continue
      for (const n of this.#members(index).reverse()) if (n < before) yield n
    }
  }

  #members(index: number): number[] {
    const chunk = this.#chunks.get(index)
    return chunk ? membersOf(chunk).map((at) => index * chunkBits + at) : []
  }

  #chunk(index: number): Uint32Array {
    let chunk = this.#chunks.get(index)
    if (!chunk) this.#chunks.set(index, (chunk = new Uint32Array(words)))
    return chunk
  }
}

export const chunkOf = (n: number): number => Math.floor(n / chunkBits)

function setBit(chunk: Uint32Array, at: number): void {
  chunk[at >>> 5] = (chunk[at >>> 5] ?? 0) | (1 << (at & 31))
}

function combined(chunk: Uint32Array, others: Uint32Array, isInverted: boolean): Uint32Array {
  const result = new Uint32Array(words)
  const flip = isInverted ? 0xffffffff : 0
  for (let at = 0; at < words; at += 1) result[at] = (chunk[at] ?? 0) & ((others[at] ?? 0) ^ flip)
  return result
}

function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

function membersOf(chunk: Uint32Array): number[] {
  const members: number[] = []
  for (let at = 0; at < words; at += 1) {
    let word = chunk[at] ?? 0
    while (word !== 0) {
      members.push(at * 32 + 31 - Math.clz32(word & -word))
      word &= word - 1
    }
  }
  return members
}

function addTo(target: Uint32Array, chunk: Chunk): void {
  if (chunk instanceof Uint16Array) for (const at of chunk) setBit(target, at)
  else for (let at = 0; at < words; at += 1) target[at] = (target[at] ?? 0) | (chunk[at] ?? 0)
}

/** Stored little-endian, as all machines that Node runs on have it. */
export function readChunk(bytes: Buffer): Chunk {
  const { buffer } = new Uint8Array(bytes)
  return bytes.length === bitsLength ? new Uint32Array(buffer) : new Uint16Array(buffer)
}

/** A stored chunk with members added (true) and taken away. */
export function storedAfter(before: Buffer | undefined, members: ReadonlyMap<number, boolean>): Buffer {
  const chunk = new Uint32Array(words)
  if (before) addTo(chunk, readChunk(before))
  for (const [n, isMember] of members) {
    const at = n % chunkBits
    if (isMember) setBit(chunk, at)
    else chunk[at >>> 5] = (chunk[at >>> 5] ?? 0) & ~(1 << (at & 31))
  }
  const list = membersOf(chunk)
  return Buffer.from((list.length * 2 < bitsLength ? Uint16Array.from(list) : chunk).buffer)
}
