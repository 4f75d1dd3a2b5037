import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, testPassword } from '../support/house.ts'
import type { Client } from '../support/house.ts'
import { chromiumPath, openBrowser } from './support/browser.ts'
import { firstCall } from './support/firstCall.ts'
import { someone } from './support/people.ts'

const number = '16000099015'

let house: House
let browser: Browser
let client: Client
let page: Page
let faults: string[] = []
let id = ''
let caseNumber = ''

const numberField = () => page.getByLabel(/^联系电话/)
const isFocused = (selector: string) => expect.poll(() => page.locator(`${selector}:focus`).count()).toBe(1)

describe.skipIf(chromiumPath === undefined)('an agent’s keys', () => {
  beforeAll(async () => {
    house = await House.start()
    browser = await openBrowser()
    const admin = await house.admin()
    await admin.command('dictionaries/organisation/define-unit', {
      code: 'lighting',
      name: '路灯管理所',
      parent: 'root',
      handlesCases: true,
    })
    client = await staffed(house, admin, 'the-agent', [{ role: 'agent', unit: 'root' }])
    ;({ id, caseNumber } = await firstCall(client, number))
    ;({ page, faults } = await someone(browser, house.base, { login: 'the-agent', password: testPassword }))
    await page.locator('[data-first]:focus').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it('begins in the number: after a reload, from another page, and by key', async () => {
    await page.reload()
    await isFocused('[data-first]')
    await page.getByRole('link', { name: '搜索', exact: true }).click()
    await isFocused('input[type=search]')
    await page.getByRole('link', { name: '登记', exact: true }).click()
    await isFocused('[data-first]')
    expect(new URL(page.url()).pathname).toBe('/register')
  })

  it('waits for who it is where Enter comes faster than the answer', async () => {
    await page.route('**/api/callers/search', async (route) => {
      await new Promise((passed) => setTimeout(passed, 400))
      await route.continue()
    })
    await page.keyboard.type(number)
    await page.waitForTimeout(100)
    await page.keyboard.press('Enter')
    await isFocused('[data-open-case]')
    expect(await page.getByLabel('诉求内容').inputValue()).toBe('')
    await page.unroute('**/api/callers/search')
  })

  it('leaves the chosen case alone while the palette lies over it', async () => {
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '关于这件工单' }).waitFor()
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: '搜索或跳转' })
    await palette.waitFor()
    await page.keyboard.press('Escape')
    await palette.waitFor({ state: 'detached' })
    expect(await page.getByRole('heading', { name: '关于这件工单' }).count()).toBe(1)
    await page.keyboard.press('Escape')
    await isFocused('[data-story]')
  })

  it('goes on by Enter from line to line, and registers nothing by it', async () => {
    await page.getByLabel(/^姓名/).focus()
    await page.keyboard.insertText('周小满')
    await page.keyboard.press('Enter')
    await page.keyboard.insertText('和平路')
    await page.keyboard.press('Enter')
    await isFocused('[data-story]')
    expect(await page.getByLabel(/^联系地址/).inputValue()).toBe('和平路')
    await page.getByRole('combobox', { name: '事项分类' }).fill('wfl')
    await page.getByRole('option', { name: /未分类/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    // The type is still open: the first of its choices, from which arrows choose.
    await isFocused('input[value=complaint]')
    await page.keyboard.press('Enter')
    await isFocused('[role=combobox]')
    expect(await page.getByText('请填写').count()).toBe(0)
    await page.getByRole('button', { name: '清空重填' }).click()
  })

  it('tells a caller nothing of what somebody else has said, and withdraws nothing of theirs', async () => {
    await numberField().fill('16000099016')
    await page.getByLabel('诉求内容').fill('和平路十二号门前的路灯整排不亮，晚上看不见路。')
    await page.getByRole('button', { name: /和平路路灯整排不亮/ }).click()
    const about = page.locator('.existing')
    await about.getByText(`这件事已有人反映，编号 ${caseNumber}。`).waitFor()
    expect(await about.innerText()).not.toContain('会与您联系')
    expect(await about.getByRole('button').allInnerTexts()).not.toContainEqual(expect.stringContaining('撤回诉求'))
    await page.getByRole('button', { name: '清空重填' }).click()
  })

  it('adds what a caller says to the open case by Ctrl+Enter, from within the text', async () => {
    await numberField().fill(number)
    await numberField().press('Enter')
    await isFocused('[data-open-case]')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '关于这件工单' }).waitFor()
    await page.getByLabel(/^诉求人这次说了什么/).fill('今天又灭了两盏。')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: '已补充到工单' }).waitFor()
    const timeline = async () => JSON.stringify((await client.get(`/api/cases/${id}/timeline`)).body)
    await expect.poll(timeline).toContain('今天又灭了两盏。')
    await page.keyboard.press('n')
  })

  it('takes a case number that is typed for a case, and searches for nobody', async () => {
    await numberField().fill('')
    const asked: string[] = []
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname))
    await page.keyboard.press('Control+k')
    await page.keyboard.type(caseNumber)
    await page.getByRole('option', { name: /和平路路灯整排不亮/, selected: true }).waitFor()
    await page.waitForTimeout(600)
    expect(asked).not.toContain('/api/callers/search')
    await page.keyboard.press('Escape')
  })

  it('finds what the page can do in the palette, by pinyin initials too', async () => {
    await page.keyboard.press('Control+k')
    const here = page.getByRole('group', { name: '本页操作' })
    await here.getByRole('option', { name: /提交登记/ }).waitFor()
    expect(await here.getByRole('option', { name: /采用建议的分类/ }).count()).toBe(0)
    await page.keyboard.type('dcdf')
    await here.getByRole('option', { name: /当场答复/, selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByLabel('答复内容').waitFor()
    await isFocused('[data-story]')
    await page.keyboard.press('Control+k')
    await page.keyboard.insertText('停水两天')
    // Looking for a person by name is put on record, so that it is only offered behind everything else.
    const options = page.getByRole('dialog').getByRole('option')
    await expect.poll(async () => (await options.allInnerTexts()).at(-1)).toContain('按姓名查找诉求人')
    await page.keyboard.press('Escape')
    await page.getByText('登记并派单', { exact: true }).first().click()
  })

  it('says how much of a text did not fit', async () => {
    const text = page.getByLabel('诉求内容')
    const said = page.getByRole('alert').filter({ hasText: '粘贴的内容过长' })
    await text.fill('长'.repeat(15_000))
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Control+C')
    await page.keyboard.press('Control+V')
    expect(await said.count()).toBe(0)
    await page.keyboard.press('Control+V')
    await said.waitFor()
    expect(await said.innerText()).toContain('最多 20,000 字，末尾 10,000 字没有放进来')
    expect(await text.inputValue()).toHaveLength(20_000)
    await said.getByRole('button', { name: '知道了' }).click()
    await said.waitFor({ state: 'detached' })
    await text.fill('')
  })

  it('leaves an answer that the citizen quotes in the story once a unit is named', async () => {
    const unit = page.getByRole('combobox', { name: '主办单位' })
    const quoted = '窗口说：\n答：不归我们管。\n请核实。'
    await unit.fill('ldgls')
    await page.getByRole('option', { name: /路灯管理所/ }).waitFor()
    await page.keyboard.press('Tab')
    await page.getByLabel('诉求内容').fill(quoted)
    expect(await page.getByLabel('诉求内容').inputValue()).toBe(quoted)
    expect(await unit.inputValue()).toBe('路灯管理所')
  })

  it('raised no error', () => expect(faults).toEqual([]))
})
