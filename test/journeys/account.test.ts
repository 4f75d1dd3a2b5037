import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, testPassword, type Client } from '../support/house.ts'
import { axeFindings, chromiumPath, openBrowser, sidewaysBy } from './support/browser.ts'
import { someone, type Someone } from './support/people.ts'

const fresh = '雨过天晴-Umbrella-88'

describe.skipIf(chromiumPath === undefined)('somebody with an account', () => {
  let house: House
  let browser: Browser
  let me: Someone
  let elsewhere: Client
  let page: Page

  beforeAll(async () => {
    house = await House.start()
    browser = await openBrowser()
    await staffed(house, await house.admin(), 'han.mei', [{ role: 'agent', unit: 'root' }])
    elsewhere = await house.signedIn('han.mei', testPassword)
    me = await someone(browser, house.base, { login: 'han.mei', password: testPassword })
    page = me.page
  })
  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it('finds their page in the menu, by keys alone', async () => {
    await page.getByRole('button', { name: /员工 han\.mei/ }).press('Enter')
    await page.getByRole('menuitem', { name: '我的账号' }).press('Enter')
    await page.waitForURL('**/account')
    await page.getByRole('heading', { name: '我的账号' }).waitFor()
    expect(await page.locator('main').innerText()).toContain('话务员（根单位）')
  })

  it('sees where they are signed in, and ends what they do not know', async () => {
    const sessions = page.locator('section').filter({ hasText: '登录的地方' })
    await sessions.getByText('此浏览器').waitFor()
    expect(await sessions.locator('li').count()).toBeGreaterThanOrEqual(2)
    expect((await elsewhere.get('/api/session')).status).toBe(200)
    const others = sessions.getByRole('button', { name: '结束其他全部登录' })
    if (await others.count()) await others.click()
    else await sessions.getByRole('button', { name: /^结束/ }).click()
    await sessions.getByText(/已结束 \d 处登录/).waitFor()
    expect((await elsewhere.get('/api/session')).status).toBe(401)
    expect(await sessions.locator('li').count()).toBe(1)
  })

  it('is told why a new password is not taken', async () => {
    const change = () => page.getByRole('button', { name: '修改密码' }).click()
    const fill = async (current: string, next: string, again = next) => {
      await page.getByLabel('现在的密码').fill(current)
      await page.getByLabel('新密码', { exact: true }).fill(next)
      await page.getByLabel('再输入一次新密码').fill(again)
      await change()
    }
    await change()
    expect(await page.getByText('请填写').count()).toBe(3)
    await fill(testPassword, fresh, `${fresh}!`)
    await page.getByText('两次输入的新密码不同').waitFor()
    await fill(testPassword, 'kurz')
    await page.getByText('密码至少 10 位').waitFor()
    await fill(testPassword, 'password123')
    await page.getByText('这个密码太常见').waitFor()
    await fill(testPassword, 'han.mei-2026-ok')
    await page.getByText('密码不能包含登录名或姓名').waitFor()
    await fill('not-this-one', fresh)
    await page.getByText('现在的密码不正确').waitFor()
    expect(await page.locator('[aria-invalid=true]').count()).toBe(1)
    expect(await axeFindings(page)).toEqual([])
  })

  it('changes it, stays here, and is signed out everywhere else', async () => {
    elsewhere = await house.signedIn('han.mei', testPassword)
    await page.getByLabel('现在的密码').fill(testPassword)
    await page.getByLabel('新密码', { exact: true }).fill(fresh)
    await page.getByLabel('再输入一次新密码').fill(fresh)
    await page.keyboard.press('Enter')
    await page.getByText('密码已修改，其他地方的登录均已退出').waitFor()
    expect((await elsewhere.get('/api/session')).status).toBe(401)
    await expect(house.signedIn('han.mei', testPassword)).rejects.toThrow('wrong-credentials')
    await house.signedIn('han.mei', fresh)
    await page.reload()
    await page.getByRole('heading', { name: '我的账号' }).waitFor()
  })

  it('chooses language and appearance, and can do all that on a telephone', async () => {
    await page.getByText('English', { exact: true }).last().click()
    await page.getByRole('heading', { name: 'My account' }).waitFor()
    await page.getByText('Dark', { exact: true }).last().click()
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await sidewaysBy(page)).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    expect(me.faults).toEqual([])
  })
})
