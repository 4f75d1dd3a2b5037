import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { aCase, aContact } from '../house/aMatter.ts'
import { House, testPassword, type Client } from '../support/house.ts'
import { staffOf } from './support/aDayOfWork.ts'
import { chromiumPath, openBrowser, openScreen } from './support/browser.ts'

const timeZone = 'America/New_York'
const shown = (instant: string) =>
  new Intl.DateTimeFormat('zh-CN', { timeZone, dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }).format(
    Date.parse(instant),
  )

type Clock = { readonly startedAt: string; readonly dueAt: string }

// The browser stands in Shanghai (openScreen), the installation in New York.
describe.skipIf(chromiumPath === undefined)('an installation in another time zone', () => {
  let house: House
  let browser: Browser
  let desk: Client
  let page: Page
  let id = ''

  beforeAll(async () => {
    house = await House.start({ env: { MINSHENG_TIME_ZONE: timeZone } })
    ;({ desk } = await staffOf(house))
    const contact = await desk.command('contacts/receive-contact', aContact())
    const matter = aCase(contact.id, { urgency: { value: 'critical' } })
    id = (await desk.command('cases/register-case', matter)).id
    const { position } = await desk.command(`cases/${id}/dispatch-case`, {
      units: [{ unit: 'lighting', kind: 'primary' }],
    })
    await desk.get(`/api/cases/${id}?after=${position}`)
    browser = await openBrowser()
    page = await (await openScreen(browser, house.base)).newPage()
  })

  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  const dueByTheServer = async (): Promise<Clock> => {
    const { body } = await desk.get(`/api/cases/${id}`)
    const { clocks, case: facts } = body as unknown as { clocks: Clock[]; case: { dueAt: string } }
    const due = clocks.find(({ dueAt }) => dueAt === facts.dueAt)
    if (!due) throw new Error(`no clock of ${id} runs`)
    return due
  }

  it('tells whoever signs in which one it is', async () => {
    expect((await desk.get('/api/session')).body).toMatchObject({ timeZone })
  })

  it('shows when a case is due by its own clock, after signing in and after a reload', async () => {
    const { startedAt, dueAt } = await dueByTheServer()
    // The page that has just signed in, without a reload; then one that finds the session there.
    const inside = async () => {
      await page.goto(`/cases/${id}`)
      await page.locator('#login').fill('the-desk')
      await page.locator('#password').fill(testPassword)
      await page.keyboard.press('Enter')
    }
    for (const come of [inside, () => page.reload()]) {
      await come()
      await page.getByRole('button', { name: /时限如何算出/ }).click()
      const detail = page.locator('.case-header details.clock')
      await detail.waitFor()
      const text = await detail.innerText()
      expect(text).toContain(shown(dueAt))
      expect(text).toContain(shown(startedAt))
      expect(await page.locator('.case-header time.deadline').first().getAttribute('title')).toContain(shown(dueAt))
    }
  })
})
