/** Numbers per chunk; a full chunk takes 8 KiB. */
const chunkBits = 65_536
const words = chunkBits / 32

/** A set of small whole numbers (ordinals of cases), made for and, or and count over millions. */
export class Bitmap {
  readonly #chunks = new Map<number, Uint32Array>()

  static of(numbers: Iterable<number>): Bitmap {
    const bitmap = new Bitmap()
    for (const n of numbers) bitmap.add(n)
    return bitmap
  }

  add(n: number): void {
    const at = n % chunkBits
    const chunk = this.#chunk(Math.floor(n / chunkBits))
    chunk[at >>> 5] = (chunk[at >>> 5] ?? 0) | (1 << (at & 31))
  }

  has(n: number): boolean {
    const at = n % chunkBits
    return (((this.#chunks.get(Math.floor(n / chunkBits))?.[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1
  }

  /** Adds what a stored chunk holds. */
  addStored(chunk: number, bytes: Buffer): void {
    addTo(this.#chunk(chunk), bytes)
  }

  and(other: Bitmap): Bitmap {
    const both = new Bitmap()
    for (const [index, chunk] of this.#chunks) {
      const others = other.#chunks.get(index)
      if (others)
        both.#chunks.set(
          index,
          chunk.map((word, at) => word & (others[at] ?? 0)),
        )
    }
    return both
  }

  without(other: Bitmap): Bitmap {
    const rest = new Bitmap()
    for (const [index, chunk] of this.#chunks) {
      const others = other.#chunks.get(index)
      rest.#chunks.set(index, others ? chunk.map((word, at) => word & ~(others[at] ?? 0)) : chunk)
    }
    return rest
  }

  get count(): number {
    let count = 0
    for (const chunk of this.#chunks.values()) for (const word of chunk) if (word !== 0) count += ones(word)
    return count
  }

  /** Like `and(other).count`, without making the set. */
  countWith(other: Bitmap): number {
    let count = 0
    for (const [index, chunk] of this.#chunks) {
      const others = other.#chunks.get(index)
      if (others) for (let at = 0; at < words; at += 1) count += ones((chunk[at] ?? 0) & (others[at] ?? 0))
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
    const chunk = this.#chunks.get(index) ?? new Uint32Array(0)
    return membersOf(chunk).map((at) => index * chunkBits + at)
  }

  #chunk(index: number): Uint32Array {
    let chunk = this.#chunks.get(index)
    if (!chunk) this.#chunks.set(index, (chunk = new Uint32Array(words)))
    return chunk
  }
}

export const chunkOf = (n: number): number => Math.floor(n / chunkBits)

function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

function membersOf(chunk: Uint32Array): number[] {
  const members: number[] = []
  for (let at = 0; at < chunk.length; at += 1) {
    let word = chunk[at] ?? 0
    while (word !== 0) {
      members.push(at * 32 + 31 - Math.clz32(word & -word))
      word &= word - 1
    }
  }
  return members
}

/** A list of 16-bit numbers, or, from where that would be longer, the bits themselves. */
const bitsLength = chunkBits / 8

function addTo(chunk: Uint32Array, bytes: Buffer): void {
  if (bytes.length === bitsLength) {
    for (let at = 0; at < words; at += 1) chunk[at] = (chunk[at] ?? 0) | bytes.readInt32LE(at * 4)
    return
  }
  for (let offset = 0; offset < bytes.length; offset += 2) {
    const at = bytes.readUInt16LE(offset)
    chunk[at >>> 5] = (chunk[at >>> 5] ?? 0) | (1 << (at & 31))
  }
}

/** A stored chunk with members added (true) and taken away; undefined when nothing is left. */
export function storedAfter(before: Buffer | undefined, members: ReadonlyMap<number, boolean>): Buffer | undefined {
  const chunk = new Uint32Array(words)
  if (before) addTo(chunk, before)
  for (const [n, isMember] of members) {
    const at = (n % chunkBits) >>> 5
    const bit = 1 << (n & 31)
    chunk[at] = isMember ? (chunk[at] ?? 0) | bit : (chunk[at] ?? 0) & ~bit
  }
  return encoded(chunk)
}

function encoded(chunk: Uint32Array): Buffer | undefined {
  let count = 0
  for (const word of chunk) if (word !== 0) count += ones(word)
  if (count === 0) return undefined
  if (count * 2 >= bitsLength) {
    const bits = Buffer.alloc(bitsLength)
    for (let at = 0; at < words; at += 1) bits.writeInt32LE((chunk[at] ?? 0) | 0, at * 4)
    return bits
  }
  const list = Buffer.alloc(count * 2)
  let offset = 0
  for (const at of membersOf(chunk)) offset = list.writeUInt16LE(at, offset)
  return list
}
