import { setImmediate as turn } from 'node:timers/promises'

import { describe, expect, it } from 'vitest'

import { freshKeys } from './keyPool.ts'
import { memoryVault } from './memoryVault.fixture.ts'

describe('fresh keys', () => {
  it('are on disk before anybody gets one', async () => {
    const vault = memoryVault(() => turn())
    for (let round = 0; round < 50; round += 1) {
      for (const { id, key } of await freshKeys(vault, 1 + (round % 3))) expect(vault.keys.get(id)).toEqual(key)
    }
  })

  it('are never given twice, also to takers at the same time', async () => {
    const vault = memoryVault(() => turn())
    const takers = Array.from({ length: 200 }, (_, index) => freshKeys(vault, 1 + (index % 4)))
    const given = (await Promise.all(takers)).flatMap((keys, index) => {
      expect(keys).toHaveLength(1 + (index % 4))
      return keys
    })
    expect(new Set(given.map(({ id }) => id)).size).toBe(given.length)
    expect(new Set(given.map(({ key }) => key.toString('hex'))).size).toBe(given.length)
    for (const { id } of given) expect(vault.keys.has(id)).toBe(true)
  })

  it('cost the disk far less than once per command when many ask', async () => {
    const vault = memoryVault(() => turn())
    const clerk = async () => {
      for (let round = 0; round < 40; round += 1) await freshKeys(vault, 1)
    }
    await Promise.all(Array.from({ length: 16 }, clerk))
    expect(vault.puts.length).toBeLessThan(640 / 8)
  })

  it('are not made up when the vault is away: the taker hears of it, and the next gets real ones', async () => {
    let away = true
    const vault = memoryVault(() => (away ? Promise.reject(new Error('the vault is away')) : Promise.resolve()))
    await expect(freshKeys(vault, 2)).rejects.toThrow('the vault is away')
    away = false
    const keys = await freshKeys(vault, 2)
    expect(keys.every(({ id }) => vault.keys.has(id))).toBe(true)
  })

  it('belong to one vault', async () => {
    const [one, other] = [memoryVault(), memoryVault()]
    const [key] = await freshKeys(one, 1)
    await freshKeys(other, 1)
    expect(one.keys.has(key?.id ?? '')).toBe(true)
    expect(other.keys.has(key?.id ?? '')).toBe(false)
  })
})
