import { readFileSync } from 'node:fs'

import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, testPassword } from '../support/house.ts'
import { axeFindings, chromiumPath, openBrowser, sidewaysBy } from './support/browser.ts'
import { someone, type Someone } from './support/people.ts'

describe.skipIf(chromiumPath === undefined)('an administrator of accounts', () => {
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

  it('opens an account, gives it a role and a password, and it signs in', async () => {
    await page.goto('/admin')
    await page.getByRole('button', { name: '开立账号' }).click()
    await drawer().getByRole('button', { name: '开立账号' }).click()
    await drawer().getByText('请填写').first().waitFor()
    await drawer().getByLabel('登录名').fill('li.lei')
    await drawer().getByLabel(/^名称/).fill('李雷')
    await drawer().getByLabel('所属单位').fill('根')
    await page.getByRole('option', { name: '根单位' }).click()
    await drawer().getByRole('button', { name: '开立账号' }).click()
    await done('开立账号')
    await row('李雷').getByRole('button', { name: '授予角色' }).click()
    await drawer().getByLabel('角色').selectOption('agent')
    await send('授予角色', {})
    await row('李雷').getByText('话务员（根单位）').waitFor()
    await row('李雷').getByRole('button', { name: '设置密码' }).click()
    await send('设置密码', { 新密码: testPassword })
    await done('设置密码')
    const agent = await house.signedIn('li.lei', testPassword)
    expect((await agent.get('/api/session')).body).toMatchObject({
      account: { permissions: expect.arrayContaining(['case.register']) },
    })
  })

  it('is told by the server what is wrong, at the field', async () => {
    await page.getByRole('button', { name: '开立账号' }).click()
    await drawer().getByLabel('所属单位').fill('根')
    await page.getByRole('option', { name: '根单位' }).click()
    await send('开立账号', { 登录名: '不行', 名称: '某人' })
    await drawer().locator('[aria-invalid=true]').waitFor()
    expect(await drawer().locator('.error').innerText()).toContain('login')
    await drawer().getByRole('button', { name: '取消' }).click()
    await drawer().waitFor({ state: 'detached' })
  })

  it('takes the role away and suspends the account, at once', async () => {
    await page.getByRole('button', { name: '收回李雷的角色：话务员' }).click()
    await send('收回角色', {})
    await row('李雷').getByText('尚无角色').waitFor()
    await row('李雷').getByRole('button', { name: '停用账号' }).click()
    await send('停用账号', { 原因: '离岗' })
    await row('李雷').getByText('已停用').waitFor()
    await expect(house.signedIn('li.lei', testPassword)).rejects.toThrow('account-suspended')
    expect(await axeFindings(page)).toEqual([])
  })

  it('looks at any second of the past, where nothing can be changed', async () => {
    await page.getByRole('link', { name: '账号' }).click()
    await page.getByLabel('查看哪一天的安排').fill('2020-01-01')
    await page.getByText('没有匹配项').waitFor()
    await page.getByLabel('查看哪一天的安排').fill('2098-01-01')
    await row('李雷').waitFor()
    expect(await page.getByRole('button', { name: '授予角色' }).count()).toBe(0)
    await row('李雷').getByRole('button', { name: '变更记录' }).click()
    await expect.poll(() => drawer().locator('li').count()).toBe(5)
    expect(await drawer().locator('li').allInnerTexts()).toEqual([
      expect.stringMatching(/停用账号[\s\S]*离岗/),
      expect.stringMatching(/收回角色[\s\S]*话务员/),
      expect.stringContaining('设置密码'),
      expect.stringMatching(/授予角色[\s\S]*话务员[\s\S]*根单位/),
      expect.stringMatching(/开立账号[\s\S]*li\.lei/),
    ])
    await page.keyboard.press('Escape')
    await drawer().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '回到今天' }).click()
  })

  it('can do all that on a telephone, and raised no error', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await sidewaysBy(page)).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    expect(admin.faults).toEqual([])
  })
})
