import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, testPassword } from '../support/house.ts'
import type { Client } from '../support/house.ts'
import { axeFindings, chromiumPath, faultsOf, openBrowser, openScreen, sidewaysBy, signIn } from './support/browser.ts'
import type { Screen } from './support/browser.ts'
import { aMatterWithEverything, everybody, pages, uncovered } from './support/everyPage.ts'
import type { Places } from './support/everyPage.ts'

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
const opposite = [screens[1], screens[2]].flatMap((screen) => (screen ? [screen] : []))

/** What the pages ask; who is signed in is known in every state. */
const asking = /\/api\/(?!session$|doors|city|feed|health)/
const away = { status: 503, code: 'busy', title: 'busy', words: { zh: '系统正忙', en: 'The system is busy' } }

let house: House
let browser: Browser
let somebody: Client
let places: Places = { caseId: 'none', personId: 'none' }

/** A browser of somebody who may open every page, and what is wrong with what they see. */
async function looking(screen: Screen) {
  const context: BrowserContext = await openScreen(browser, house.base, screen)
  const page = await context.newPage()
  const found: string[] = []
  const faults = faultsOf(page)
  const look = async (name: string) => {
    found.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`))
    if ((await sidewaysBy(page)) > 0) found.push(`${name}: scrolls sideways`)
  }
  await page.goto('/sign-in')
  await page.locator('#login').waitFor()
  await look('/sign-in')
  await signIn(page, 'everybody', testPassword)
  return { context, page, look, findings: () => [...found, ...faults] }
}

/** Every page while its answers are on their way (`hold`) or refused. */
async function walkWhile(page: Page, look: (name: string) => Promise<void>, state: 'loading' | 'failed') {
  const missing: string[] = []
  for (const { path, isStill } of pages) {
    const address = path(places)
    await page.route(asking, (route) =>
      state === 'loading'
        ? undefined
        : route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(away) }),
    )
    await page.goto(address, { waitUntil: 'commit' })
    await page.locator('#main').waitFor()
    const sign = state === 'loading' ? '.skeleton, .waiting, [aria-busy=true]' : '[role=alert], .problem, .failed'
    const isThere = await page
      .locator(sign)
      .first()
      .waitFor({ state: 'attached', timeout: 4_000 })
      .then(
        () => true,
        () => false,
      )
    if (!isThere && !isStill) missing.push(`${address}: does not say that it has ${state}`)
    await look(`${address}, ${state}`)
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  }
  return missing
}

describe.skipIf(!chromiumPath)('every page', { timeout: 400_000 }, () => {
  beforeAll(async () => {
    house = await House.start()
    somebody = await everybody(house)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it('is one of those that are looked at', () => {
    expect(uncovered()).toEqual([])
  })

  it.each(opposite)('is for everyone while there is nothing yet: %s', async (_, screen) => {
    const { context, page, look, findings } = await looking(screen)
    for (const { path } of pages) {
      await page.goto(path(places))
      await page.locator('#main').waitFor()
      await page.waitForLoadState('networkidle')
      await look(`${path(places)}, empty`)
    }
    await context.close()
    expect(findings()).toEqual([])
  })

  it.each(screens)('is for everyone: %s', async (_, screen) => {
    if (places.caseId === 'none') places = await aMatterWithEverything(house, somebody)
    const { context, page, look, findings } = await looking(screen)
    for (const { path, ready, act } of pages) {
      await page.goto(path(places))
      await page.locator(ready).first().waitFor()
      await look(path(places))
      if (!act) continue
      await act(page)
      await look(`${path(places)}, opened`)
    }
    await context.close()
    expect(findings()).toEqual([])
  })

  it.each(
    opposite.flatMap(([name, screen]) =>
      (['loading', 'failed'] as const).map((state) => [state, name, screen] as const),
    ),
  )('says so and is for everyone while it is %s: %s', async (state, _, screen) => {
    const { context, page, look, findings } = await looking(screen)
    const missing = await walkWhile(page, look, state)
    await context.close()
    expect([...missing, ...findings()]).toEqual([])
  })
})
