import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { freePort, House } from '../support/house.ts'
import { Importer } from './importer.ts'

let house: House
let importer: Importer
beforeAll(async () => {
  house = await House.start()
  importer = new Importer(house)
})
afterAll(async () => {
  await house.dispose()
  importer.remove()
})

describe('an import that cannot go well', () => {
  it.each([
    ['without a file', [], 'npm run import -- FILE.csv'],
    ['of a file that is not there', ['no-such.csv'], 'no-such.csv'],
    ['of a folder', ['.'], 'EISDIR'],
    ['with an unknown option', ['a.csv', '--force'], '--force'],
  ])('%s says so', (_, args, words) => {
    const { status, stderr } = importer.run(args)
    expect([status, stderr]).toEqual([2, expect.stringContaining(words)])
    expect(stderr).not.toContain('    at ')
  })

  it.each([
    ['lacks columns', 'a,b\n1,2\n', 'id, subject, submitted_at, body are missing. Name the columns in a mapping file'],
    ['is empty', '', 'is empty: its first line must name the columns'],
    ['is a workbook', 'PK\u0003\u0004', 'Save it as CSV'],
    ['is broken', `id,subject,submitted_at,body\n1,"a\n`, 'Quote Not Closed'],
  ])('of a file that %s says what to do', (_, content, words) => {
    const { status, stderr } = importer.run([importer.write('wrong.csv', content)])
    expect([status, stderr]).toEqual([2, expect.stringContaining(words)])
    expect(stderr).not.toContain('    at ')
  })

  it('into an instance that does not run, or is another one, says what to set', async () => {
    const file = importer.write('right.csv', 'id,subject,submitted_at,body\n1,a,2020-01-01,b\n')
    const elsewhere = mkdtempSync(join(importer.folder, 'elsewhere-'))
    expect(importer.run([file], { DATA_DIR: elsewhere })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('No running instance was found for the data folder'),
    })
    expect(importer.run([file], { PORT: String(await freePort()) })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Start Minsheng (npm start), or set PORT to its port'),
    })
    writeFileSync(join(elsewhere, 'operator-token'), 'another-token')
    expect(importer.run([file], { DATA_DIR: elsewhere })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('does not use the data folder'),
    })
  })
})
