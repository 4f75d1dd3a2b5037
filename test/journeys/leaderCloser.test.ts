import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, testPassword, type Client } from '../support/house.ts'
import { chromiumPath, openBrowser } from './support/browser.ts'
import { cityIsThere, smallCity } from './support/demoCity.ts'
import { someone } from './support/people.ts'

const demoPassword = 'Open-Doors-of-Lanze'
const district = '990102'
const digits = (text: string | null) => Number((text ?? '').replaceAll(/\D/g, ''))
/** Far below the calm pace at which live numbers follow the city. */
const atOnce = { timeout: 8_000 }

describe.skipIf(chromiumPath === undefined)('a leader who looks closer, and whose unit changes meanwhile', () => {
  let house: House
  let browser: Browser
  let admin: Client
  let leader: Client
  let page: Page
  let faults: readonly string[]
  let id = ''

  const volume = () => page.locator('.keys .value a').first()
  const shown = async () =>
    digits(
      await volume()
        .textContent({ timeout: 1_000 })
        .catch(() => null),
    )
  const said = async (more = '') => {
    const { body } = await leader.get(`/api/metrics/case-volume?period=last30&origin=live,synthetic${more}`)
    return (body as unknown as { n: number }).n
  }
  const goes = async (from: string, to: string) => {
    await admin.command(`staff/${id}/grant-role`, { role: 'leader', unit: to })
    await admin.command(`staff/${id}/revoke-role`, { role: 'leader', unit: from })
  }

  beforeAll(async () => {
    house = await House.start({ args: [], env: smallCity })
    browser = await openBrowser()
    await cityIsThere(house)
    admin = await house.signedIn('admin', demoPassword)
    leader = await staffed(house, admin, 'mayor', [{ role: 'leader', unit: 'root' }])
    const { body } = await admin.get('/api/staff')
    id = (body['rows'] as unknown as { id: string; login: string }[]).find(({ login }) => login === 'mayor')?.id ?? ''
    ;({ page, faults } = await someone(browser, house.base, { login: 'mayor', password: testPassword }))
    await page.goto('/leader')
  })
  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  const head = async () =>
    digits(
      await page
        .locator('h1 b')
        .textContent({ timeout: 1_000 })
        .catch(() => null),
    )
  const listed = async () => {
    const heading = await page
      .locator('.members h2')
      .textContent({ timeout: 1_000 })
      .catch(() => '')
    return digits(/：([\d,]+) 件/.exec(heading ?? '')?.[1] ?? '')
  }
  const split = (by: string) => page.getByRole('combobox', { name: '按什么拆分' }).selectOption(by)

  it('opens a smaller number into its own cases, and into its own parts', async () => {
    await page.goto('/leader')
    await expect.poll(shown, { timeout: 60_000 }).toBeGreaterThan(0)
    await page
      .locator('.key')
      .filter({ hasText: '在办' })
      .getByRole('link', { name: /被催办/ })
      .click()
    await page
      .getByRole('link', { name: /^尚未派单|^紧急/ })
      .filter({ hasText: /[1-9]/ })
      .first()
      .click()
    await page.waitForURL(/part=(undispatched|urgent)/)
    await page.getByRole('heading', { name: /^尚未派单.*：|^紧急.*：/ }).waitFor()
    expect(await head()).toBeGreaterThan(0)
    expect(await head()).toBe(await listed())
    await split('unit1')
    const cell = page.locator('aside tbody a').first()
    const figure = digits(await cell.textContent())
    await cell.click()
    await page.waitForURL(/key=/)
    await expect.poll(async () => [await head(), await listed()], atOnce).toEqual([figure, figure])
  })

  it('takes a rate of the period before apart into that period’s n', async () => {
    await page.goto('/leader')
    await page.locator('.key').nth(1).locator('.change a').first().click()
    await page.waitForURL(/window=Previous/)
    const below = page.locator('.worked a').last()
    await below.waitFor()
    await split('type')
    await page.locator('aside tbody tr').first().waitFor()
    const parts = await page.locator('aside tbody td:last-child').allTextContents()
    expect(parts.reduce((sum, text) => sum + digits(text), 0)).toBe(digits(await below.textContent()))
    await page.goto('/leader')
  })

  it('sees the numbers of the new unit at once, and none of the old one', async () => {
    await expect.poll(shown, { timeout: 30_000 }).toBeGreaterThan(0)
    const all = await said()
    await goes('root', district)
    await expect.poll(() => said()).toBeLessThan(all / 2)
    const mine = await said()
    await expect.poll(shown, atOnce).toBe(mine)
    const units = page.locator('.heat tbody td a')
    const sum = async () => (await units.allTextContents()).reduce((total, text) => total + digits(text), 0)
    await expect.poll(sum, atOnce).toBe(2 * mine)
  })

  it('sees them of a past moment too, though the past stands still', async () => {
    await page.getByRole('combobox', { name: '统计时点' }).selectOption('then')
    await page.waitForURL(/asOf=/)
    const asOf = `&asOf=${new URL(page.url()).searchParams.get('asOf') ?? ''}`
    const mine = await said(asOf)
    await expect.poll(shown, { timeout: 30_000 }).toBe(mine)
    await goes(district, 'root')
    await expect.poll(() => said(asOf)).toBeGreaterThan(mine)
    await expect.poll(shown, atOnce).toBe(await said(asOf))
  })

  it('loses the cases of a number that is open, where they are no longer theirs', async () => {
    await volume().click()
    await expect.poll(listed, { timeout: 30_000 }).toBeGreaterThan(0)
    const all = await listed()
    await goes('root', district)
    await expect.poll(listed, atOnce).toBeLessThan(all / 2)
    expect(await listed()).toBe(await head())
    expect(faults).toEqual([])
  })
})
