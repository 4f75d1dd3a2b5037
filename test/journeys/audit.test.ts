import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, testPassword, type Client } from '../support/house.ts'
import { axeFindings, chromiumPath, openBrowser, sidewaysBy } from './support/browser.ts'
import { disputedCase } from './support/disputedCase.ts'
import { someone, type Someone } from './support/people.ts'

const root = join(import.meta.dirname, '..', '..')

describe.skipIf(chromiumPath === undefined)('an auditor', () => {
  let house: House
  let browser: Browser
  let auditor: Someone
  let lookers: Client
  let page: Page
  let id = ''
  const state = (): Locator => page.locator('section.state')
  const at = () => page.locator('.track .now b').innerText()
  /** Walks to the first stop of that name. */
  const walkTo = async (title: string) => {
    await page.keyboard.press('Home')
    for (let step = 0; step < 40 && (await at()) !== title; step += 1) await page.keyboard.press('ArrowRight')
    expect(await at()).toBe(title)
  }

  beforeAll(async () => {
    house = await House.start()
    browser = await openBrowser()
    const admin = await house.admin()
    id = await disputedCase(house, admin)
    lookers = await staffed(house, admin, 'the-auditor', [{ role: 'auditor', unit: 'root' }])
    const { body } = await admin.get('/api/staff')
    const reviewer = (body['rows'] as unknown as { id: string; login: string }[]).find(
      ({ login }) => login === 'the-reviewer',
    )
    await admin.command(`staff/${reviewer?.id}/revoke-role`, { role: 'reviewer', unit: 'root' })
    await admin.command('dictionaries/organisation/change-unit', { code: 'lighting', name: '城市照明中心' })
    auditor = await someone(browser, house.base, { login: 'the-auditor', password: testPassword })
    page = auditor.page
  })

  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it('lands where the proof stands, and finds the case', async () => {
    await page.waitForURL('**/audit')
    await page.getByText(/条事件已封存，可核验/).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('searchbox', { name: '查找要回放的工单' }).fill('整排不亮')
    await page.getByRole('list', { name: '搜索结果' }).getByRole('link').first().click()
    await page.waitForURL(`**/audit/cases/${id}`)
    await page.getByText('核验通过：12 条事件，未被改动').waitFor()
  })

  it('walks along it by keys, and sees what each step changed, as known then', async () => {
    await page.keyboard.press('Home')
    expect(await at()).toBe('登记工单')
    expect(await state().innerText()).toContain('路灯不亮')
    expect(await state().innerText()).not.toContain('和平路')
    await walkTo('更正标题')
    await state().getByText('与上一步相比有 1 处变化').waitFor()
    expect(await state().locator('.changed').innerText()).toMatch(
      /标题[\s\S]*改变[\s\S]*路灯不亮[\s\S]*和平路路灯整排不亮/,
    )
    await walkTo('申请退单')
    expect(await state().innerText()).toContain('退单待审')
    expect(await state().locator('.possible').innerText()).toContain('不同意退单')
  })

  it('shows who acted with the rights of that moment, though they are gone today', async () => {
    await walkTo('不同意退单')
    const detail = await page.locator('.detail').innerText()
    expect(detail).toMatch(/当时的单位\s*根单位/)
    expect(detail).toMatch(/当时的角色\s*审核员（根单位）/)
    const { body } = await lookers.get('/api/staff/reaching?unit=root&permission=case.review')
    const able = (body['rows'] as unknown as { login: string }[]).map(({ login }) => login)
    expect(able).not.toContain('the-reviewer')
  })

  it('calls a unit everywhere what it was called then', async () => {
    await walkTo('派单')
    expect(await page.locator('.list li').filter({ hasText: '派单' }).first().innerText()).toContain('路灯管理所')
    expect(await page.locator('.replay').innerText()).not.toContain('城市照明中心')
  })

  it('does not take what was entered later for what was known then', async () => {
    const order = async () =>
      (await page.locator('.list li').filter({ hasText: '事件' }).allInnerTexts()).map(
        (line) => /第 (\d+) 条/.exec(line)?.[1],
      )
    expect((await order()).slice(0, 4)).toEqual(['1', '2', '3', '4'])
    await page.getByText('当时已发生', { exact: true }).click()
    expect((await order()).slice(0, 4)).toEqual(['1', '2', '8', '3'])
    await walkTo('办理进展')
    await page.locator('.detail').getByText('补录').waitFor()
    await state()
      .getByText(/已发生/)
      .waitFor()
    expect(await state().innerText()).not.toContain('和平路')
    await page.getByText('当时已知', { exact: true }).click()
    expect(await state().innerText()).toContain('和平路')
  })

  it('lets it play by itself', async () => {
    await page.keyboard.press('Home')
    await page.getByRole('combobox', { name: '播放速度' }).selectOption('4')
    await page.locator('main').press('Space')
    await page
      .locator('.track .now')
      .getByText(/第 ([3-9]|1\d) 步/)
      .waitFor()
    await page.locator('.track input[type=range]').press('Space')
    await page.getByRole('button', { name: '播放' }).waitFor()
    const stopped = await at()
    await page.waitForTimeout(800)
    expect(await at()).toBe(stopped)
  })

  it('learns who looked, at what and why', async () => {
    await page.getByText('谁看过', { exact: true }).click()
    const revealed = page.locator('.list li').filter({ hasText: '查看诉求人信息' })
    expect(await revealed.innerText()).toMatch(/the-handler[\s\S]*姓名、联系电话 · 联系诉求人/)
    expect(await page.locator('.list li').filter({ hasText: '打开工单' }).first().innerText()).toContain('the-handler')
  })

  it('opens the raw bytes of an event with its hash and chain', async () => {
    await walkTo('回访结果')
    await page.getByText('原始字节、哈希与链').click()
    expect(await page.locator('.detail pre').first().innerText()).toContain('"satisfied":"dissatisfied"')
    expect(await page.locator('.detail .proof').innerText()).toMatch(/由第 \d+ 号封存覆盖/)
  })

  it.each([
    ['改动', /内容被改动 第 11 条 回访结果/, /是否满意[\s\S]*不满意[\s\S]*→[\s\S]*满意/],
    ['翻转一个比特', /内容被改动 第 11 条 回访结果/, /一个比特/],
    ['删除', /事件被删除 第 11 条 回访结果/, /第 11 条/],
    ['对调', /次序被改动 第 11 条 回访结果/, /第 11 条与第 12 条/],
    ['截尾', /末尾被截断 第 11 条 回访结果.*缺少第 11 至 12 条/, /共 2 条/],
    ['删去最后十条', /末尾被截断 第 3 条 更正标题.*缺少第 3 至 12 条/, /^(?![\s\S]*第 11 条)/],
    ['改动并重算哈希', /哈希被重算 第 11 条 回访结果/, /不满意/],
    ['整份伪造', /签名不成立[\s\S]*伪造/, /不满意/],
  ])('tampers with a copy (%s) and is found out', async (how, finding, done) => {
    const panel = page.locator('#tamper')
    await panel.getByRole('combobox', { name: '对哪一条动手' }).selectOption({ label: '第 11 条 回访结果' })
    await panel.getByText(how, { exact: true }).click()
    await panel.getByRole('button', { name: '篡改副本并核验' }).click()
    await panel.locator('.found').getByText(finding).waitFor()
    const found = await panel.locator('.found').innerText()
    expect(found).toMatch(/被识破：核验未通过，发现 \d 处问题/)
    expect(found).toContain('原件：本工单 12 条，连同来件共 13 条事件，核验通过')
    expect(found).not.toMatch(/号事件|case-/)
    await expect.poll(() => panel.locator('.done').innerText()).toMatch(done)
  })

  it('takes the tampered copy away, and the offline verifier says the same', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载被篡改的副本' }).click(),
    ])
    const folder = mkdtempSync(join(tmpdir(), 'tampered-'))
    const file = join(folder, 'bundle.json')
    await download.saveAs(file)
    const command = (await page.locator('#tamper .self code').innerText()).split(' --key ')
    const args = [join(root, 'deploy', 'verify.ts'), file, '--key', command[1] ?? '']
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stdout).toContain('伪造')
    rmSync(folder, { recursive: true })
  })

  it('left the case itself as it was, and a trace of having looked', async () => {
    await page.reload()
    await page.getByText('核验通过：12 条事件，未被改动').waitFor()
    await page.getByText('谁看过', { exact: true }).click()
    const mine = page.locator('.list li').filter({ hasText: 'the-auditor' })
    expect(await mine.allInnerTexts()).toContainEqual(expect.stringContaining('被篡改的副本'))
  })

  it('can do all that on a telephone and by a screen reader', async () => {
    expect(await axeFindings(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await sidewaysBy(page)).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    expect(auditor.faults).toEqual([])
  })
})
