import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, testPassword, type Client } from '../support/house.ts'
import { sentTo, staffOf, type Sent } from './support/aDayOfWork.ts'
import { chromiumPath, faultsOf, openBrowser, openScreen, sidewaysBy, signIn } from './support/browser.ts'
import { CuttableLine } from './support/cuttableLine.ts'

const light = { title: '中山路口路灯全灭' }
const road = { title: '人民路路面塌陷' }
/** What somebody might write who wishes the page ill: markup, text that turns round, no place to break, stacked marks. */
const hostile = [
  '<img src=x onerror="document.title=\'broken\'">路灯',
  '\u202e灯路\u202e gnp.exe',
  '灯'.repeat(200),
  `路灯${'\u0301'.repeat(60)}坏了`,
]

const idsOn = (page: Page) =>
  page.locator('li.row').evaluateAll((rows) => rows.map(({ dataset }) => dataset['id'] ?? ''))
const rowOf = (page: Page, { id }: Sent) => page.locator(`li[data-id="${id}"]`)

describe.skipIf(chromiumPath === undefined)('a list that is looked at while the world goes on', () => {
  let house: House
  let browser: Browser
  let line: CuttableLine
  let page: Page
  let faults: string[]
  let admin: Client, desk: Client, colleague: Client
  let handlerId = ''
  let lamp: Sent, hole: Sent

  beforeAll(async () => {
    house = await House.start()
    let handler: Client
    ;({ admin, desk, handler, colleague } = await staffOf(house))
    handlerId = ((await handler.get('/api/session')).body as { account: { id: string } }).account.id
    lamp = await sentTo(desk, 'lighting', light)
    hole = await sentTo(desk, 'roads', road)
    line = await CuttableLine.to(house.port)
    browser = await openBrowser()
    page = await (await openScreen(browser, line.base)).newPage()
    faults = faultsOf(page)
    await signIn(page, 'the-handler', testPassword)
    await rowOf(page, lamp).waitFor()
    await page.getByText('实时更新中').waitFor()
  })

  afterAll(async () => {
    await browser?.close()
    await line?.cut()
    await house?.dispose()
  })

  it('says at once that the line is lost and since when, and catches up without a reload or a loss', async () => {
    await page.evaluate(() => Object.assign(globalThis, { notReloaded: true }))
    const place = async () => (await rowOf(page, lamp).boundingBox())?.y
    const before = await place()
    const cutAt = Date.now()
    await line.cut()
    await page.getByText(/连接中断，内容截至/).waitFor()
    expect(Date.now() - cutAt).toBeLessThan(2_000)
    expect(await place()).toBe(before)
    // Meanwhile a colleague signs, and three more come in.
    const { assignmentId } = lamp
    await colleague.command(`cases/${lamp.id}/sign-for`, { assignmentId })
    const missed = [
      await sentTo(desk, 'lighting', {}),
      await sentTo(desk, 'lighting', {}),
      await sentTo(desk, 'lighting', {}),
    ]
    expect(await rowOf(page, lamp).innerText()).toContain('待签收')
    await line.mend()
    await rowOf(page, lamp).getByText('待联系').waitFor()
    await page.getByText(/连接中断，内容截至/).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /4 条更新/ }).click()
    for (const sent of missed) await rowOf(page, sent).waitFor()
    expect(new Set(await idsOn(page))).toEqual(new Set([lamp, ...missed].map(({ id }) => id)))
    expect(await page.evaluate(() => 'notReloaded' in globalThis)).toBe(true)
  })

  it('follows when the viewer goes to another unit: what is no longer theirs goes, what is theirs now comes', async () => {
    await rowOf(page, lamp).click()
    await page.locator('.preview-pane .story').waitFor()
    await admin.command(`staff/${handlerId}/grant-role`, { role: 'handler', unit: 'roads' })
    await rowOf(page, hole).waitFor()
    await admin.command(`staff/${handlerId}/revoke-role`, { role: 'handler', unit: 'lighting' })
    await rowOf(page, lamp).waitFor({ state: 'detached' })
    await expect.poll(() => idsOn(page)).toEqual([hole.id])
    expect(await page.getByRole('main').innerText()).not.toContain(light.title)
    expect(await page.locator('.rail li').first().innerText()).toMatch(/全部\s+1/)
  })

  it('takes an open case away too when it is no longer the viewer’s', async () => {
    await rowOf(page, hole).dblclick()
    await page.waitForURL(/\/cases\//)
    await page.getByRole('heading', { name: road.title }).waitFor()
    await admin.command(`staff/${handlerId}/grant-role`, { role: 'handler', unit: 'lighting' })
    await admin.command(`staff/${handlerId}/revoke-role`, { role: 'handler', unit: 'roads' })
    await page.getByText(/没有找到/).waitFor()
    expect(await page.getByRole('main').innerText()).not.toContain(road.title)
  })

  it('shows hostile titles as text, in rows of one height, within the screen', async () => {
    for (const title of hostile) await sentTo(desk, 'lighting', { title })
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 })
      await page.goto('/work-list?sort=registered')
      await expect.poll(async () => (await idsOn(page)).length).toBe(hostile.length + 4)
      expect([width, await sidewaysBy(page)]).toEqual([width, 0])
      const heights = await page.locator('li.row').evaluateAll((rows) => rows.map(({ offsetHeight }) => offsetHeight))
      // On a phone a title may take a second line; no more.
      expect([width, Math.max(...heights) - Math.min(...heights) <= (width === 390 ? 21 : 0)]).toEqual([width, true])
    }
    expect(await page.title()).not.toBe('broken')
    expect(await page.locator('li.row img').count()).toBe(0)
  })

  it('leads to the sign-in page, and says why, when the session is ended elsewhere', async () => {
    await admin.command(`staff/${handlerId}/suspend-account`, { reason: '调离' })
    await page.waitForURL(/sign-in/)
    await page.getByText(/登录已失效/).waitFor()
    expect(faults).toEqual([])
  })
})
