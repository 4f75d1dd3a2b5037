import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed } from '../support/house.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const scripts = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
  .scripts

/** Lines of the README's shell blocks. */
const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'))

/** These run in every other way: the first two are how this test came to run, the others take minutes. */
const elsewhere = new Set(['npm start', 'npm test', 'npm run check', 'npm run bench'])

describe('the README', () => {
  let house: House
  let folder = ''

  beforeAll(async () => {
    house = await House.start()
    folder = mkdtempSync(join(tmpdir(), 'readme-'))
    const row = '1,A1,路灯不亮,2026-03-01T09:30:00+08:00,和平路路灯整排不亮'
    writeFileSync(join(folder, 'messages.csv'), `id,author,subject,submitted_at,body\n${row}\n`)
    const columns = { id: 'id', title: 'subject', story: 'body', submittedAt: 'submitted_at' }
    writeFileSync(join(folder, 'mapping.json'), JSON.stringify({ system: 'second', columns }))
    const supervisor = await staffed(house, await house.admin(), 'the-supervisor', [
      { role: 'supervisor', unit: 'root' },
    ])
    const contact = await supervisor.command('contacts/receive-contact', {
      channel: 'visit',
      unit: 'root',
      callerKind: 'person',
    })
    const { id } = await supervisor.command('cases/register-case', {
      contact: contact.id,
      type: 'help',
      title: '楼道堆放杂物',
      story: '楼道里堆放杂物。',
      callerKind: 'person',
      identity: 'real-name',
      category: { code: 'unclassified' },
      intakeUnit: 'root',
      channel: 'visit',
    })
    await sleep(1_500)
    const bundle = await supervisor.get(`/api/cases/${id}/evidence`)
    writeFileSync(join(folder, 'bundle.json'), JSON.stringify(bundle.body))
  })

  afterAll(async () => {
    await house?.dispose()
    rmSync(folder, { recursive: true, force: true })
  })

  it('begins with the two commands', () => expect(commands.slice(0, 2)).toEqual(['npm start', 'npm test']))

  it.each(commands)('names a script that exists: %s', (command) => {
    const [, script] = /^npm (?:run )?([a-z:]+)/.exec(command) ?? []
    expect(Object.keys(scripts)).toContain(script)
  })

  it.each(commands.filter((command) => !elsewhere.has(command)))('says what works: %s', async (command) => {
    const env = { ...process.env, PORT: String(house.port), DATA_DIR: house.dataDir }
    const [, script = '', rest = ''] = /^npm run ([a-z:]+)(?: -- (.*))?$/.exec(command) ?? []
    const args = ['--prefix', root, 'run', '-s', script, '--', ...rest.split(' ').filter(Boolean)]
    const { stdout } = await run('npm', args, { cwd: folder, env })
    expect(stdout).toMatch(/\d+ imported|: ok|rebuil/i)
  })
})
