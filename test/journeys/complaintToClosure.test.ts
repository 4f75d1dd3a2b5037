import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, testPassword } from '../support/house.ts'
import { chromiumPath, openBrowser } from './support/browser.ts'
import { someone, type Someone } from './support/people.ts'
import { verifyFile } from './support/verifyFile.ts'

/** Opens the action of that name, fills it in and sends it. */
async function act(
  { page }: Someone,
  action: string,
  fill?: (panel: ReturnType<Someone['page']['getByRole']>) => Promise<void>,
) {
  await page.getByRole('button', { name: action, exact: false }).first().click()
  const panel = page.getByRole('dialog')
  await panel.waitFor()
  await fill?.(panel)
  await panel.getByRole('button', { name: action }).click()
  await panel.waitFor({ state: 'detached' })
}

describe.skipIf(chromiumPath === undefined)('a complaint, from intake to closure', () => {
  let house: House
  let browser: Browser
  let agent: Someone, handler: Someone, reviewer: Someone, visitor: Someone, auditor: Someone
  let number = ''

  beforeAll(async () => {
    house = await House.start()
    browser = await openBrowser()
    const admin = await house.admin()
    await admin.command('dictionaries/organisation/define-unit', {
      code: 'lighting',
      name: '路灯管理所',
      parent: 'root',
      handlesCases: true,
    })
    const roles = { agent: 'root', handler: 'lighting', reviewer: 'root', visitor: 'root', auditor: 'root' }
    for (const [role, unit] of Object.entries(roles)) await staffed(house, admin, `the-${role}`, [{ role, unit }])
    const opened = Object.keys(roles).map((role) =>
      someone(browser, house.base, { login: `the-${role}`, password: testPassword }),
    )
    ;[agent, handler, reviewer, visitor, auditor] = (await Promise.all(opened)) as [
      Someone,
      Someone,
      Someone,
      Someone,
      Someone,
    ]
  })

  afterEach(async ({ task }) => {
    const folder = process.env['JOURNEY_SHOTS']
    if (folder === undefined || task.result?.state !== 'fail') return
    for (const [name, who] of Object.entries({ agent, handler, reviewer, visitor, auditor })) {
      await who.page.screenshot({ path: join(folder, `fail-${name}.png`) })
    }
  })

  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it('is registered and dispatched by the agent in one go, and its number is there at once', async () => {
    const { page } = agent
    await page.goto('/register')
    await page.getByLabel(/^姓名/).fill('周小满')
    await page.getByLabel(/^联系电话/).fill('19900001234')
    await page.getByLabel('标题', { exact: true }).fill('和平路路灯整排不亮')
    await page
      .getByLabel('诉求内容', { exact: true })
      .fill('从上周五起，和平路十二号门前的路灯整排不亮，晚上看不见路。')
    await page.getByText('投诉', { exact: true }).click()
    await page.getByRole('combobox', { name: '事项分类' }).fill('wfl')
    await page
      .getByRole('option', { name: /未分类/ })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('登记并派单', { exact: true }).first().click()
    await page.getByRole('combobox', { name: '主办单位' }).fill('路灯')
    await page
      .getByRole('option', { name: /路灯管理所/ })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+Enter')
    await page.getByText('请向诉求人报读工单编号').waitFor()
    number = /\d{15}/.exec((await page.locator('main').innerText()).replaceAll(/\s/g, ''))?.[0] ?? ''
    expect(number).toMatch(/^\d{15}$/)
  })

  it('appears on the handler’s list without a reload', async () => {
    const { page } = handler
    await page.getByText('和平路路灯整排不亮').first().waitFor()
    expect(await page.getByRole('main').innerText()).toContain(number)
  })

  it('is signed for, followed up with the citizen, and reported by the handler', async () => {
    const { page } = handler
    await page.getByText('和平路路灯整排不亮').first().click()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/cases\//)
    await page.getByRole('button', { name: '签收' }).first().click()
    await page.getByRole('button', { name: '登记联系' }).first().waitFor()
    await act(handler, '登记联系', async (panel) => {
      await panel.getByText('电话', { exact: true }).click()
      await panel.getByText('已联系上', { exact: true }).click()
    })
    await act(handler, '反馈结果', async (panel) => {
      await panel.getByRole('group', { name: '诉求是否属实' }).getByText('属实', { exact: true }).click()
      await panel.getByRole('group', { name: '是否属于职责范围' }).getByText('是', { exact: true }).click()
      await panel.getByRole('group', { name: '是否解决' }).getByText('已解决', { exact: true }).click()
      await panel.getByLabel('办理情况（内部）').fill('更换灯具八盏，检修线路一处。')
      await panel.getByLabel('公开答复').fill('路灯已于当晚修复，感谢您的监督。')
    })
    await page.getByText('待审核').first().waitFor()
    expect(await page.getByRole('main').innerText()).toContain('待审核')
  })

  it('masks who called until there is a purpose, and remembers who looked', async () => {
    const { page } = handler
    expect(await page.getByRole('main').innerText()).not.toContain('19900001234')
    await page.getByRole('button', { name: '查看完整信息' }).click()
    const panel = page.getByRole('dialog')
    await panel.getByText('联系诉求人').click()
    await panel.getByRole('button', { name: '查看并记录' }).click()
    await page.getByText('19900001234').waitFor()
    expect(await page.getByRole('main').innerText()).toContain('周小满')
  })

  it('is accepted, visited and closed by others than who handled it', async () => {
    const path = new URL(handler.page.url()).pathname
    await reviewer.page.goto(path)
    await reviewer.page.getByRole('button', { name: '审核通过' }).first().click()
    await reviewer.page.getByText('待回访').first().waitFor()
    await visitor.page.goto(path)
    await act(visitor, '登记回访结果', async (panel) => {
      await panel.getByRole('group', { name: '是否有效回访' }).getByText('是', { exact: true }).click()
      await panel.getByRole('group', { name: '承办单位是否联系过您' }).getByText('已联系', { exact: true }).click()
      await panel.getByRole('group', { name: '诉求是否解决' }).getByText('已解决', { exact: true }).click()
      await panel.getByRole('group', { name: '对办理结果是否满意' }).getByText('满意', { exact: true }).click()
    })
    await act(visitor, '办结')
    await visitor.page.getByText('已办结').first().waitFor()
    expect(await visitor.page.getByRole('main').innerText()).toContain('已办结')
  })

  it('is found by two characters of its story', async () => {
    const { page } = agent
    await page.goto('/search')
    await page.getByRole('searchbox').or(page.getByRole('textbox')).last().fill('整排')
    await page.getByText(number).first().waitFor()
    expect(await page.getByRole('main').innerText()).toContain('整排')
  })

  it('is replayed by the auditor, who takes it away and catches a changed word', async () => {
    const { page } = auditor
    await page.goto(`${new URL(handler.page.url()).pathname}/history`)
    await page.getByText(/核验通过：\d+ 条事件/).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('link', { name: '下载证据包' })
        .or(page.getByRole('button', { name: '下载证据包' }))
        .click(),
    ])
    const folder = mkdtempSync(join(tmpdir(), 'evidence-'))
    const file = join(folder, 'bundle.json')
    await download.saveAs(file)
    expect(await verifyFile(file)).toMatchObject({ code: 0 })
    writeFileSync(file, readFileSync(file, 'utf8').replace('HandlingReported', 'HandlingNoted'))
    const tampered = await verifyFile(file)
    expect(tampered.code).toBe(1)
    expect(tampered.words).toContain('case-')
  })

  it('raised no error', () => {
    expect([agent, handler, reviewer, visitor, auditor].flatMap(({ faults }) => faults)).toEqual([])
  })
})
