import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { House, staffed, testPassword } from '../support/house.ts'
import type { Client } from '../support/house.ts'
import { chromiumPath, openBrowser } from './support/browser.ts'
import { someone } from './support/people.ts'

let house: House
let browser: Browser
let client: Client
let page: Page
let faults: string[] = []

const register = '**/api/cases/register-case'
const numberField = () => page.getByLabel(/^联系电话/)

/** What the desk sends, by command. */
const sent: string[] = []
const times = (command: string) => sent.filter((path) => path.endsWith(command)).length

/** Fills in a call that is answered at once, and sends it. */
async function answered(number: string, story: string): Promise<void> {
  sent.length = 0
  await numberField().fill(number)
  await page.getByLabel('诉求内容').fill(`${story}\n答：带身份证到任一社保服务中心。`)
  await page.keyboard.press('F2')
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+Enter')
}

async function wholeAfterReload(): Promise<void> {
  await page.reload()
  await page.getByText('已恢复上次未提交的内容').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: '已登记并办结' }).waitFor()
}

async function seenBySearch(number: string) {
  const { body } = await client.send('POST', '/api/callers/search', { number })
  const { contacts, cases } = body as unknown as {
    contacts: { rows: { disposition: string; cases: string[] }[] }
    cases: { openTotal: number; closedTotal: number }
  }
  return {
    contacts: contacts.rows.map(({ disposition, cases: named }) => ({ disposition, cases: named.length })),
    open: cases.openTotal,
    closed: cases.closedTotal,
  }
}

describe.skipIf(chromiumPath === undefined)('a reload between the two commands of a registration', () => {
  beforeAll(async () => {
    house = await House.start()
    browser = await openBrowser()
    client = await staffed(house, await house.admin(), 'the-agent', [{ role: 'agent', unit: 'root' }])
    ;({ page, faults } = await someone(browser, house.base, { login: 'the-agent', password: testPassword }))
    page.on('request', (request) => void (request.method() === 'POST' && sent.push(new URL(request.url()).pathname)))
  })
  beforeEach(async () => void (await page.goto('/register')))
  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it.each([
    ['before the case was sent', '16000077001', (route: Route) => route.abort('aborted')],
    ['while the case is on its way', '16000077002', () => Promise.resolve()],
    ['when the case is there and its answer was lost', '16000077003', (route: Route) => route.fetch()],
  ])('goes on with the same contact, %s', async (_, number, how) => {
    let isMet = false
    const meet = async (route: Route) => {
      await how(route)
      isMet = true
    }
    await page.route(register, meet, { times: 1 })
    await answered(number, `社保卡丢了怎么补办，来电${number.slice(-1)}？`)
    await expect.poll(() => isMet).toBe(true)
    expect(times('receive-contact')).toBe(1)
    await wholeAfterReload()
    expect(times('receive-contact')).toBe(1)
    const seen = { contacts: [{ disposition: 'answered', cases: 1 }], open: 0, closed: 1 }
    await expect.poll(() => seenBySearch(number)).toEqual(seen)
    await page.keyboard.press('n')
    await page.locator('[data-first]:focus').waitFor()
  })

  it('throws nothing in the page', () => {
    expect(faults).toEqual([])
  })
})
