import { gzipSync } from 'node:zlib'

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House } from '../support/house.ts'
import { axeFindings, chromiumPath, faultsOf, openBrowser, openScreen, sidewaysBy } from './support/browser.ts'
import { cityIsThere, enter, smallCity } from './support/demoCity.ts'

const digits = (text: string | null) => Number((text ?? '').replaceAll(/\D/g, ''))

/** On a shared machine the city's own processes may be busy. */
const soon = { timeout: 30_000 }

/** The cases behind the number that is open: those listed, and those that may only be counted. */
async function listed(page: Page): Promise<{ cases: number; said: number }> {
  const heading = page.locator('.members h2')
  await heading.waitFor()
  const more = page.getByRole('button', { name: /再显示/ })
  const rows = page.locator('.members tbody tr')
  while (await more.isVisible()) {
    const before = await rows.count()
    await more.click()
    await expect.poll(() => rows.count(), soon).toBeGreaterThan(before)
  }
  const hidden = page.getByText(/另有 \d+ 件诉求人要求保密/)
  const withheld = (await hidden.isVisible()) ? digits(await hidden.textContent()) : 0
  const said = /：([\d,]+) 件/.exec((await heading.textContent()) ?? '')?.[1] ?? ''
  return { cases: (await rows.count()) + withheld, said: digits(said) }
}

