import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import { chromium, type Browser, type BrowserContext, type Page, type Response } from 'playwright-core'

import { writtenAt } from '../../support/client.ts'

const candidates = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The machine's own browser; undefined where there is none, and then journeys say that they were skipped. */
export const chromiumPath = candidates.find((path) => path !== undefined && existsSync(path))

export function openBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error('no Chromium found: install the package chromium, or set CHROMIUM to its path')
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

export type Screen = {
  readonly width?: number
  readonly height?: number
  readonly language?: 'zh-CN' | 'en'
  readonly theme?: 'light' | 'dark'
}

const positionIn = (body: unknown) => (body as { position?: unknown } | null)?.position

/** Where in the log the answer to a command stands; nothing where it has no body, or its page is gone. */
const positionOf = (response: Response): Promise<unknown> => response.json().then(positionIn, () => undefined)

/** One person's browser: what it writes, the test's clients read. A page that throws, or that breaks the content security policy, fails the journey. */
export async function openScreen(browser: Browser, base: string, screen: Screen = {}): Promise<BrowserContext> {
  const { width = 1440, height = 900, language = 'zh-CN', theme = 'light' } = screen
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width, height },
    colorScheme: theme,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  context.on('response', (response) => {
    if (response.ok() && response.request().method() !== 'GET') writtenAt(base).hear(positionOf(response))
  })
  await context.addInitScript((chosen) => localStorage.setItem('minsheng-language', chosen), language)
  return context
}

/** What went wrong inside the page since it was opened. */
export function faultsOf(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Vue warn/.test(message.text()))
      faults.push(message.text())
  })
  return faults
}

export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('#login').fill(login)
  await page.locator('#password').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('#main').waitFor()
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds on the page as it stands: `rule: element`, empty when all is well. */
export async function axeFindings(page: Page): Promise<string[]> {
  if (await page.evaluate<boolean>('typeof axe === "undefined"')) await page.evaluate(axeSource)
  const found = await page.evaluate(async (runOnly) => {
    type Violation = { id: string; nodes: { target: string[] }[] }
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
    return (await axe.run({ runOnly, resultTypes: ['violations'] })).violations
  }, rules)
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/** How far the page can be scrolled sideways: 0 where nothing is cut. */
export const sidewaysBy = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
