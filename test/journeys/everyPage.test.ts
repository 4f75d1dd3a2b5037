import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, testPassword } from '../support/house.ts'
import { axeFindings, chromiumPath, faultsOf, openBrowser, openScreen, sidewaysBy, signIn } from './support/browser.ts'
import type { Screen } from './support/browser.ts'

const wide = { width: 1440, height: 900 }
const slim = { width: 390, height: 844 }
/** 1440 pixels at a zoom of 200 %. */
const zoomed = { width: 720, height: 450 }

const screens: readonly (readonly [string, Screen])[] = [
  ['wide, Chinese, light', { ...wide, language: 'zh-CN', theme: 'light' }],
  ['wide, English, dark', { ...wide, language: 'en', theme: 'dark' }],
  ['slim, Chinese, dark', { ...slim, language: 'zh-CN', theme: 'dark' }],
  ['slim, English, light', { ...slim, language: 'en', theme: 'light' }],
  ['at 200 % zoom', { ...zoomed, language: 'en', theme: 'light' }],
]

let house: House
let browser: Browser
let caseId = ''

/** A case that waits to be signed for, with everything on its page. */
async function aCase(): Promise<string> {
  const admin = await house.admin()
  const define = (code: string, name: string, handlesCases: boolean) =>
    admin.command('dictionaries/organisation/define-unit', { code, name, parent: 'root', handlesCases })
  await define('desk', '热线中心', false)
  await define('lighting', '路灯管理所', true)
  const clerk = await staffed(house, admin, 'clerk', [{ role: 'supervisor', unit: 'root' }])
  const from = { channel: 'phone', callerKind: 'person' }
  const contact = await clerk.command('contacts/receive-contact', {
    ...from,
    unit: 'desk',
    callerName: '周小满',
    callerNumber: '19900001234',
  })
  const registered = await clerk.command('cases/register-case', {
    ...from,
    contact: contact.id,
    type: 'complaint',
    title: '和平路路灯整排不亮',
    story: '从上周五起，和平路十二号门前的路灯整排不亮，晚上看不见路。',
    identity: 'real-name',
    category: { code: 'unclassified' },
    urgency: { value: 'urgent' },
    intakeUnit: 'desk',
  })
  await clerk.command(`cases/${registered.id}/dispatch-case`, {
    units: [{ unit: 'lighting', kind: 'primary' }],
    instruction: '请尽快核实。',
  })
  return registered.id
}

/** Every page, and what opens on it; `ready` is there when the page is. */
const pages: readonly (readonly [path: () => string, ready: string, act?: (page: Page) => Promise<void>])[] = [
  [() => '/work-list?view=all', 'li.row', (page) => page.locator('[aria-controls=more-filters]').click()],
  [() => '/work-list?q=nothing-like-it', '.empty'],
  [() => '/register', 'form', (page) => page.keyboard.press('Control+Enter')],
  [() => '/search?q=路灯', 'mark'],
  [() => `/cases/${caseId}`, '.case-header', (page) => page.locator('details summary').first().click()],
  [() => `/cases/${caseId}/history`, '.verdict', (page) => page.locator('.event button').first().click()],
  [() => '/work-list', '#main', (page) => page.keyboard.press('Control+k')],
  [() => '/nowhere', '.empty'],
]

describe.skipIf(!chromiumPath)('every page', () => {
  beforeAll(async () => {
    house = await House.start()
    caseId = await aCase()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it.each(screens)('is for everyone: %s', async (_, screen) => {
    const context = await openScreen(browser, house.base, screen)
    const page = await context.newPage()
    const faults = faultsOf(page)
    const found: string[] = []
    const look = async (name: string) => {
      found.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`))
      if ((await sidewaysBy(page)) > 0) found.push(`${name}: scrolls sideways`)
    }
    await page.goto('/sign-in')
    await page.locator('#login').waitFor()
    await look('/sign-in')
    await signIn(page, 'clerk', testPassword)
    for (const [path, ready, act] of pages) {
      await page.goto(path())
      await page.locator(ready).first().waitFor()
      await look(path())
      if (!act) continue
      await act(page)
      await look(`${path()}, opened`)
    }
    await context.close()
    expect([...found, ...faults]).toEqual([])
  })
})
