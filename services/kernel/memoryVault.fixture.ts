import type { DataKey, Vault } from './vault.ts'

export type MemoryVault = Pick<Vault, 'putKeys' | 'getKeys' | 'destroyKeys'> & {
  readonly keys: Map<string, Buffer>
  /** How often the disk was asked. */
  readonly puts: (readonly DataKey[])[]
}

/** As much of a vault as sealing needs; what is in `keys` is what is on disk. */
export function memoryVault(beforePut: () => Promise<void> = async () => undefined): MemoryVault {
  const keys = new Map<string, Buffer>()
  const puts: (readonly DataKey[])[] = []
  return {
    keys,
    puts,
    async putKeys(made) {
      puts.push(made)
      await beforePut()
      for (const { id, key } of made) keys.set(id, key)
    },
    async getKeys(ids) {
      const found = ids.map((id) => [id, keys.get(id)] as const)
      return new Map(found.flatMap(([id, key]) => (key ? [[id, key] as const] : [])))
    },
    async destroyKeys(ids) {
      for (const id of ids) keys.delete(id)
    },
  }
}
