import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, it } from 'vitest'

import { lockFolder } from './folderLock.ts'

const folder = mkdtempSync(join(tmpdir(), 'minsheng-lock-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Another process that holds the lock until it is killed. */
async function holder(file: string) {
  const source = `
    import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'folderLock.ts'))}
    await lockFolder(process.argv[1], 0)
    process.stdout.write('held')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source, file])
  await once(child.stdout, 'data')
  return child
}

describe('the lock of a data folder', () => {
  it('is held by one, and let go', async () => {
    const file = join(folder, 'one.lock')
    const lock = await lockFolder(file, 0)
    expect(await lockFolder(file, 0)).toBeUndefined()
    lock?.release()
    const again = await lockFolder(file, 0)
    expect(again).toBeDefined()
    again?.release()
  })

  it('is free at once when its holder is killed, and waited for when it is ending', async () => {
    const file = join(folder, 'killed.lock')
    const child = await holder(file)
    expect(await lockFolder(file, 0)).toBeUndefined()
    const waiting = lockFolder(file, 20_000)
    child.kill('SIGKILL')
    const lock = await waiting
    expect(lock).toBeDefined()
    lock?.release()
  })

  it('is not taken for held when the file cannot be made', async () => {
    await expect(lockFolder(join(folder, 'missing', 'lock'), 0)).rejects.toThrow('directory does not exist')
  })
})
