import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, type Client } from '../support/house.ts'
import { history, post, registered } from './aMatter.ts'

let house: House
let admin: Client

beforeAll(async () => {
  house = await House.start()
  admin = await house.admin()
})
afterAll(() => house.dispose())

const hostile: Record<string, string> = {
  script: '<script>fetch("//evil")</script><img src=x onerror=alert(1)>',
  sql: '\'; DROP TABLE state; -- " OR 1=1',
  nul: 'vor\u0000nach',
  'right to left': '\u202Egnp.exe\u202C \u2066abc\u2069',
  'zero width': '路\u200B灯\uFEFF不\u2060亮',
  emoji: '👨‍👩‍👧‍👦 🇨🇳 𠮷野家',
  formula: "=cmd|' /C calc'!A0",
  template: '{{constructor.constructor("return process")()}} ${7*7} %s %n',
  path: '../../../../etc/passwd',
  json: '","$key":"x","$sealed":"y","a":"',
  header: 'a\r\nSet-Cookie: minsheng=stolen',
  'full-text operators': '"路灯" OR NEAR(* -x col:y ^z',
}

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())

const shown = async (id: string, position: string) => {
  const { body } = await admin.get(`/api/cases/${id}?after=${position}`)
  return (body as { case: { title: unknown; story: unknown } }).case
}

describe('a text that wants to be more than text', () => {
  it.each(Object.entries(hostile))('stays what it is: %s', async (_, text) => {
    const { id, position } = await registered(admin, { title: `标题${text}`.slice(0, 200), story: `${text} 内容` })
    expect(await shown(id, position)).toMatchObject({ title: `标题${text}`.slice(0, 200), story: `${text} 内容` })
    const { verdict } = await history(admin, id)
    expect(verdict.ok).toBe(true)
  })

  it('of 20,000 Chinese characters comes back whole, and one more is refused', async () => {
    const story = '民声'.repeat(10_000)
    const { id, contact, position } = await registered(admin, { story })
    expect(await shown(id, position)).toMatchObject({ story })
    const tooLong = { contact, title: 'a', story: `${story}!` }
    expect(await post(admin, 'cases/register-case', tooLong)).toMatchObject({ status: 400 })
  })

  it('that is no Unicode is taken as what can be kept of it, and the proof holds', async () => {
    const { id, position } = await registered(admin, { story: 'a\ud800b' })
    expect(await shown(id, position)).toMatchObject({ story: 'a\ufffdb' })
    expect((await history(admin, id)).verdict.ok).toBe(true)
  })

  it('breaks no query', async () => {
    const wrong: unknown[] = []
    for (const text of [
      ...Object.values(hostile),
      '%',
      '_',
      '*',
      '"',
      "'",
      '灯'.repeat(200),
      '\ud800'.toWellFormed(),
    ]) {
      for (const path of [
        'search?q=',
        'work-list?q=',
        'work-list?unit=',
        'work-list?cursor=',
        'work-list?step=',
        'work-list?category=',
      ]) {
        const { status } = await admin.get(`/api/${path}${encodeURIComponent(text)}`)
        if (status !== 200 && status !== 400) wrong.push([path, text, status])
      }
    }
    expect(wrong).toEqual([])
    expect(await admin.get('/api/work-list')).toMatchObject({ status: 200 })
  })
})

describe('after all that', () => {
  it('the whole log verifies', () => {
    const verify = join(import.meta.dirname, '..', '..', 'deploy', 'verify.ts')
    const words = execFileSync(process.execPath, [verify], {
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: house.dataDir },
    })
    expect(words).toMatch(/: ok\n$/)
  })

  it('nothing of a citizen lies in clear in the log or in the processes’ words', async () => {
    await registered(admin, { title: '独一无二的标题暗号', story: '独一无二的内容暗号' })
    const clear = ['独一无二的标题暗号', '独一无二的内容暗号', '王小明', '13800000000']
    const files = ['log', 'logs', 'vault', 'seals'].flatMap((folder) => filesBelow(join(house.dataDir, folder)))
    expect(files.length).toBeGreaterThan(5)
    const holding = (text: string) => files.filter((file) => readFileSync(file).includes(text))
    expect(clear.flatMap(holding)).toEqual([])
  })
})
