import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { aCase, aContact } from '../house/aMatter.ts'
import { House, testPassword, type Client } from '../support/house.ts'
import { staffOf } from './support/aDayOfWork.ts'
import { chromiumPath, openBrowser } from './support/browser.ts'
import { someone } from './support/people.ts'

const main = (page: Page) => page.getByRole('main').innerText()
const a4 = /\/MediaBox\s*\[\s*0 0 59[45]\S* 84[12]/

describe.skipIf(chromiumPath === undefined)('a case on its page and on paper', () => {
  let house: House
  let browser: Browser
  let page: Page
  let faults: string[]
  let desk: Client
  let contact = ''

  const registered = async (more: object) => {
    contact = (await desk.command('contacts/receive-contact', { ...aContact(), channel: 'visit' })).id
    return desk.command('cases/register-case', aCase(contact, { channel: 'visit', ...more }))
  }
  const open = async (id: string) => {
    await page.goto(`/cases/${id}`)
    await page.locator('.case-header h1').waitFor()
    await page.locator('.timeline li').first().waitFor()
  }

  beforeAll(async () => {
    house = await House.start()
    ;({ desk } = await staffOf(house))
    browser = await openBrowser()
    ;({ page, faults } = await someone(browser, house.base, { login: 'the-desk', password: testPassword }))
  })

  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it('shows of a suggestion its answer, what it rests on, and whether it may be published', async () => {
    const { id } = await registered({ type: 'suggestion', title: '建议增设夜间公交', publishConsent: true })
    const source = { entry: 'BUS-12', version: '3' }
    await desk.command(`cases/${id}/answer-directly`, { answer: '已列入明年线网优化计划。', source, close: true })
    await open(id)
    const text = await main(page)
    expect(text).toContain('建议')
    expect(text).toContain('已列入明年线网优化计划。')
    // On the answer itself and in the time line.
    expect(text.match(/依据：知识库 BUS-12 第 3 版/g)).toHaveLength(1)
    expect(text).toMatch(/知识库 BUS-12 第 3 版[\s\S]*知识库 BUS-12 第 3 版/)
    expect(text).toContain('诉求人同意公开')
    expect(text).toContain('办结：直接答复')
  })

  it('says where an answer names no source, and where nothing may be published', async () => {
    const { id } = await registered({ type: 'suggestion', title: '建议延长开放时间' })
    await desk.command(`cases/${id}/answer-directly`, { answer: '将研究。', close: true })
    await open(id)
    const text = await main(page)
    expect(text).toContain('未注明依据（不在知识库）')
    expect(text).toContain('不公开')
  })

  it('opens the arithmetic of its clock with one click', async () => {
    const { id } = await registered({ urgency: { value: 'critical' } })
    await desk.command(`cases/${id}/dispatch-case`, { units: [{ unit: 'lighting', kind: 'primary' }] })
    await open(id)
    // Which limit, how long, until when: in one line.
    expect((await page.locator('.case-header .state').innerText()).replaceAll(/\s+/g, ' ')).toMatch(
      /待签收 .*办理时限 还剩 \d+ (小时|分钟) \d+月\d+日 \d\d:\d\d 前/,
    )
    await page.getByRole('button', { name: /时限如何算出/ }).click()
    await page
      .locator('.case-header')
      .getByText(/起 2 小时 = /)
      .waitFor()
    expect(await page.locator('.case-header').innerText()).toContain('handle-critical')
  })

  it('says what it is classified as, and records nothing where that stays', async () => {
    const { id } = await registered({ urgency: { value: 'urgent' } })
    await open(id)
    await page.getByRole('button', { name: '调整分类' }).click()
    const panel = page.getByRole('dialog', { name: '调整分类' })
    await panel.getByText('紧急程度', { exact: true }).click()
    await panel.getByText('现为：紧急', { exact: true }).waitFor()
    await panel.getByText('紧急', { exact: true }).click()
    await panel.getByLabel(/^理由/).fill('核对过。')
    await panel.getByRole('button', { name: '调整分类' }).click()
    await panel.getByText('没有可记录的变化').waitFor()
    await panel.getByText('特急', { exact: true }).click()
    await panel.getByRole('button', { name: '调整分类' }).click()
    await panel.waitFor({ state: 'detached' })
    await page.getByText('已完成：调整分类').waitFor()
    const told = JSON.stringify((await desk.get(`/api/cases/${id}/timeline`)).body)
    expect(told.match(/"CaseReclassified"/g)).toHaveLength(1)
  })

  it('says that the citizen wants it back, and how often it was sent back', async () => {
    const { id } = await registered({})
    const { id: again } = await desk.command('contacts/receive-contact', aContact())
    await desk.command(`cases/${id}/link-contact`, { contact: again, as: 'withdrawal' })
    await open(id)
    await page.locator('.case-header').getByText('撤回', { exact: true }).waitFor()
    await page.keyboard.press('e')
    expect(await page.getByRole('dialog').locator('input:checked').inputValue()).toBe('withdrawn')
    await page.keyboard.press('Escape')
    await desk.command(`cases/${id}/answer-directly`, { answer: '将研究。', close: true })
    await desk.command(`cases/${id}/reopen-case`, { reason: '诉求人要求继续办理。' })
    await page.getByTitle('退回重办，第 2 轮').waitFor()
  })

  it('tells an assisting unit its own part, in the list and on the page', async () => {
    const { id } = await registered({ title: '隧道积水，灯也不亮' })
    await desk.command(`cases/${id}/dispatch-case`, {
      units: [
        { unit: 'roads', kind: 'primary' },
        { unit: 'lighting', kind: 'assisting' },
      ],
    })
    const handler = await someone(browser, house.base, { login: 'the-handler', password: testPassword })
    const row = handler.page.locator(`li[data-id="${id}"]`)
    await row.getByText('协办 · 路灯管理所').waitFor()
    expect(await row.innerText()).toContain('待签收')
    await row.click()
    await handler.page.locator('.preview-pane').getByText('工单整体：待签收（道路养护所）').waitFor()
    await handler.page.locator('.preview-pane .primary', { hasText: '签收' }).waitFor()
    await handler.page.keyboard.press('Enter')
    await handler.page.getByRole('button', { name: '签收（路灯管理所）' }).waitFor()
    await handler.page.keyboard.press('Enter')
    await handler.page.locator('.actions .primary', { hasText: '反馈结果' }).waitFor()
    expect(handler.faults).toEqual([])
  })

  it('leads by a key to the person behind it, where one is known', async () => {
    const { id } = await registered({})
    await open(id)
    await page.keyboard.press('k')
    expect(page.url()).toContain(`/cases/${id}`)
    const { id: person } = await desk.command('persons/create-person', { kind: 'person', unit: 'root' })
    await desk.command(`persons/${person}/link-contact-to-person`, { contact })
    await expect.poll(async () => (await desk.get(`/api/cases/${id}`)).body['contact']).toMatchObject({ person })
    await open(id)
    await page.getByRole('link', { name: /此人的全部来件/ }).waitFor()
    await page.keyboard.press('k')
    await page.waitForURL(new RegExp(`/persons/${person}`))
  })

  it('prints as the registration form of its channel, on one sheet of A4, who it was still masked', async () => {
    const { id } = await registered({ title: '楼道灯不亮', identityProtected: true })
    await open(id)
    await page.emulateMedia({ media: 'print' })
    const form = page.locator('.print-form')
    await form.getByText('来访登记表').waitFor()
    const text = await form.innerText()
    expect(text).toContain('楼道灯不亮')
    expect(text).toContain('领导批示')
    expect(text).toContain('身份保密')
    expect(text).toMatch(/派单时限\s+\d{4}年.* 前/)
    expect(text).not.toMatch(/王小明|13800000000/)
    expect(await page.locator('.case-header').isVisible()).toBe(false)
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(sheets.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    expect(sheets).toMatch(a4)
    await page.emulateMedia({ media: 'screen' })
    expect(await form.isVisible()).toBe(false)
  })

  it('raised no error', () => {
    expect(faults).toEqual([])
  })
})
