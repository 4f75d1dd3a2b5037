import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { describe, expect, it } from 'vitest'

import { connectVault } from './client.ts'
import { emptyFolder, fileOf, launchVault, startVault, stopVault, urlOf } from './vaultProcess.fixture.ts'

const master = () => randomBytes(32).toString('base64')

describe('the vault refuses to start', () => {
  const refused = async (dataDir: string, env: NodeJS.ProcessEnv) => launchVault(dataDir, env).ended

  it('with another master key', async () => {
    const dataDir = emptyFolder()
    await stopVault(await startVault(dataDir, { MINSHENG_MASTER_KEY: master() }))
    const { code, words } = await refused(dataDir, { MINSHENG_MASTER_KEY: master() })
    expect([code, words]).toEqual([78, expect.stringContaining('made with another master key')])
  })

  it('with a master key that is none', async () => {
    const { code, words } = await refused(emptyFolder(), { MINSHENG_MASTER_KEY: 'secret' })
    expect([code, words]).toEqual([78, expect.stringContaining('32 bytes')])
  })

  it('without a configured master key in production', async () => {
    const dataDir = emptyFolder()
    const { code, words } = await refused(dataDir, { MINSHENG_PRODUCTION: '1' })
    expect([code, words]).toEqual([78, expect.stringContaining('MINSHENG_MASTER_KEY')])
    expect(existsSync(join(dataDir, 'vault', 'master.key'))).toBe(false)
  })

  it('when the file is no vault', async () => {
    const dataDir = emptyFolder()
    await stopVault(await startVault(dataDir))
    writeFileSync(fileOf(dataDir), randomBytes(8_192))
    const { code, words } = await refused(dataDir, {})
    expect([code, words]).toEqual([78, expect.stringContaining('Restore the vault')])
  })
})

describe('the process of the vault', () => {
  it('is only run once on a folder', async () => {
    const dataDir = emptyFolder()
    const first = await startVault(dataDir)
    const second = startVault(dataDir)
    await sleep(800)
    await stopVault(first)
    const vault = connectVault(urlOf(dataDir))
    expect(await vault.getCredential('nobody')).toBeUndefined()
    await vault.close()
    await stopVault(await second)
  })

  it('ends when its parent does', async () => {
    const vault = await startVault(emptyFolder())
    vault.child.stdin?.end()
    expect((await vault.ended).code).toBe(0)
  })
})
