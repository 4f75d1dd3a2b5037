import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House } from '../support/house.ts'
import { chromiumPath, openBrowser, openScreen } from './support/browser.ts'
import { cityIsThere, enter, smallCity } from './support/demoCity.ts'
import { closedNumbersOn, numbersOn, OpenNumbers } from './support/openNumbers.ts'
import type { OnPage } from './support/openNumbers.ts'

/** Columns whose numbers follow from others in the same row, which open. */
const derived = new Set(['名次', '多了', '占比', '变化', '每万人', '上期占比'])

describe.skipIf(chromiumPath === undefined)('every number on the leaders’ page', { timeout: 600_000 }, () => {
  let house: House
  let browser: Browser
  let page: Page
  let open: OpenNumbers
  const seen = new Map<string, OnPage>()

  beforeAll(async () => {
    house = await House.start({ args: [], env: smallCity })
    browser = await openBrowser()
    await cityIsThere(house)
    page = await (await openScreen(browser, house.base)).newPage()
    await enter(page, '领导')
    await page.waitForURL(/\/leader/)
    open = await OpenNumbers.of(page)
  })
  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  const isQuiet = async () => {
    await page.locator('.heat tbody tr').first().waitFor()
    await page.locator('.units tbody tr').first().waitFor()
    await page.waitForLoadState('networkidle')
  }
  /** Opens everything that is folded: charts as tables, all units. */
  async function unfold(): Promise<void> {
    await isQuiet()
    const folded = page.getByRole('button', { name: /^看表格$|^显示全部/ })
    while ((await folded.count()) > 0) await folded.first().click()
  }
  async function keep(): Promise<number> {
    const found = await numbersOn(page)
    for (const number of found) seen.set(`${number.href} ${number.text}`, number)
    return found.length
  }
  const pick = async (label: string, value: string) => {
    await page.getByLabel(label, { exact: true }).selectOption(value)
    await page.waitForLoadState('networkidle')
  }
  const valuesOf = (label: string) =>
    page
      .getByLabel(label, { exact: true })
      .locator('option')
      .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''))

  it('is a link, in every tile, cell, chart and choice', async () => {
    await unfold()
    const perPlace = new Map<string, number>()
    for (const { where } of await numbersOn(page)) perPlace.set(where, (perPlace.get(where) ?? 0) + 1)
    // A tile that lost its links, or a section that is gone, is seen here.
    expect(perPlace.size).toBeGreaterThanOrEqual(8)
    expect(await page.locator('.keys .value a').count()).toBe(7)
    const cells = await page.locator('.heat tbody td').filter({ hasText: /[1-9]/ }).count()
    expect(await page.locator('.heat tbody td a').count()).toBe(cells)
    const closed = (await closedNumbersOn(page)).filter(({ column }) => !derived.has(column))
    expect(closed).toEqual([])
    for (const measure of await valuesOf('看哪个指标')) {
      await pick('看哪个指标', measure)
      expect(await keep()).toBeGreaterThan(100)
    }
    for (const dimension of await valuesOf('按什么看构成')) {
      await pick('按什么看构成', dimension)
      await keep()
    }
    await pick('期间', 'year')
    await unfold()
    await keep()
  })

  it('opens into exactly the cases from which it follows', async () => {
    const all = [...seen.values()]
    expect(all.length).toBeGreaterThan(500)
    const wrong: string[] = []
    for (let at = 0; at < all.length; at += 8) {
      const found = await Promise.all(all.slice(at, at + 8).map((number) => open.difference(number)))
      wrong.push(...found.flatMap((each) => each ?? []))
    }
    expect(wrong).toEqual([])
    expect(open.listed).toBeGreaterThan(500)
    const metrics = new Set(all.map(({ href }) => new URL(href, 'http://page').pathname.split('/').at(-1)))
    expect(metrics.size).toBeGreaterThanOrEqual(15)
    expect(all.filter(({ text }) => /[1-9]/.test(text)).length).toBeGreaterThan(300)
  })

  it('would be found wrong if it were', async () => {
    const some = [...seen.values()].filter(({ text, isChange }) => !isChange && /^[1-9][\d,]*$/.test(text)).slice(0, 5)
    expect(some).toHaveLength(5)
    for (const number of some) {
      expect(
        await open.difference({ ...number, text: String(Number(number.text.replaceAll(',', '')) + 1) }),
      ).toBeDefined()
      const other = number.href.replace(/ordinal=\d+/, 'ordinal=1')
      expect(await open.difference({ ...number, href: other })).toBeDefined()
    }
  })

  /** Where the points of this period are drawn: small round marks in the colour of the first line. */
  const points = () =>
    page.locator('.second .chart svg path').evaluateAll((paths) =>
      paths
        .map((path) => ({ box: path.getBoundingClientRect(), isRound: /A/i.test(path.getAttribute('d') ?? '') }))
        .filter(({ box, isRound }) => isRound && box.width > 2 && box.width < 14)
        .map(({ box }) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }))
        .toSorted((a, b) => a.x - b.x),
    )
  const nameOf = (address: string) => {
    const { pathname, searchParams } = new URL(address, 'http://page')
    return [pathname, ...['by', 'key', 'part', 'window'].map((name) => searchParams.get(name) ?? '')].join(' ')
  }

  it('is where a chart is clicked: each point opens what the table beside it opens', async () => {
    await page.goto('/leader?period=week')
    await unfold()
    const rows = page.locator('.second .figure').first().locator('tbody tr')
    const inTable = await rows.evaluateAll((lines) =>
      lines.map((line) => line.querySelector('a')?.getAttribute('href') ?? ''),
    )
    expect(inTable.length).toBeGreaterThan(0)
    await page.getByRole('button', { name: '看图' }).first().waitFor()
    for (const [index, href] of inTable.entries()) {
      await page.goto('/leader?period=week')
      await isQuiet()
      await page.locator('.second .chart svg').waitFor()
      await page.locator('.second .chart').scrollIntoViewIfNeeded()
      const drawn = await points()
      expect(drawn).toHaveLength(inTable.length)
      const { x, y } = drawn[index] ?? { x: 0, y: 0 }
      await page.mouse.click(x, y)
      await page.waitForURL(/\/leader\/number\//)
      expect(nameOf(page.url())).toBe(nameOf(href))
    }
  })

  it('is taken along as a table that adds up', async () => {
    await page.goto('/leader')
    await isQuiet()
    await page.locator('.keys .value a').nth(1).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出 CSV' }).click()
    const file = await (await download).createReadStream()
    const chunks: Buffer[] = []
    for await (const chunk of file) chunks.push(chunk as Buffer)
    const lines = Buffer.concat(chunks).toString('utf8').replace('\uFEFF', '').trim().split('\r\n')
    const [head = '', ...cases] = lines
    const sums = (cases.pop() ?? '').split(',')
    expect(head).toContain('按时办结')
    const tabs = await page.locator('nav[aria-label=由哪些工单构成] b').allTextContents()
    tabs.forEach((shown, index) => {
      const column = index + 2
      const above = cases.reduce((sum, line) => sum + Number(line.split(',')[column]), 0)
      expect({ column, above, sum: Number(sums[column]) }).toEqual({
        column,
        above: Number(shown.replaceAll(',', '')),
        sum: Number(shown.replaceAll(',', '')),
      })
    })
  })
})
