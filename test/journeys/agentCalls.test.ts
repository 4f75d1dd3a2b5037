import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, testPassword } from '../support/house.ts'
import type { Client } from '../support/house.ts'
import { axeFindings, chromiumPath, openBrowser } from './support/browser.ts'
import { someone } from './support/people.ts'

const wrongNumber = '16000099011'
const story = '小区停水两天了没有人管，请核实。'

let house: House
let browser: Browser
let client: Client
let page: Page
let faults: string[] = []

const numberField = () => page.getByLabel(/^联系电话/)
const storyField = () => page.getByLabel('诉求内容')
const place = () => page.getByRole('combobox', { name: '所在区域' })
const category = () => page.getByRole('combobox', { name: '事项分类' })
const isFocused = (selector: string) => expect.poll(() => page.locator(`${selector}:focus`).count()).toBe(1)

async function contactsOf(number: string) {
  const { body } = await client.send('POST', '/api/callers/search', { number })
  return body as unknown as {
    contacts: { total: number; rows: { disposition: string; cases: string[] }[] }
    cases: { openTotal: number }
  }
}

describe.skipIf(chromiumPath === undefined)('a busy morning at the desk', () => {
  beforeAll(async () => {
    house = await House.start()
    browser = await openBrowser()
    const admin = await house.admin()
    await admin.command('dictionaries/categories/define-categories', { categories: [{ code: 'water', name: '停水' }] })
    const shape = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ]
    const area = { population: 1000, areaKm2: 1, center: [0.5, 0.5], shape }
    await admin.command('dictionaries/places/define-places', {
      places: [
        { ...area, code: 'city', name: '本市', level: 'city', parent: null },
        { ...area, code: 'east', name: '城东区', level: 'district', parent: 'city' },
      ],
    })
    client = await staffed(house, admin, 'the-agent', [{ role: 'agent', unit: 'root' }])
    ;({ page, faults } = await someone(browser, house.base, { login: 'the-agent', password: testPassword }))
    await page.locator('[data-first]:focus').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it('records a wrong number with two keys, without a case, and is ready for the next call', async () => {
    await page.keyboard.type(wrongNumber)
    await page.keyboard.press('Enter')
    await isFocused('[data-story]')
    await page.keyboard.insertText('要找人民医院。')
    await page.keyboard.press('F7')
    await page.getByRole('group', { name: '为什么不登记工单？' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('1')
    await page.getByText('上一次已记录：打错号码').waitFor()
    await isFocused('[data-first]')
    expect(await storyField().inputValue()).toBe('')
    await expect
      .poll(() => contactsOf(wrongNumber))
      .toMatchObject({
        contacts: { total: 1, rows: [{ disposition: 'none', cases: [] }] },
        cases: { openTotal: 0 },
      })
  })

  it('has other reasons for a letter, which is never silent', async () => {
    await page.getByText('来函', { exact: true }).click()
    await page.keyboard.press('F7')
    const reasons = page.getByRole('group', { name: '为什么不登记工单？' })
    await reasons.getByRole('button', { name: /^找错单位/ }).waitFor()
    expect(await reasons.innerText()).not.toContain('无声')
    await page.keyboard.press('Escape')
    await page.getByText('来电', { exact: true }).click()
  })

  it('goes back to the story where there is a matter after all', async () => {
    await storyField().fill(story)
    await page.keyboard.press('F7')
    await page.getByRole('group', { name: '为什么不登记工单？' }).waitFor()
    await page.keyboard.press('Escape')
    await isFocused('[data-story]')
    expect(await storyField().inputValue()).toBe(story)
  })

  it('brings back what was cleared by mistake', async () => {
    await numberField().fill('16000099012')
    await page.getByRole('button', { name: '清空重填' }).click()
    expect(await storyField().inputValue()).toBe('')
    await page.getByRole('button', { name: '撤销清空' }).click()
    await isFocused('[data-story]')
    expect(await storyField().inputValue()).toBe(story)
    expect(await numberField().inputValue()).toBe('16000099012')
    await page.getByRole('button', { name: '清空重填' }).click()
    await storyField().fill('另一件事。')
    expect(await page.getByRole('button', { name: '撤销清空' }).count()).toBe(0)
    await page.getByRole('button', { name: '清空重填' }).click()
  })

  it('takes what initials have marked along with Tab, and keeps a place that no list knows', async () => {
    await category().focus()
    await page.keyboard.type('ts')
    await page.getByRole('option', { name: '停水' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await category().inputValue()).toBe('停水')
    await place().focus()
    await page.keyboard.type('cdq')
    await page.getByRole('option', { name: '城东区' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await place().inputValue()).toBe('城东区')
    await place().fill('')
    await page.keyboard.insertText('火星路八号')
    await page.keyboard.press('Tab')
    expect(await page.getByLabel(/^详细地址/).inputValue()).toBe('火星路八号')
  })

  it('goes on after the line was lost, and registers once', async () => {
    const number = '16000099013'
    await numberField().fill(number)
    await storyField().fill(story)
    await page.getByText('求助', { exact: true }).click()
    await page.getByText('仅登记', { exact: true }).click()
    await category().fill('停水')
    await page.keyboard.press('Tab')
    await page.context().setOffline(true)
    await page.keyboard.press('Control+Enter')
    await page.getByText('暂时连不上服务器').waitFor()
    await page.context().setOffline(false)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: '已登记', exact: true }).waitFor()
    await expect.poll(() => contactsOf(number)).toMatchObject({ contacts: { total: 1 }, cases: { openTotal: 1 } })
    await page.keyboard.press('n')
  })

  it('goes on to the next only when all of this one is done, or says what was not', async () => {
    await numberField().fill('16000099017')
    await storyField().fill(story)
    await page.getByText('求助', { exact: true }).click()
    await page.getByText('仅登记', { exact: true }).click()
    await category().fill('停水')
    await page.keyboard.press('Tab')
    await page.route('**/dispose-contact', (route) => void setTimeout(() => void route.abort(), 700))
    await page.keyboard.press('Control+Enter')
    await page.getByText('请向诉求人报读工单编号').waitFor()
    await page.keyboard.press('n')
    await page.getByText('工单已登记，但后续步骤没有成功').waitFor()
    await page.unroute('**/dispose-contact')
    await page.getByRole('button', { name: '重试后续步骤' }).click()
    await page.getByText('工单已登记，但后续步骤没有成功').waitFor({ state: 'detached' })
    await page.keyboard.press('n')
    await isFocused('[data-first]')
    expect(await storyField().inputValue()).toBe('')
  })

  it('loses nothing when the session ends under the registration', async () => {
    const number = '16000099014'
    await numberField().fill(number)
    await storyField().fill(story)
    await page.getByText('求助', { exact: true }).click()
    await page.getByText('仅登记', { exact: true }).click()
    await category().fill('停水')
    await page.keyboard.press('Tab')
    await page.context().clearCookies()
    await page.keyboard.press('Control+Enter')
    await page.getByText('未提交的登记内容仍保留在此窗口').waitFor()
    await page.locator('#login').fill('the-agent')
    await page.locator('#password').fill(testPassword)
    await page.keyboard.press('Enter')
    await page.getByText('已恢复上次未提交的内容').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: '已登记', exact: true }).waitFor()
    await expect.poll(() => contactsOf(number)).toMatchObject({ contacts: { total: 1 }, cases: { openTotal: 1 } })
  })

  it('raised no error', () => expect(faults).toEqual([]))
})