describe.skipIf(chromiumPath === undefined)('a leader’s morning', () => {
  let house: House
  let browser: Browser
  let page: Page
  let faults: string[]

  beforeAll(async () => {
    house = await House.start({ args: [], env: smallCity })
    browser = await openBrowser()
    await cityIsThere(house)
    page = await (await openScreen(browser, house.base)).newPage()
    faults = faultsOf(page)
  })

  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  const numbers = () => page.locator('.keys .value a')
  const areThere = (n = 7) => expect.poll(() => numbers().count(), soon).toBe(n)

  it('begins with one click at the door, and little is downloaded before the first chart', async () => {
    const sizes: Promise<number>[] = []
    let isDrawing = false
    page.on('response', (response) => {
      if (/chart/.test(response.url())) isDrawing = true
      if (isDrawing || !/assets|index/.test(response.url())) return
      sizes.push(response.body().then((body) => gzipSync(body).length))
    })
    await enter(page, '领导')
    await page.waitForURL(/\/leader/)
    await page.locator('.chart svg').first().waitFor()
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    expect(total).toBeGreaterThan(0)
    expect(total).toBeLessThan(350_000)
  })

  it('says what to try, once', async () => {
    const guide = page.getByRole('complementary', { name: '试一试' })
    await guide.getByRole('button').click()
    await page.reload()
    await page.locator('.hot').waitFor()
    expect(await guide.count()).toBe(0)
  })

  it('opens every key figure into exactly as many cases as it counts', async () => {
    await areThere()
    await expect.poll(async () => digits(await numbers().first().textContent()), { timeout: 60_000 }).toBeGreaterThan(0)
    for (const index of [0, 5, 6]) {
      const figure = digits(await numbers().nth(index).textContent())
      await numbers().nth(index).focus()
      await page.keyboard.press('Enter')
      const found = await listed(page)
      expect(found).toEqual({ cases: figure, said: figure })
      // A line that is half below the bar while somebody scrolls is no small target.
      await page.evaluate('scrollTo(0, 0)')
      expect(await axeFindings(page)).toEqual([])
      await page.getByRole('navigation', { name: '路径' }).getByRole('link', { name: '总览' }).click()
      await numbers().nth(6).waitFor()
    }
  })

  it('opens a cell of the cross table, and the way back keeps the period', async () => {
    await page.goto('/leader')
    await page.getByLabel('期间', { exact: true }).selectOption('year')
    await page.waitForURL(/period=year/)
    const cell = page.locator('.heat tbody td a').first()
    await cell.waitFor()
    const figure = digits(await cell.textContent())
    await cell.click()
    expect(await listed(page)).toEqual({ cases: figure, said: figure })
    await page.getByRole('navigation', { name: '路径' }).getByRole('link', { name: '总览' }).click()
    await page.waitForURL(/\/leader\?period=year/)
  })

  it('opens a case from the list, which says the way back', async () => {
    await page.goto('/leader?period=year')
    await areThere()
    await numbers().first().click()
    const row = page.locator('.members tbody tr').first()
    await row.getByText(/^\d{12,} · /).waitFor()
    await row.getByRole('link').click()
    await page.waitForURL(/\/cases\//)
    const trail = page.getByRole('navigation', { name: '路径' })
    expect(await trail.getByRole('listitem').count()).toBe(3)
    await page.reload()
    await trail.getByRole('link').nth(1).click()
    await page.locator('.members h2').waitFor()
    expect(page.url()).toContain('/leader/number/case-volume')
    await page.goBack()
    await trail.getByRole('link').first().click()
    await page.waitForURL(/\/leader\?period=year/)
  })

  it('shows what was known at nine, says so, and comes back with one key', async () => {
    await page.goto('/leader')
    const asOf = page.getByRole('combobox', { name: '统计时点' })
    await asOf.selectOption('then')
    await page.waitForURL(/asOf=/)
    const band = page.getByRole('status').getByText(/^按 .* 09:00:00 所知/)
    await band.waitFor()
    expect(await axeFindings(page)).toEqual([])
    const states = page.locator('.figure footer p.figures')
    await areThere()
    await expect.poll(() => states.count(), soon).toBeGreaterThan(5)
    for (const state of await states.allTextContents()) expect(state).toMatch(/截至 .*09:00/)
    await areThere()
    // The number itself may take its time: the way back does not wait for it.
    let answer = () => {}
    const asked = new Promise<void>((resolve) => (answer = resolve))
    await page.route(/api\/metrics\/case-volume/, async (route) => {
      await asked
      await route.continue().catch(() => undefined)
    })
    await numbers().first().click()
    await page.waitForURL(/\/leader\/number\//)
    await band.waitFor()
    await page.keyboard.press('n')
    answer()
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.waitForURL((url) => url.pathname === '/leader' && !url.searchParams.has('asOf'))
    expect(await band.count()).toBe(0)
  })

  it('says which number is missing while the cubes are away, and shows the others', async () => {
    const words = { zh: '统计暂时不可用', en: 'away' }
    const problem = { status: 503, code: 'cubes-unavailable', words }
    const broken = ['on-time-rate', 'hotspots']
    await page.route(/api\/metrics$/, async (route) => {
      const asked = (route.request().postDataJSON() as { questions: { name: string }[] } | null)?.questions ?? []
      const response = await route.fetch()
      const { answers } = (await response.json()) as { answers: object[] }
      const told = answers.map((answer, index) => (broken.includes(asked[index]?.name ?? '') ? { problem } : answer))
      await route.fulfill({ response, json: { answers: told } })
    })
    await page.goto('/leader')
    await areThere(6)
    expect(await page.locator('.key').filter({ hasText: '统计暂时不可用' }).count()).toBe(1)
    await page.locator('.hot').getByText('统计暂时不可用').waitFor()
    await page.unrouteAll()
    await page.route(/api\/metrics/, (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    )
    await page.reload()
    await expect.poll(() => page.getByText('统计暂时不可用').count(), soon).toBeGreaterThan(10)
    expect(await axeFindings(page)).toEqual([])
    await page.unrouteAll()
    await page.locator('.hot').getByRole('button', { name: '重试' }).click()
    await page.locator('.hot ol, .hot .calm').first().waitFor()
  })

  it.each([
    { width: 1440, theme: 'dark', language: 'en' },
    { width: 390, theme: 'light', language: 'zh-CN' },
  ] as const)('fits and reads at $width px in $theme, $language', async (screen) => {
    const other = await (await openScreen(browser, house.base, screen)).newPage()
    await enter(other, screen.language === 'en' ? 'Leader' : '领导')
    await other.locator('.chart svg').nth(1).waitFor()
    await other.locator('.units tbody tr').first().waitFor()
    expect(await axeFindings(other)).toEqual([])
    expect(await sidewaysBy(other)).toBeLessThanOrEqual(0)
    await other.context().close()
  })

  it('raised no error', () => {
    expect(faults).toEqual([])
  })
})
