import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { cityDictionaries } from '../../test/support/aCityOfFacts.ts'
import { aQueryApp } from '../../test/support/aQueryApp.ts'
import { aViewer, Projecting, until } from '../../test/support/projecting.ts'
import { indexWords, numberWords, searchQuery } from './bigrams.ts'

type Found = { rows: { id: string; snippet: string; title: string }[]; total: number; nextCursor: string | null }

const at = '2025-06-01T00:00:00.000Z'
const registration = (title: string, story: string, told: object = {}) => ({
  type: 'CaseRegistered',
  data: {
    caseNumber: '202506010000428',
    type: 'complaint',
    title,
    story,
    callerKind: 'person',
    identity: 'real-name',
    identityProtected: false,
    category: { code: '010101', chosenBy: 'person' },
    urgency: { value: 'normal', chosenBy: 'person' },
    language: 'zh-CN',
    lengths: { title: 1, story: 1 },
    intakeUnit: 'hotline',
    channel: 'phone',
    clocks: [],
    ...told,
  },
})

let app: Awaited<ReturnType<typeof aQueryApp>>
const ids = async (q: string) => {
  const { body } = await app.get(`/api/search?q=${encodeURIComponent(q)}`)
  return (body as unknown as Found).rows.map(({ id }) => id).sort()
}

beforeAll(async () => {
  app = await aQueryApp()
  const { scribe } = app.house
  await scribe.writeAll(cityDictionaries('2024-01-01T00:00:00.000Z'))
  const stories: [string, string, string, object?][] = [
    ['lamp', '柳园路路灯不亮', '三盏路灯已经一周不亮，ＡＢＣ小区电话 13800001111'],
    [
      'water',
      '自来水发黄',
      '望湖社区水管漏水，Lamp broken as well',
      { caseNumber: '202506010001236', intakeUnit: 'east' },
    ],
    ['noise', '夜间施工噪声', '工地夜里施工，路 灯光也刺眼'],
    ['tip', '举报路灯偷工减料', '请保密', { identityProtected: true }],
  ]
  for (const [id, title, story, told] of stories)
    await scribe.write(`case-${id}`, [registration(title, story, told)], { at })
  const answer = { answer: '已更换灯泡', length: 5 }
  await scribe.write('case-noise', [{ type: 'AnsweredDirectly', data: answer }], { at })
  app.house.start()
  await app.house.settled()
})
afterAll(async () => {
  await app.app.close()
  await app.house.remove()
})
beforeEach(() => {
  app.told.viewer = aViewer()
})

describe('search', () => {
  it('finds words of two characters wherever they stand in a sentence', async () => {
    expect(await ids('路灯')).toEqual(['lamp'])
    expect(await ids('灯不')).toEqual(['lamp'])
    expect(await ids('漏水')).toEqual(['water'])
    expect(await ids('灯泡')).toEqual(['noise'])
  })

  it('wants every word, longer ones as they are written', async () => {
    expect(await ids('路灯 一周')).toEqual(['lamp'])
    expect(await ids('路灯 漏水')).toEqual([])
    expect(await ids('路灯不亮')).toEqual(['lamp'])
    expect(await ids('灯路')).toEqual([])
  })

  it('finds one character, Latin words in any case or width, and numbers by their parts', async () => {
    expect(await ids('亮')).toEqual(['lamp'])
    expect(await ids('黄')).toEqual(['water'])
    expect(await ids('LAMP')).toEqual(['water'])
    expect(await ids('abc')).toEqual(['lamp'])
    expect(await ids('202506010001236')).toEqual(['water'])
    expect(await ids('1236')).toEqual(['water'])
    expect(await ids('20250601')).toEqual(['lamp', 'noise', 'water'])
  })

  it('takes nothing as syntax', async () => {
    for (const q of ['"', '路灯"', 'NEAR(', '*', 'a OR b', 'body:x', '-', '（）', "'; DROP TABLE words"]) {
      const { status } = await app.get(`/api/search?q=${encodeURIComponent(q)}`)
      expect(status).toBe(200)
    }
  })

  it('never finds a protected caller’s case, for nobody', async () => {
    expect(await ids('偷工减料')).toEqual([])
    expect(await ids('举报')).toEqual([])
  })

  it('shows each viewer only what concerns his units', async () => {
    app.told.viewer = aViewer({ units: ['east'] })
    expect(await ids('漏水')).toEqual(['water'])
    expect(await ids('路灯')).toEqual([])
    const { body } = await app.get('/api/search?q=20250601')
    expect(body).toMatchObject({ total: 1 })
  })

  it('shows where the word stands, with numbers hidden, and goes on page by page', async () => {
    const { body } = await app.get(`/api/search?q=${encodeURIComponent('小区')}`)
    const [row] = (body as unknown as Found).rows
    expect(row?.snippet).toContain('小区电话 138****1111')
    const first = (await app.get('/api/search?q=20250601&limit=2')).body as unknown as Found
    const second = (await app.get(`/api/search?q=20250601&limit=2&cursor=${first.nextCursor}`)).body as unknown as Found
    expect([...first.rows, ...second.rows]).toHaveLength(3)
    expect(second.nextCursor).toBeNull()
  })

  it('narrows the work list by words', async () => {
    const { body } = await app.get(`/api/work-list?q=${encodeURIComponent('路灯')}`)
    expect(body).toMatchObject({ total: 1, rows: [{ id: 'lamp' }] })
  })
})

describe('an erasure', () => {
  it('leaves no word of the text in any file, and the rows’ digests as they were', async () => {
    const house = new Projecting()
    const { scribe } = house
    const secret = '紫檀木琴盒'
    await scribe.write('case-a', [registration('失物', `丢失${secret}一只`)], { at })
    await scribe.write('case-b', [registration('其他', '无关的内容')], { at })
    house.start()
    await house.settled()
    const words = () => house.views.read('caseSearch').prepare('SELECT count(*) FROM words WHERE words MATCH ?').pluck()
    expect(words().get(searchQuery(secret))).toBe(1)
    const before = await house.digests()
    const keyIds = Object.values(scribe.tails.get('case-a')?.keys ?? {})
    const erasure = { subjects: ['case-a'], keyIds, requestedBy: 'staff-9' }
    const position = await scribe.write('erasure-1', [{ type: 'ErasureOrdered', data: erasure }], { at })
    for (const key of keyIds) scribe.vault.known.delete(key)
    await until(() => house.views.hasCleared('caseSearch', position))
    expect(words().get(searchQuery(secret))).toBe(0)
    expect(words().get(searchQuery('20250601'))).toBe(2)
    expect(await house.digests()).toEqual(before)
    const files = readdirSync(house.folder).filter((file) => file.includes('.sqlite'))
    const bytes = files.map((file) => readFileSync(join(house.folder, file)))
    for (const part of [secret, '紫檀', '檀木', '琴盒']) {
      for (const [index, content] of bytes.entries())
        expect(content.includes(part), `${part} in ${files[index]}`).toBe(false)
    }
    await house.remove()
  })
})

describe('words for the index', () => {
  it('are pairs for Chinese, wholes for the rest', () => {
    expect(indexWords('路灯不亮')).toBe('路灯 灯不 不亮 亮')
    expect(indexWords('3号楼ABC单元')).toBe('3 号楼 楼 abc 单元 元')
    expect(numberWords('202506010000428')).toBe('202506010000428 0000428 428')
    expect(searchQuery('  ，。')).toBeUndefined()
  })
})
