import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, type Client } from '../support/house.ts'
import { history } from './aMatter.ts'
import { Importer } from './importer.ts'
import { root } from './processes.ts'

let house: House
let admin: Client
let importer: Importer

beforeAll(async () => {
  house = await House.start()
  importer = new Importer(house)
  admin = await house.admin()
})
afterAll(async () => {
  await house.dispose()
  importer.remove()
})

const reported = (path: string | undefined) =>
  readFileSync(path ?? '', 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { line: number; id?: string; outcome: string; note: string })

const verify = () => {
  const env = { ...process.env, DATA_DIR: house.dataDir }
  return spawnSync(process.execPath, [join(root, 'deploy', 'verify.ts')], { encoding: 'utf8', env })
}
/** How many streams the log has: seals go on whatever happens. */
const streams = () => / in (\d+) streams/.exec(verify().stdout)?.[1]

const head = async () => (await admin.get('/api/health')).body['position'] as string
type Row = { id: string; title: string; registeredAt: string; nextStep: string; origin: string }
const workList = async () =>
  (await admin.get(`/api/work-list?limit=100&after=${await head()}`)).body as unknown as { rows: Row[]; total: number }

/** What the log says of the case with this title. */
async function told(title: string) {
  const { id = '' } = (await workList()).rows.find((row) => row.title === title) ?? {}
  const { events, verdict } = await history(admin, id)
  const [first] = events
  return {
    types: events.map(({ type }) => type),
    first: JSON.parse(first?.dataText ?? '{}') as unknown,
    metadata: JSON.parse(first?.metadataText ?? '{}') as unknown,
    ok: verdict.ok,
  }
}

const header = 'id,author,subject,submitted_at,body,reply,replied_at,likes'
const rows = [
  '101,A001,路灯不亮,2019-04-25 09:32:09,"小区门口的路灯坏了，\n晚上很黑",已修好，感谢监督,2019-05-02 10:00:00,12',
  '102,A002,井盖缺失,2019-04-26T09:32:09+08:00,井盖被偷,已补装,,3',
  '103,,噪声扰民,2019-04-27 22:10:00,工地夜间施工,,,',
  "104,A004,=cmd|' /C calc'!A0,2019-04-28 08:00:00,标题像公式,,,",
]
const bad = [
  '105,A005,时间不对,2019-02-31 08:00:00,二月三十一日,,,',
  '106,A006,少一列,2019-04-28 08:00:00',
  ',A007,没有编号,2019-04-28 08:00:00,内容,,,',
  `108,A008,${'长'.repeat(201)},2019-04-28 08:00:00,标题太长,,,`,
]
const messages = (...lines: string[]) => `${[header, ...lines].join('\n')}\n`
const file = () => importer.write('messages.csv', messages(...rows, ...bad))

