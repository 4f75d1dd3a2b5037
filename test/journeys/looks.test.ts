import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, testPassword, type Client } from '../support/house.ts'
import { axeFindings, chromiumPath, openBrowser, sidewaysBy } from './support/browser.ts'
import { disputedCase } from './support/disputedCase.ts'
import { someone, type Someone } from './support/people.ts'

describe.skipIf(chromiumPath === undefined)('who watches the watchers', () => {
  let house: House
  let browser: Browser
  let auditor: Someone
  let lookers: Client
  let page: Page
  let id = ''

  beforeAll(async () => {
    house = await House.start()
    browser = await openBrowser()
    const admin = await house.admin()
    id = await disputedCase(house, admin)
    lookers = await staffed(house, admin, 'the-auditor', [{ role: 'auditor', unit: 'root' }])
    auditor = await someone(browser, house.base, { login: 'the-auditor', password: testPassword })
    page = auditor.page
  })
  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it('sees a look of anybody else within a second', async () => {
    await page.getByRole('link', { name: '谁看了什么' }).click()
    await page.locator('.looks li').first().waitFor()
    const clerk = await house.signedIn('the-handler', testPassword)
    const from = new Date(Date.now() - 3_600_000).toISOString()
    const to = new Date(Date.now() + 3_600_000).toISOString()
    const looks = async () => {
      const { body } = await lookers.get(`/api/looks?from=${from}&to=${to}&type=CaseViewed&limit=1`)
      return (body['rows'] as unknown as { at: string; account: { name: string } }[])[0]
    }
    const before = Date.now()
    await clerk.get(`/api/cases/${id}`)
    await expect.poll(async () => (await looks())?.at ?? '', { timeout: 1_000, interval: 20 }).not.toBe('')
    while (Date.parse((await looks())?.at ?? '') < before) expect(Date.now() - before).toBeLessThan(1_000)
    expect((await looks())?.account.name).toBe('员工 the-handler')
    await page.getByRole('button', { name: '有新的查看记录，点此显示' }).click({ timeout: 3_000 })
    await page.locator('.looks li').first().getByText('员工 the-handler').waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  it('knows that nobody can switch that off, not even an administrator', async () => {
    const admin = await house.admin()
    const { body } = await admin.get('/api/openapi.json')
    const routes = Object.entries(body['paths'] as object).flatMap(([path, verbs]) =>
      Object.keys(verbs as object).map((verb) => `${verb} ${path}`),
    )
    expect(routes.filter((route) => /look|access/.test(route) && !route.startsWith('get '))).toEqual([])
    for (const method of ['DELETE', 'PUT', 'PATCH', 'POST'])
      expect([method, (await admin.send(method, '/api/looks', {})).status]).toEqual([method, 404])
    expect((await admin.get('/api/looks?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z')).status).toBe(403)
  })

  it('narrows the log to a person and a purpose, and goes from a line to the case', async () => {
    await page.getByRole('combobox', { name: '用途' }).selectOption('contact-citizen')
    await expect.poll(() => page.locator('.looks li').count()).toBe(1)
    await page.locator('.looks li').getByText('姓名、联系电话').waitFor()
    await page.locator('.looks li').getByRole('link').first().click()
    await page.waitForURL(`**/audit/cases/${id}`)
  })

  it('asks who looked at the citizen of a case, at any time', async () => {
    await page.getByRole('link', { name: '谁看过这位诉求人' }).click()
    await page.getByRole('heading', { name: '谁看过这位诉求人' }).waitFor()
    await page.locator('.looks li').filter({ hasText: '查看诉求人信息' }).getByText('联系诉求人').waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  it('can do all that on a telephone, in English too', async () => {
    await page.goto('/audit/looks')
    await page.setViewportSize({ width: 390, height: 844 })
    await page.locator('.looks li').first().waitFor()
    expect(await sidewaysBy(page)).toBe(0)
    await page.evaluate("localStorage.setItem('minsheng-language', 'en')")
    await page.reload()
    await page.locator('.looks li').first().waitFor()
    expect(await sidewaysBy(page)).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    expect(auditor.faults).toEqual([])
  })
})
