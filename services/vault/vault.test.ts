import { createPublicKey, verify } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'

import { aKey, connected, emptyFolder, endVaults, fileOf, keys, started, stopVault } from './vaultProcess.fixture.ts'

afterEach(endVaults)

describe('the vault', () => {
  it('keeps keys, secrets and credentials over a restart', async () => {
    const dataDir = emptyFolder()
    const first = await started(dataDir)
    const vault = connected(dataDir, { cachedKeys: 0 })
    const some = keys(3)
    await vault.putKeys(some)
    await vault.putKeys(some)
    await vault.putCredential('staff-1', 'argon2id$…')
    const secret = await vault.secret('search')
    const pem = await vault.publicKey()
    expect((await stopVault(first)).code).toBe(0)
    await started(dataDir)
    const found = await vault.getKeys([...some.map(({ id }) => id), 'never'])
    expect([...found]).toEqual(some.map(({ id, key }) => [id, key]))
    expect(await vault.getCredential('staff-1')).toBe('argon2id$…')
    expect(await vault.getCredential('nobody')).toBeUndefined()
    expect(await vault.secret('search')).toEqual(secret)
    expect(await vault.publicKey()).toBe(pem)
    const signature = await vault.sign(Buffer.from('a seal'))
    expect(verify(null, Buffer.from('a seal'), createPublicKey(pem), signature)).toBe(true)
  })

  it('lets only its owner near: folder, socket, file and generated key', async () => {
    const dataDir = emptyFolder()
    await started(dataDir)
    const modes = ['run', 'run/vault.sock', 'vault/vault.sqlite', 'vault/master.key'].map(
      (path) => statSync(join(dataDir, path)).mode & 0o077,
    )
    expect(modes).toEqual([0, 0, 0, 0])
  })

  it('refuses another key under a known id, and leaves the others of that moment alone', async () => {
    const dataDir = emptyFolder()
    await started(dataDir)
    const vault = connected(dataDir)
    const [one, two] = [aKey(), aKey()]
    await vault.putKeys([one])
    const both = await Promise.allSettled([vault.putKeys([{ ...aKey(), id: one.id }]), vault.putKeys([two])])
    expect(both[0]).toMatchObject({ reason: { code: 'key-exists' } })
    expect(both[1]?.status).toBe('fulfilled')
  })

  it('removes a destroyed key from the bytes of its file and never takes it back', async () => {
    const dataDir = emptyFolder()
    const process = await started(dataDir)
    const vault = connected(dataDir)
    const many = keys(3_000)
    for (const one of many.slice(0, 500)) await vault.putKeys([one])
    await vault.putKeys(many.slice(500))
    const doomed = many.filter((_, index) => index % 300 === 7)
    const file = new Database(fileOf(dataDir), { readonly: true })
    const read = file.prepare<[string], { wrapped: Buffer }>('SELECT wrapped FROM data_keys WHERE id = ?')
    const wrapped = doomed.map(({ id }) => read.get(id)?.wrapped ?? Buffer.alloc(0))
    file.close()
    await vault.destroyKeys(doomed.map(({ id }) => id))
    await vault.destroyKeys(doomed.map(({ id }) => id))
    expect((await vault.getKeys(many.map(({ id }) => id))).size).toBe(many.length - doomed.length)
    await expect(vault.putKeys(doomed.slice(0, 1))).rejects.toMatchObject({ code: 'key-destroyed' })
    await stopVault(process, 'SIGKILL')
    const bytes = readFileSync(fileOf(dataDir))
    const wal = `${fileOf(dataDir)}-wal`
    const left = wrapped.filter((one) => bytes.includes(one) || (existsSync(wal) && readFileSync(wal).includes(one)))
    expect(wrapped.every(({ length }) => length === 60)).toBe(true)
    expect(left).toEqual([])
  })

  it('gives nobody back after an old backup, once the erasure is repeated', async () => {
    const dataDir = emptyFolder()
    const process = await started(dataDir)
    const vault = connected(dataDir, { cachedKeys: 0 })
    const one = aKey()
    await vault.putKeys([one])
    await stopVault(process)
    copyFileSync(fileOf(dataDir), join(dataDir, 'backup'))
    const again = await started(dataDir)
    await vault.destroyKeys([one.id])
    await stopVault(again)
    copyFileSync(join(dataDir, 'backup'), fileOf(dataDir))
    await started(dataDir)
    expect((await vault.getKeys([one.id])).size).toBe(1)
    await vault.destroyKeys([one.id])
    expect((await vault.getKeys([one.id])).size).toBe(0)
  })

  it('cuts the line of who talks nonsense, and serves on', async () => {
    const dataDir = emptyFolder()
    await started(dataDir)
    const talk = async (text: string) => {
      const socket = createConnection(join(dataDir, 'run', 'vault.sock'))
      socket.write(text)
      let answer = ''
      for await (const part of socket.setEncoding('utf8')) answer += String(part)
      return answer
    }
    for (const text of ['GET / HTTP/1.1\n', '{}\n', '{"id":1,"op":"putKeys","keys":[["a","short"]]}\n', 'null\n']) {
      expect(await talk(text)).toContain('bad-request')
    }
    await connected(dataDir).putKeys([aKey()])
  })

  it('says so when nobody answers', async () => {
    await expect(connected(emptyFolder(), { patienceMs: 300 }).publicKey()).rejects.toMatchObject({
      code: 'unavailable',
    })
  })
})

describe('a key in memory', () => {
  it('is gone once forgotten, and fades by itself', async () => {
    const dataDir = emptyFolder()
    await started(dataDir)
    const [writer, keeper, fading] = [connected(dataDir), connected(dataDir), connected(dataDir, { cacheMs: 30 })]
    const one = aKey()
    await writer.putKeys([one])
    await Promise.all([keeper.getKeys([one.id]), fading.getKeys([one.id])])
    await writer.destroyKeys([one.id])
    await sleep(40)
    expect((await writer.getKeys([one.id])).size).toBe(0)
    expect((await fading.getKeys([one.id])).size).toBe(0)
    expect((await keeper.getKeys([one.id])).size).toBe(1)
    keeper.forget([one.id])
    expect((await keeper.getKeys([one.id])).size).toBe(0)
  })
})
