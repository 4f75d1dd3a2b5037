import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { FastifyRequest } from 'fastify'
import { afterAll, describe, expect, it } from 'vitest'

import { Operator } from './operator.ts'

const folders: string[] = []
const aFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-operator-'))
  folders.push(folder)
  return folder
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

const tokenOf = (folder: string) => readFileSync(join(folder, 'operator-token'), 'utf8').trim()
const asking = (authorization?: string) => ({ headers: { authorization } }) as FastifyRequest

describe('the operator', () => {
  it('is who can read the token in the data folder', () => {
    const folder = aFolder()
    const operator = new Operator(folder)
    expect(operator.sent(asking(`Bearer ${tokenOf(folder)}`))).toBe(true)
    expect(statSync(join(folder, 'operator-token')).mode & 0o777).toBe(0o600)
    for (const wrong of [undefined, '', 'Bearer', 'Bearer ', `Basic ${tokenOf(folder)}`, `Bearer ${tokenOf(folder)}x`])
      expect([wrong, operator.sent(asking(wrong))]).toEqual([wrong, false])
    expect(operator.sent(asking(`Bearer ${'A'.repeat(tokenOf(folder).length)}`))).toBe(false)
  })

  it('keeps its token from one start to the next', () => {
    const folder = aFolder()
    const first = new Operator(folder)
    const second = new Operator(folder)
    for (const operator of [first, second]) expect(operator.sent(asking(`Bearer ${tokenOf(folder)}`))).toBe(true)
  })

  it('is the same for all processes, also when they start at the same moment', async () => {
    const source = `
      import { Operator } from ${JSON.stringify(join(import.meta.dirname, 'operator.ts'))}
      import { readFileSync } from 'node:fs'
      const folders = process.argv.slice(1)
      process.stdout.write('ready')
      await new Promise((done) => process.stdin.once('data', done))
      const operators = folders.map((folder) => new Operator(folder))
      process.stdin.once('data', () => {
        const token = (folder) => readFileSync(folder + '/operator-token', 'utf8').trim()
        const known = operators.map((one, at) => one.sent({ headers: { authorization: 'Bearer ' + token(folders[at]) } }))
        process.stdout.write('\\n' + JSON.stringify(known), () => process.exit(0))
      })
      process.stdout.write('made')`
    const many = Array.from({ length: 200 }, aFolder)
    const racers = [1, 2].map(() => spawn(process.execPath, ['--input-type=module', '-e', source, ...many]))
    const told = racers.map(() => '')
    racers.forEach(({ stdout }, index) => stdout.on('data', (chunk: Buffer) => (told[index] += chunk.toString())))
    const all = async (words: string) => {
      while (!told.every((text) => text.includes(words)))
        await Promise.race(racers.map(({ stdout }) => once(stdout, 'data')))
    }
    await all('ready')
    for (const { stdin } of racers) stdin.write('go')
    await all('made')
    const ended = racers.map((racer) => once(racer, 'close'))
    for (const { stdin } of racers) stdin.write('tell')
    await Promise.all(ended)
    for (const text of told) expect(JSON.parse(text.split('\n').at(-1) ?? '')).toEqual(many.map(() => true))
    for (const folder of many) expect(readdirSync(folder)).toEqual(['operator-token'])
  })
})
