import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { House, staffed, testPassword } from '../support/house.ts'
import { axeFindings, chromiumPath, openBrowser, openScreen, signIn } from './support/browser.ts'

let house: House
let browser: Browser
let context: BrowserContext
let one: Page
let other: Page

const story = (page: Page) => page.getByLabel('诉求内容', { exact: true })
const said = (page: Page) => story(page).inputValue()

/** Holds back what a window hears, as a browser does with one that sleeps in the background. */
const sleepy = `
  const real = BroadcastChannel.prototype.addEventListener
  const held = []
  globalThis.asleep = false
  globalThis.wake = () => {
    globalThis.asleep = false
    held.splice(0).forEach((hear) => hear())
  }
  BroadcastChannel.prototype.addEventListener = function (type, hear) {
    real.call(this, type, (event) => (globalThis.asleep ? held.push(() => hear(event)) : hear(event)))
  }
`

describe.skipIf(chromiumPath === undefined)('two windows with one draft', () => {
  beforeAll(async () => {
    house = await House.start()
    browser = await openBrowser()
    const admin = await house.admin()
    await staffed(house, admin, 'the-agent', [{ role: 'agent', unit: 'root' }])
  })
  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  /** One has begun; the other is opened and continues the same draft. */
  beforeEach(async () => {
    await context?.close()
    context = await openScreen(browser, house.base)
    await context.addInitScript({ content: sleepy })
    one = await context.newPage()
    await signIn(one, 'the-agent', testPassword)
    await one.goto('/register')
    await story(one).fill('和平路路灯不亮。')
    other = await context.newPage()
    await other.goto('/register')
    await other.getByText('另一窗口有未提交的草稿：和平路路灯不亮').waitFor()
    await other.getByRole('button', { name: '在此继续填写' }).click()
  })

  it('say so, and stay the same while both are awake', async () => {
    expect(await said(other)).toBe('和平路路灯不亮。')
    for (const page of [one, other]) await page.getByText('这份草稿也在另一窗口打开').waitFor()
    await story(other).fill('和平路路灯不亮，已经三天。')
    await one.getByLabel(/^姓名/).fill('周小满')
    await expect.poll(() => said(one)).toBe('和平路路灯不亮，已经三天。')
    await expect.poll(() => other.getByLabel(/^姓名/).inputValue()).toBe('周小满')
    expect(await axeFindings(other)).toEqual([])
  })

  it('lose neither text where both wrote without seeing the other', async () => {
    await other.evaluate('globalThis.asleep = true')
    await one.evaluate('globalThis.asleep = true')
    await story(one).fill('和平路路灯不亮，从一号到九号。')
    await story(other).fill('和平路路灯不亮，晚上看不见路。')
    await other.evaluate('wake()')
    await one.evaluate('wake()')
    const note = other.getByRole('alert').filter({ hasText: '两个窗口都改了“诉求内容”' })
    await note.waitFor()
    expect(await note.innerText()).toContain('从一号到九号')
    expect(await said(other)).toContain('晚上看不见路')
    expect(await said(one)).toContain('从一号到九号')
    expect(await axeFindings(other)).toEqual([])
    await note.getByRole('button', { name: '两段都要' }).click()
    await expect.poll(() => said(one)).toBe('和平路路灯不亮，晚上看不见路。\n和平路路灯不亮，从一号到九号。')
    expect(await one.getByText('两个窗口都改了').count()).toBe(0)
  })

  it('register it once', async () => {
    await one.getByText('投诉', { exact: true }).click()
    await one.keyboard.press('F8')
    await one.getByText('仅登记', { exact: true }).click()
    await one.keyboard.press('Control+Enter')
    await one.getByText('请向诉求人报读工单编号').waitFor()
    await other.getByText(/这份草稿已在另一窗口登记，编号 \d/).waitFor()
    await other.keyboard.press('Control+Enter')
    expect(await other.getByRole('button', { name: /^登记.*Ctrl Enter/ }).isDisabled()).toBe(true)
    await other.reload()
    await other.getByText(/这份草稿已在另一窗口登记/).waitFor()
    expect(await said(other)).toBe('和平路路灯不亮。')
    await other.getByRole('button', { name: '登记下一件' }).click()
    expect(await said(other)).toBe('')
  })

  it('do not clear each other', async () => {
    await one.getByRole('button', { name: '清空重填' }).click()
    await other.getByText('这份草稿已在另一窗口清空').waitFor()
    expect(await said(other)).toBe('和平路路灯不亮。')
    await other.getByRole('button', { name: '保留此处内容' }).click()
    await one.getByText('另一窗口有未提交的草稿').waitFor()
    expect(await said(one)).toBe('')
  })
})
