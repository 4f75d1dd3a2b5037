import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, testPassword } from '../support/house.ts'
import { chromiumPath, openBrowser } from './support/browser.ts'
import { aMatterWithEverything, everybody } from './support/everyPage.ts'
import type { Places } from './support/everyPage.ts'
import { someone } from './support/people.ts'
import type { Someone } from './support/people.ts'

let house: House
let browser: Browser
let visitor: Someone
let places: Places

const addresses: readonly (readonly [string, (places: Places) => string, string, string])[] = [
  ['the work list', () => '/work-list', '工单', 'page'],
  ['a case', ({ caseId }) => `/cases/${caseId}`, '工单', 'true'],
  ['its history', ({ caseId }) => `/cases/${caseId}/history`, '工单', 'true'],
  ['the leader’s page', () => '/leader', '总览', 'page'],
  ['a number', () => '/leader/number/case-volume', '总览', 'true'],
  ['the auditor’s page', () => '/audit', '审计', 'page'],
  ['the look log', () => '/audit/looks', '审计', 'true'],
  ['the standing of the views', () => '/audit/standing', '审计', 'true'],
  ['a replay', ({ caseId }) => `/audit/cases/${caseId}`, '审计', 'true'],
  ['administration', () => '/admin', '管理', 'page'],
  ['one of its tabs', () => '/admin/calendar', '管理', 'page'],
]

describe.skipIf(chromiumPath === undefined)('the navigation', () => {
  beforeAll(async () => {
    house = await House.start()
    browser = await openBrowser()
    places = await aMatterWithEverything(house, await everybody(house))
    visitor = await someone(browser, house.base, { login: 'everybody', password: testPassword })
  })
  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it.each(addresses)('says at %s where one is', async (_, path, tab, current) => {
    const { page, faults } = visitor
    await page.goto(path(places))
    const marked = page.locator('header.bar nav [aria-current]')
    await expect.poll(() => marked.allInnerTexts()).toEqual([tab])
    expect(await marked.getAttribute('aria-current')).toBe(current)
    // Seen as well as heard: the line under it.
    const line = `getComputedStyle(document.querySelector('header.bar nav [aria-current]'), '::after').height`
    expect(await page.evaluate<string>(line)).toBe('2px')
    expect(faults).toEqual([])
  })
})
