import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, testPassword } from '../support/house.ts'
import type { Client } from '../support/house.ts'
import { chromiumPath, openBrowser } from './support/browser.ts'
import { firstCall } from './support/firstCall.ts'
import { someone } from './support/people.ts'
import type { Someone } from './support/people.ts'

const number = '16000055001'
let house: House
let browser: Browser
let agent: Someone
let auditor: Client
let caseId = ''
let personId = ''

describe.skipIf(chromiumPath === undefined)('a caller’s masked fields', () => {
  beforeAll(async () => {
    house = await House.start()
    browser = await openBrowser()
    const admin = await house.admin()
    const lighting = { code: 'lighting', name: '路灯管理所', parent: 'root', handlesCases: true }
    await admin.command('dictionaries/organisation/define-unit', lighting)
    const client = await staffed(house, admin, 'the-agent', [{ role: 'agent', unit: 'root' }])
    auditor = await staffed(house, admin, 'the-auditor', [{ role: 'auditor', unit: 'root' }])
    caseId = (await firstCall(client, number)).id
    const { body } = await client.get(`/api/cases/${caseId}`)
    const { contact } = body as unknown as { contact: { id: string } }
    personId = (await client.command('persons/create-person', { kind: 'person', unit: 'root', name: '周小满' })).id
    const linked = await client.command(`persons/${personId}/link-contacts`, { contacts: [contact.id] })
    await client.get(`/api/persons/${personId}?after=${linked.position}`)
    agent = await someone(browser, house.base, { login: 'the-agent', password: testPassword })
  })
  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it.each([
    ['the case', () => `/cases/${caseId}`, '核实身份'],
    ['the person', () => `/persons/${personId}`, '核实身份'],
  ])('are shown on the page of %s for a purpose, for a while, and on record', async (_, path, purpose) => {
    const { page, faults } = agent
    await page.goto(path())
    await page.getByText('160****5001').first().waitFor()
    expect(await page.locator('main').innerText()).not.toContain(number)
    await page.getByRole('button', { name: '查看完整信息' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(purpose).click()
    await dialog.getByRole('button', { name: '查看并记录' }).click()
    await page.getByText(number).first().waitFor()
    await page.getByRole('button', { name: '立即隐藏' }).click()
    await page.getByText('160****5001').first().waitFor()
    expect(await page.locator('main').innerText()).not.toContain(number)
    expect(faults).toEqual([])
  })

  it('leave one look each, with its purpose', async () => {
    const { body } = await auditor.get(`/api/cases/${caseId}/looks`)
    const { rows } = body as unknown as { rows: { type: string; purpose: string; fields: string[] }[] }
    const revealed = rows.filter(({ type }) => type === 'FieldsRevealed')
    expect(revealed.length).toBeGreaterThanOrEqual(2)
    for (const { purpose, fields } of revealed) {
      expect(purpose).toBe('verify-identity')
      expect(fields).toContain('callerNumber')
    }
  })
})
