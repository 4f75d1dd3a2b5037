import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, it } from 'vitest'

import { openCsv, type FileRow } from './csvFile.ts'
import { BadFile } from './mapping.ts'

const folder = mkdtempSync(join(tmpdir(), 'minsheng-csv-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
function aFile(content: string | Buffer): string {
  files += 1
  const path = join(folder, `${files}.csv`)
  writeFileSync(path, content)
  return path
}

async function read(content: string | Buffer): Promise<{ header: readonly string[]; rows: FileRow[] }> {
  const csv = await openCsv(aFile(content))
  const rows: FileRow[] = []
  for await (const row of csv.rows()) rows.push(row)
  return { header: csv.header, rows }
}

const values = ({ rows }: { rows: FileRow[] }) => rows.map((row) => ('values' in row ? row.values : row.problem))

/** 编号,标题 / 1,路灯 in GBK. */
const gbk = Buffer.concat([
  Buffer.from([0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xb1, 0xea, 0xcc, 0xe2, 0x0a, 0x31, 0x2c]),
  Buffer.from([0xc2, 0xb7, 0xb5, 0xc6, 0x0a]),
])

describe('the encoding of a CSV file', () => {
  const text = '编号,标题\n1,路灯\n'
  const big = Buffer.from(`﻿${text}`, 'utf16le').swap16()
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a BOM', Buffer.from(`﻿${text}`)],
    ['GBK', gbk],
    ['UTF-16 as Excel writes it', Buffer.from(`﻿${text}`, 'utf16le')],
    ['UTF-16, the other way round', big],
  ])('is noticed: %s', async (_, bytes) => {
    const file = await read(bytes)
    expect(file.header).toEqual(['编号', '标题'])
    expect(values(file)).toEqual([{ 编号: '1', 标题: '路灯' }])
  })

  it('is noticed also where the first Chinese comes late', async () => {
    const filler = Buffer.from(`${'x'.repeat(99)}\n`.repeat(1_000))
    const head = Buffer.from('title\n')
    const inUtf8 = await read(Buffer.concat([head, filler, Buffer.from('路灯\n')]))
    const inGbk = await read(Buffer.concat([head, filler, Buffer.from([0xc2, 0xb7, 0xb5, 0xc6, 0x0a])]))
    expect(values(inUtf8).at(-1)).toEqual({ title: '路灯' })
    expect(values(inGbk).at(-1)).toEqual({ title: '路灯' })
  })

  it('is not guessed anew for a UTF-8 file with a broken byte: that is said, and where', async () => {
    const rows = Buffer.from(`id,title\n${'1,路灯不亮\n'.repeat(50)}`)
    await expect(read(Buffer.concat([rows, Buffer.from([0x32, 0x2c, 0xff, 0x0a])]))).rejects.toThrow(
      'line 52 is not UTF-8',
    )
  })

  it('does not break a character that two chunks share', async () => {
    const long = '民'.repeat(400_000)
    const file = await read(
      `id,story\n1,${long.slice(0, 99_999)}\n2,a${long.slice(0, 99_999)}\n3,ab${long.slice(0, 99_999)}\n`,
    )
    expect(JSON.stringify(values(file))).not.toContain('�')
    expect(values(file)).toHaveLength(3)
  })
})

describe('rows of a CSV file', () => {
  it('may hold commas, quotes and line ends within quotes', async () => {
    const file = await read('id,story\r\n1,"他说：""灯, 又坏了""\r\n第二行"\r\n2,\'\r\n')
    expect(values(file)).toEqual([
      { id: '1', story: '他说："灯, 又坏了"\r\n第二行' },
      { id: '2', story: "'" },
    ])
  })

  it('are numbered as an editor numbers them, by their first line', async () => {
    const { rows } = await read('id,story\n1,"a\nb\nc"\n\n2,x\n3\n')
    expect(rows.map(({ line }) => line)).toEqual([2, 6, 7])
  })

  it('that have too few or too many fields are told, and stop nobody', async () => {
    const file = await read('id,title\n1,a\n2\n3,b,c\n4,d\n')
    expect(values(file)).toEqual([
      { id: '1', title: 'a' },
      'has 1 fields where the header names 2',
      'has 3 fields where the header names 2',
      { id: '4', title: 'd' },
    ])
  })

  it('keep formulas as the text that they are', async () => {
    const formulas = ["=cmd|' /C calc'!A0", '+1+1', '-2', '@SUM(A1)', '=HYPERLINK("http://x","y")']
    const file = await read(`id\n${formulas.map((text) => `"${text.replaceAll('"', '""')}"`).join('\n')}\n`)
    expect(values(file)).toEqual(formulas.map((id) => ({ id })))
  })

  it('are none where there is only a header', async () => expect((await read('id,title\n')).rows).toEqual([]))

  it('need no line end at the end, and empty lines are none', async () =>
    expect(values(await read('id\n\n1\n\n\n2'))).toEqual([{ id: '1' }, { id: '2' }]))
})

describe('a file that is no CSV', () => {
  it.each([
    ['nothing', '', 'is empty: its first line must name the columns'],
    ['a BOM only', '﻿', 'is empty'],
    ['a doubled column', 'id,title,id\n', 'two columns named "id"'],
    ['an unclosed quote', 'id,title\n1,"a\n2,b\n', 'not readable CSV: Quote Not Closed'],
    ['a quote amid a field', 'id,title\n1,a"b\n', 'at line 2'],
    ['a row beyond all measure', `id\n"${'x'.repeat(1_100_000)}"\n`, 'not readable CSV: Max Record Size'],
  ])('says what it has: %s', async (_, content, words) => {
    await expect(read(content)).rejects.toThrow(words)
    await expect(read(content)).rejects.toBeInstanceOf(BadFile)
  })

  it('is a workbook', async () => {
    await expect(read(Buffer.from('PK\u0003\u0004......'))).rejects.toThrow('Save it as CSV')
  })

  it('is a folder, or not there', async () => {
    await expect(openCsv(folder)).rejects.toMatchObject({ code: 'EISDIR' })
    await expect(openCsv(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('50 MB', () => {
  it('are read in the memory that 1 MB needs', () => {
    const write = (name: string, megabytes: number) => {
      const path = join(folder, name)
      const file = openSync(path, 'w')
      writeSync(file, 'id,subject,submitted_at,body\n')
      const block = `1,路灯不亮,2026-01-01 00:00:00,"${'民声'.repeat(150)}"\n`.repeat(1_100)
      for (let written = 0; written < megabytes * 1_000_000; written += Buffer.byteLength(block)) writeSync(file, block)
      closeSync(file)
      return path
    }
    const source = `
      import { openCsv } from ${JSON.stringify(join(import.meta.dirname, 'csvFile.ts'))}
      const csv = await openCsv(process.argv[1])
      let rows = 0
      let most = 0
      for await (const row of csv.rows()) if (++rows % 1000 === 0) most = Math.max(most, process.memoryUsage().rss)
      console.log(JSON.stringify({ rows, most }))`
    const measure = (path: string) => {
      const args = ['--max-old-space-size=64', '--input-type=module', '-e', source, path]
      const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
      expect(stderr).not.toContain('heap')
      return JSON.parse(stdout) as { rows: number; most: number }
    }
    const small = measure(write('small.csv', 5))
    const large = measure(write('large.csv', 50))
    expect(large.rows).toBeGreaterThan(9 * small.rows)
    expect(large.most - small.most).toBeLessThan(40_000_000)
  })
})