describe('a file of messages', () => {
  it('is only looked at in a dry run: nothing is written', async () => {
    const before = streams()
    const { last, status } = importer.run([file(), '--dry-run'])
    expect([status, last]).toEqual([0, 'dry run, nothing was written: 4 imported, 0 skipped, 4 failed'])
    expect(streams()).toBe(before)
    expect(await workList()).toMatchObject({ total: 0 })
  })

  it('is taken over; what is wrong with a row is in the report, with its line and column', async () => {
    const { last, report } = importer.run([file()])
    expect(last).toBe('4 imported, 0 skipped, 4 failed')
    expect(reported(report).map(({ line, outcome, note }) => [line, outcome, note.slice(0, 30)])).toEqual([
      [7, 'failed', 'submitted_at is "2019-02-31 08'],
      [8, 'failed', 'has 4 fields where the header '],
      [9, 'failed', 'id is empty'],
      [10, 'failed', 'subject is 201 characters long'],
    ])
  })

  it('keeps the original times, and invents nothing', async () => {
    const { rows: listed, total } = await workList()
    const shown = listed.map(({ title, registeredAt, nextStep, origin }) => [title, registeredAt, nextStep, origin])
    expect(total).toBe(4)
    expect(shown).toEqual(
      expect.arrayContaining([
        ['路灯不亮', '2019-04-25T01:32:09.000Z', 'none', 'import'],
        ['井盖缺失', '2019-04-26T01:32:09.000Z', 'unknown', 'import'],
        ['噪声扰民', '2019-04-27T14:10:00.000Z', 'unknown', 'import'],
        ["=cmd|' /C calc'!A0", '2019-04-28T00:00:00.000Z', 'unknown', 'import'],
      ]),
    )
    const { types, first, metadata, ok } = await told('路灯不亮')
    expect([types, ok]).toEqual([['CaseRegistered', 'ImportedReply', 'Closed'], true])
    expect(first).toMatchObject({ type: 'unstated', identity: 'unstated', clocks: [], sourceFields: { likes: 12 } })
    expect(metadata).toMatchObject({
      origin: 'import',
      actor: { kind: 'import' },
      source: { system: 'messages', id: '101' },
      occurredAt: '2019-04-25T01:32:09.000Z',
    })
    expect((await told('噪声扰民')).first).not.toHaveProperty('contact')
  })

  it('can be imported again: all is skipped, and no case is there twice', async () => {
    expect(importer.run([file()]).last).toBe('0 imported, 4 skipped, 4 failed')
    expect(await workList()).toMatchObject({ total: 4 })
  })

  it('that has changed meanwhile says which rows, adds the new ones, and leaves what is there', async () => {
    const [first = '', ...others] = rows
    const changed = importer.write(
      'messages.csv',
      messages(first.replace('晚上很黑', '晚上非常黑'), ...others, '109,A009,新来的,2019-05-01 08:00:00,新内容,,,'),
    )
    const { last, report } = importer.run([changed])
    expect(last).toBe('1 imported, 4 skipped, 0 failed')
    expect(reported(report)).toEqual([
      { line: 2, id: '101', outcome: 'skipped', note: expect.stringContaining('not as it was when it was imported') },
    ])
    expect((await told('路灯不亮')).types).toHaveLength(3)
  })

  it('in GBK and by a mapping file is the same to us', async () => {
    // 编号,标题,内容,时间 / 7,路灯,坏,2020-01-01 in GBK.
    const gbk = Buffer.from('b1e0bac52cb1eacce22cc4dac8dd2cCAB1BCE40a372cc2b7b5c62cBBB52c323032302d30312d30310a', 'hex')
    const mapping = importer.write(
      'm.json',
      JSON.stringify({
        system: 'old-system',
        columns: { id: '编号', title: '标题', story: '内容', submittedAt: '时间' },
        timeZone: 'UTC',
      }),
    )
    expect(importer.run([importer.write('旧系统.csv', gbk), '--mapping', mapping]).last).toBe(
      '1 imported, 0 skipped, 0 failed',
    )
    const row = (await workList()).rows.find(({ title }) => title === '路灯')
    expect(row).toMatchObject({ registeredAt: '2020-01-01T00:00:00.000Z' })
  })
})

describe('a tree of categories', () => {
  const tree = (...more: string[]) =>
    importer.write(
      'taxonomy.csv',
      `level1,level2,level3\n城乡建设,市政,路灯\n城乡建设,市政,井盖\n交通,,\n城乡建设,,断层\n${more.join('')}`,
    )

  it('is defined once, and only what is new the second time', async () => {
    expect(importer.run([tree(), '--dry-run']).last).toBe(
      'dry run, nothing was written: 3 imported, 0 skipped, 1 failed',
    )
    expect(importer.run([tree()]).last).toBe('3 imported, 0 skipped, 1 failed')
    expect(importer.run([tree('交通,公交,\n')]).last).toBe('1 imported, 3 skipped, 1 failed')
    const { body } = await admin.get('/api/dictionaries/categories')
    const names = (body as { entries: { names: string[] }[] }).entries.map((entry) => entry.names.join('/'))
    expect(names).toEqual(expect.arrayContaining(['城乡建设/市政/路灯', '城乡建设/市政/井盖', '交通', '交通/公交']))
  })
})

it('the log verifies after all these imports', () => {
  expect(verify()).toMatchObject({ status: 0, stdout: expect.stringMatching(/: ok\n$/) })
})
