import { readFileSync } from 'node:fs'

import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed } from '../support/house.ts'
import { axeFindings, chromiumPath, openBrowser, sidewaysBy } from './support/browser.ts'
import { someone, type Someone } from './support/people.ts'

describe.skipIf(chromiumPath === undefined)('an administrator of dictionaries', () => {
  let house: House
  let browser: Browser
  let admin: Someone
  let page: Page
  const drawer = () => page.getByRole('dialog')
  const row = (name: string): Locator => page.locator('.rows > li').filter({ hasText: name })
  /** Fills the open form and sends it. */
  const send = async (what: string, filling: Readonly<Record<string, string>>) => {
    for (const [label, text] of Object.entries(filling))
      await drawer()
        .getByLabel(new RegExp(`^${label}`))
        .fill(text)
    await drawer().getByRole('button', { name: what }).click()
  }
  const done = (what: string) => page.getByText(`已完成：${what}`).waitFor()

  beforeAll(async () => {
    house = await House.start()
    browser = await openBrowser()
    const [login = '', password = ''] = readFileSync(`${house.dataDir}/first-sign-in.txt`, 'utf8').trim().split(' ')
    admin = await someone(browser, house.base, { login, password })
    page = admin.page
  })
  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it('sets up a unit that holds from a later day on', async () => {
    await page.goto('/admin/organisation')
    await page.getByRole('button', { name: '设立单位' }).click()
    await drawer().getByLabel('上级单位').fill('根')
    await page.getByRole('option', { name: '根单位' }).click()
    await send('设立单位', { 编码: 'north', 名称: '北区', 自哪天起生效: '2099-01-01' })
    await done('设立单位')
    expect(await row('北区').count()).toBe(0)
    await page.getByLabel('查看哪一天的安排').fill('2099-01-02')
    await row('北区').waitFor()
    await page.getByRole('button', { name: '回到今天' }).click()
    await row('北区').waitFor({ state: 'detached' })
  })

  it('sees what is coming before it holds, and who decided it', async () => {
    const coming = page.locator('details.coming')
    await coming.getByText('1 项变更已定，尚未生效').waitFor()
    expect(await coming.innerText()).toMatch(/单位\s北区[\s\S]*自 2099年1月1日 00:00 起生效[\s\S]*上级\s*根单位/)
    await row('根单位').getByRole('button', { name: '变更 根单位', exact: true }).click()
    await send('变更单位', { 名称: '市热线办' })
    await done('变更单位')
    await row('市热线办').getByRole('button', { name: '变更记录' }).click()
    expect(await drawer().locator('li').first().innerText()).toMatch(/根单位\s*→\s*市热线办[\s\S]*，2/)
    await page.keyboard.press('Escape')
    await drawer().waitFor({ state: 'detached' })
  })

  it('is told who can see a unit’s cases, and by which role given where', async () => {
    const manager = await house.admin()
    const unit = (code: string, parent: string) =>
      manager.command('dictionaries/organisation/define-unit', {
        code,
        name: `单位 ${code}`,
        parent,
        handlesCases: true,
      })
    await unit('branch', 'root')
    await unit('region', 'branch')
    await unit('office', 'region')
    await staffed(house, manager, 'the.boss', [{ role: 'leader', unit: 'root' }])
    await staffed(house, manager, 'the.clerk', [{ role: 'handler', unit: 'office' }])
    await page.reload()
    await row('单位 office').getByRole('button', { name: '谁能看到' }).click()
    await drawer().getByText('由上级“市热线办”继承').waitFor()
    expect(await drawer().innerText()).toMatch(
      /市热线办[\s\S]*the\.boss[\s\S]*领导[\s\S]*在本单位授予[\s\S]*the\.clerk[\s\S]*承办人员/,
    )
    await drawer().getByRole('combobox').selectOption('case.report')
    await drawer().getByText('the.boss', { exact: true }).waitFor({ state: 'detached' })
    await drawer().getByText('the.clerk', { exact: true }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await drawer().waitFor({ state: 'detached' })
  })

  it('sets up many categories from a table, and is told line by line what is wrong', async () => {
    await page.getByRole('link', { name: '事项分类' }).click()
    await page.getByRole('button', { name: '批量设立' }).click()
    await drawer().getByLabel('粘贴表格').fill('一级,二级,三级\n城市管理,路灯,不亮\n城市管理,路灯,常亮\n城市管理,,漏水')
    await drawer().getByRole('button', { name: '预览' }).click()
    await drawer().getByText('2 行是新的').waitFor()
    expect(await drawer().locator('li.problem').innerText()).toMatch(/第 4 行[\s\S]*中间有一级是空的/)
    expect(await axeFindings(page)).toEqual([])
    await drawer().getByRole('button', { name: '设立 4 个分类' }).click()
    await done('批量设立 4 个分类')
    await row('常亮').waitFor()
    await page.getByRole('button', { name: '批量设立' }).click()
    await drawer().getByLabel('粘贴表格').fill('城市管理\t路灯\t不亮')
    await drawer().getByRole('button', { name: '预览' }).click()
    await drawer().getByText('1 行已有，将跳过').waitFor()
    await drawer().getByRole('button', { name: '取消' }).click()
    await drawer().waitFor({ state: 'detached' })
  })

  it('changes a time limit', async () => {
    await page.getByRole('link', { name: '时限规则' }).click()
    await page.getByRole('button', { name: '变更 handle', exact: true }).click()
    await send('变更规则', { 时长: '7' })
    await row('handle').first().getByText('7 个工作日').waitFor()
    const { body } = await (await house.admin()).get('/api/dictionaries/policy')
    expect(body['entries']).toContainEqual(expect.objectContaining({ ruleId: 'handle', amount: 7 }))
  })

  it('enters a year of holidays, and is told which line cannot be read', async () => {
    await page.getByRole('link', { name: '工作日历' }).click()
    const next = String(new Date().getFullYear() + 1)
    if (new Date().getMonth() >= 10) await page.getByText(`${next} 年的放假安排尚未录入`).waitFor()
    await page.getByRole('button', { name: `录入放假安排 ${next}` }).click()
    await send('录入放假安排', { 放假与调休: `${next}-10-01 休 国庆节\n国庆七天`, 依据: '放假通知' })
    await drawer().getByText('这些行看不懂：国庆七天').waitFor()
    await send('录入放假安排', { 放假与调休: `${next}-10-01 休 国庆节\n${next}-10-09 班` })
    await done('录入放假安排')
    const year = page.locator('section').filter({ hasText: next })
    await year.getByText('10月1日').waitFor()
    expect(await year.innerText()).toContain('放假安排已录入')
    await page.getByText(`${next} 年的放假安排尚未录入`).waitFor({ state: 'detached' })
  })

  it('sets working hours from a day on, and is told of spans that overlap', async () => {
    await page.getByRole('button', { name: '设定工作时间' }).click()
    await drawer().getByRole('checkbox', { name: '周六' }).check()
    await drawer().getByLabel('第 1 段到几点').fill('12:00')
    await drawer().getByRole('button', { name: '增加一段' }).click()
    await drawer().getByLabel('第 2 段从几点').fill('11:00')
    await drawer().getByLabel('第 2 段到几点').fill('17:30')
    await drawer().getByRole('button', { name: '设定工作时间' }).click()
    await drawer().getByText('各段按顺序排列且不重叠').waitFor()
    await drawer().getByLabel('第 2 段从几点').fill('13:30')
    await send('设定工作时间', { 自哪天起生效: '2098-01-01' })
    await done('设定工作时间')
    await page.locator('details.coming').getByText('自 2098年1月1日 00:00 起生效').waitFor()
    expect(await page.locator('details.coming').innerText()).toMatch(/周六[\s\S]*13:30–17:30/)
  })

  it('sees how the views stand, and has no word about the places', async () => {
    await page.getByRole('link', { name: '视图与日志' }).click()
    await page.getByText(/所有视图都已跟上日志/).waitFor()
    await page.getByRole('button', { name: '计算摘要 工单列表' }).click()
    await page.getByText('现在的摘要').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('link', { name: '区划' }).click()
    await page.getByText('还没有区划').waitFor()
  })

  it('can do all that on a telephone, and raised no error', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await sidewaysBy(page)).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    expect(admin.faults).toEqual([])
  })
})
