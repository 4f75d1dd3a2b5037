/** A bounded map that forgets what was set longest ago: a cache whose misses are answered elsewhere. */
export class Memory<Value> {
  private readonly limit: number
  private readonly values = new Map<string, Value>()

  constructor(limit: number) {
    this.limit = limit
  }

  get(key: string): Value | undefined {
    return this.values.get(key)
  }

  set(key: string, value: Value): void {
    if (this.values.size >= this.limit && !this.values.has(key)) {
      const oldest = this.values.keys().next()
      if (oldest.done !== true) this.values.delete(oldest.value)
    }
    this.values.set(key, value)
  }
}
