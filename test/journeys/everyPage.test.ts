import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, testPassword } from '../support/house.ts'
import type { Client } from '../support/house.ts'
import { axeFindings, chromiumPath, faultsOf, openBrowser, openScreen, sidewaysBy, signIn } from './support/browser.ts'
import type { Screen } from './support/browser.ts'
import { aMatterWithEverything, everybody, pages, uncovered } from './support/everyPage.ts'
import type { PageCase, Places } from './support/everyPage.ts'

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

const tabs = 3

let house: House
let browser: Browser
let somebody: Client
let places: Places = { caseId: 'none', personId: 'none' }

type Look = (name: string) => Promise<void>
type Visit = (page: Page, look: Look, one: PageCase) => Promise<void>

/** What is wrong with what somebody sees who may open every page: `tabs` of one browser share the pages among them. */
async function walked(screen: Screen, visit: Visit): Promise<string[]> {
  const context: BrowserContext = await openScreen(browser, house.base, screen)
  const found: string[] = []
  const left = [...pages]
  const open = async () => {
    const page = await context.newPage()
    const faults = faultsOf(page)
    const look: Look = async (name) => {
      found.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`))
      if ((await sidewaysBy(page)) > 0) found.push(`${name}: scrolls sideways`)
    }
    return { page, faults, look }
  }
  const walk = async ({ page, faults, look }: Awaited<ReturnType<typeof open>>) => {
    for (let one = left.shift(); one; one = left.shift()) await visit(page, look, one)
    found.push(...faults)
  }
  const first = await open()
  await first.page.goto('/sign-in')
  await first.page.locator('#login').waitFor()
  await first.look('/sign-in')
  await signIn(first.page, 'everybody', testPassword)
  await Promise.all([first, ...(await Promise.all(Array.from({ length: tabs - 1 }, open)))].map(walk))
  await context.close()
  return found
}

const refused = { status: 503, contentType: 'application/problem+json', body: JSON.stringify(away) }
const signs = { loading: '.skeleton, .waiting, [aria-busy=true]', failed: '[role=alert], .problem, .failed' }

/** A page while its answers are on their way, and then when they were refused. */
async function visitWithout(page: Page, look: Look, { path, isStill }: PageCase) {
  const address = path(places)
  const seen = async (state: keyof typeof signs) => {
    await page
      .locator(isStill ? 'h1' : signs[state])
      .first()
      .waitFor({ state: 'attached' })
    await look(`${address}, ${state}`)
  }
  const { promise: waiting, resolve: refuse } = Promise.withResolvers<void>()
  await page.route(asking, async (route) => waiting.then(() => route.fulfill(refused)))
  await page.goto(address, { waitUntil: 'commit' })
  await page.locator('#main').waitFor()
  await seen('loading')
  refuse()
  await seen('failed')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
}

/** Goes there as a click would, without loading the workspace anew. */
const goOn = (page: Page, address: string) =>
  page.evaluate(
    `history.pushState(null, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate', { state: null }))`,
  )

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
    const found = await walked(screen, async (page, look, { path }) => {
      await page.goto(path(places))
      await page.locator('#main').waitFor()
      await page.waitForLoadState('networkidle')
      await look(`${path(places)}, empty`)
    })
    expect(found).toEqual([])
  })

  it.each(screens)('is for everyone: %s', async (_, screen) => {
    if (places.caseId === 'none') places = await aMatterWithEverything(house, somebody)
    const isOpened = new Set<Page>()
    const found = await walked(screen, async (page, look, { path, ready, act }) => {
      await (isOpened.has(page) ? goOn(page, path(places)) : page.goto(path(places)))
      isOpened.add(page)
      await page.locator(ready).first().waitFor()
      await look(path(places))
      if (!act) return
      await act(page)
      await look(`${path(places)}, opened`)
      isOpened.delete(page)
    })
    expect(found).toEqual([])
  })

  it.each(opposite)('says that it loads, or has failed, and is for everyone: %s', async (_, screen) => {
    expect(await walked(screen, visitWithout)).toEqual([])
  })
})
