import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, testPassword, type Client } from '../support/house.ts'
import { sentTo, staffOf, type Sent } from './support/aDayOfWork.ts'
import { chromiumPath, openBrowser } from './support/browser.ts'
import { someone } from './support/people.ts'

const title = '中山路口路灯全灭'

/** Rows as they stand: what is written, under which heading, and where on the screen. */
const rowsOn = (page: Page) =>
  page.locator('li.row').evaluateAll((rows) =>
    rows.map((row) => ({
      id: row.dataset['id'] ?? '',
      group: row.closest('section')?.querySelector('h2')?.firstChild?.textContent?.trim() ?? '',
      text: row.innerText.replaceAll(/\s+/g, ' '),
      top: Math.round(row.getBoundingClientRect().top),
      height: Math.round(row.getBoundingClientRect().height),
    })),
  )
const focusInForm = (page: Page) => page.locator('[role=dialog] input:focus').waitFor({ state: 'attached' })
const places = (rows: Awaited<ReturnType<typeof rowsOn>>) => rows.map(({ id, top, height }) => [id, top, height])
const main = (page: Page) => page.getByRole('main').innerText()

describe.skipIf(chromiumPath === undefined)('a handler’s morning, by the keyboard alone', () => {
  let house: House
  let browser: Browser
  let page: Page
  let faults: string[]
  let desk: Client, colleague: Client
  let burning: Sent, ordinary: Sent, contacted: Sent

  beforeAll(async () => {
    house = await House.start()
    let handler: Client
    ;({ desk, handler, colleague } = await staffOf(house))
    ordinary = await sentTo(desk, 'lighting', {}, 5)
    contacted = await sentTo(desk, 'lighting', { title: '公园路灯闪烁' }, 30)
    burning = await sentTo(desk, 'lighting', { title, urgency: { value: 'critical' } }, 80)
    const { assignmentId } = contacted
    await handler.command(`cases/${contacted.id}/sign-for`, { assignmentId })
    await handler.command(`cases/${contacted.id}/record-contact-attempt`, {
      assignmentId,
      way: 'phone',
      outcome: 'reached',
    })
    await sentTo(desk, 'roads', { title: '道路塌陷' })
    browser = await openBrowser()
    ;({ page, faults } = await someone(browser, house.base, { login: 'the-handler', password: testPassword }))
    await page.getByText(title).first().waitFor()
  })

  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it('opens on what waits for me, by next step, nearest clock first, and nothing of others', async () => {
    const rows = await rowsOn(page)
    expect(rows.map(({ id, group }) => [group, id])).toEqual([
      ['待签收', burning.id],
      ['待签收', ordinary.id],
      ['待反馈', contacted.id],
    ])
    expect(rows[0]?.text).toMatch(
      new RegExp(`${title}.*特急.*${burning.number}.*投诉.*待签收.*路灯管理所.*还剩 (39|40) 分钟`),
    )
  })

  it('counts what it shows, at every step and over all', async () => {
    const counts = await page
      .locator('.rail li button')
      .evaluateAll((steps) => steps.map((each) => each.innerText.split(/\s+/)))
    expect(counts[0]).toEqual(['全部', '3'])
    for (const [name = '', count] of counts) {
      await page.locator('.rail li button', { hasText: name }).click()
      await page.locator('.rail button[aria-pressed=true]', { hasText: name }).waitFor()
      await page.locator('.total', { hasText: ` ${count} ` }).waitFor()
      await expect.poll(async () => (await rowsOn(page)).length, name).toBe(Number(count))
    }
    await page.locator('.rail li button').first().click()
    await page.getByText(title).first().waitFor()
  })

  it('finds the one due first and signs for it in the list, where it stays', async () => {
    await page.keyboard.press('n')
    await page.locator('.preview-pane').getByText('签收').waitFor()
    const before = await rowsOn(page)
    await page.keyboard.press('s')
    await page.getByText(`已签收 ${burning.number}`).waitFor()
    await page.locator(`li[data-id="${burning.id}"]`).getByText('待联系').waitFor()
    expect(places(await rowsOn(page))).toEqual(places(before))
  })

  it('records the contact and the report, each by its key', async () => {
    await page.keyboard.press('c')
    await page.getByRole('dialog').waitFor()
    // The way is chosen already, and has the focus; the outcome is the next group.
    await focusInForm(page)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('已完成：登记联系').waitFor()

    await page.keyboard.press('r')
    await page.getByRole('dialog').waitFor()
    await focusInForm(page)
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.insertText('路灯已经修复，感谢您的监督。')
    await page.keyboard.press('Tab')
    await page.keyboard.insertText('更换镇流器两只。')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('待审核').first().waitFor()
    expect(await main(page)).toContain('路灯已经修复，感谢您的监督。')
  })

  it('goes on to the next one, and back to the list at the place where it was left', async () => {
    await page.keyboard.press('n')
    await page.waitForURL(new RegExp(ordinary.id))
    await page.getByRole('button', { name: '签收' }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('已完成：签收').waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL(/work-list/)
    await page.locator(`li.chosen[data-id="${ordinary.id}"]`).waitFor()
    expect((await rowsOn(page)).map(({ id, group }) => [group, id])).toEqual([
      ['待联系', ordinary.id],
      ['待反馈', contacted.id],
    ])
  })

  it('hears of colleagues in the row itself, with who and what, and nothing moves', async () => {
    const before = await rowsOn(page)
    await colleague.command(`cases/${contacted.id}/note-handling`, {
      assignmentId: contacted.assignmentId,
      text: '已到现场。',
    })
    const row = page.locator(`li[data-id="${contacted.id}"]`)
    await row.getByText(/员工 the-colleague.*办理进展.*刚刚/).waitFor()
    const fresh = await sentTo(desk, 'lighting', { title: '隧道灯不亮', urgency: { value: 'critical' } }, 110)
    await page.getByRole('button', { name: /1 条更新/ }).waitFor()
    expect(places(await rowsOn(page))).toEqual(places(before))
    await page.keyboard.press('u')
    await page.locator(`li[data-id="${fresh.id}"]`).waitFor()
    expect((await rowsOn(page))[0]).toMatchObject({ id: fresh.id, group: '待签收' })
  })

  it('says what became of a row that left while it was looked at', async () => {
    const before = await rowsOn(page)
    const { assignmentId } = contacted
    await colleague.command(`cases/${contacted.id}/report-handling`, {
      assignmentId,
      claimTrue: 'yes',
      withinDuties: true,
      solved: 'yes',
      internalMeasure: '已更换。',
      publicAnswer: '已修好。',
    })
    const row = page.locator(`li[data-id="${contacted.id}"]`)
    await row.getByText('已不在此列表').waitFor()
    await row.getByText(/员工 the-colleague.*反馈办理结果/).waitFor()
    expect(places(await rowsOn(page))).toEqual(places(before))
  })

  it('signs for one row after the other as fast as the keys come', async () => {
    const three = [
      await sentTo(desk, 'lighting', {}),
      await sentTo(desk, 'lighting', {}),
      await sentTo(desk, 'lighting', {}),
    ]
    const shown = async () => {
      await page.keyboard.press('u')
      const ids = (await rowsOn(page)).map(({ id }) => id)
      return three.every(({ id }) => ids.includes(id))
    }
    await expect.poll(shown, { timeout: 15_000 }).toBe(true)
    await page.locator(`li[data-id="${three[0]?.id}"] a`).focus()
    for (let n = 0; n < 3; n += 1) {
      await page.keyboard.press('s')
      await page.keyboard.press('j')
    }
    for (const { id } of three) {
      const row = page.locator(`li[data-id="${id}"]`)
      await expect.poll(() => row.innerText()).toContain('待联系')
    }
  })

  it('raised no error', () => {
    expect(faults).toEqual([])
  })
})
