import { setTimeout as sleep } from 'node:timers/promises'

import { afterEach, describe, expect, it } from 'vitest'

import { aKey, connected, emptyFolder, endVaults, keys, started, stopVault } from './vaultProcess.fixture.ts'

const rounds = process.env['MINSHENG_FULL'] === '1' ? 20 : 6

afterEach(endVaults)

describe('many who store keys at once', () => {
  it('lose no acknowledged key to kill -9', { timeout: 300_000 }, async () => {
    const dataDir = emptyFolder()
    const vault = connected(dataDir, { cachedKeys: 0, patienceMs: 120_000 })
    const stored: string[] = []
    let going = true
    const writer = async () => {
      while (going) {
        const some = keys(3)
        await vault.putKeys(some)
        stored.push(...some.map(({ id }) => id))
      }
    }
    let process = await started(dataDir)
    const writers = Array.from({ length: 8 }, writer)
    for (let round = 0; round < rounds; round += 1) {
      await sleep(50 + Math.random() * 100)
      await stopVault(process, 'SIGKILL')
      process = await started(dataDir)
    }
    going = false
    await Promise.all(writers)
    expect(stored.length).toBeGreaterThan(rounds)
    expect((await vault.getKeys(stored)).size).toBe(stored.length)
  })

  it('share a commit', async () => {
    const dataDir = emptyFolder()
    await started(dataDir)
    const vault = connected(dataDir)
    const timeEach = async (writers: number, puts: number) => {
      const begun = performance.now()
      const writer = async () => {
        for (let count = 0; count < puts; count += 1) await vault.putKeys([aKey()])
      }
      await Promise.all(Array.from({ length: writers }, writer))
      return (performance.now() - begun) / (writers * puts)
    }
    // Beside each other in one run: how fast this machine's disk is does not matter.
    const alone = await timeEach(1, 60)
    expect(await timeEach(64, 30)).toBeLessThan(alone / 3)
  })
})
