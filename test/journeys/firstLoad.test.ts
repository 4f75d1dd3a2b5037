import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { House, staffed, testPassword } from '../support/house.ts'
import { chromiumPath, openBrowser, openScreen, signIn } from './support/browser.ts'

const mostBytes = 350 * 1024
/** Files below a kilobyte are sent as they are; the head of an answer is another. */
const mostPlain = 2_500

type Loaded = { readonly bytes: number; readonly files: readonly string[]; readonly plain: readonly number[] }

/** Everything that goes over the wire meanwhile; `plain` are the sizes of programs and styles that nobody compressed. */
async function loading(page: Page, go: () => Promise<unknown>): Promise<Loaded> {
  const wire = await page.context().newCDPSession(page)
  const files: string[] = []
  const uncompressed = new Set<string>()
  const plain: number[] = []
  let bytes = 0
  wire.on('Network.responseReceived', ({ requestId, response: { url, headers } }) => {
    files.push(new URL(url).pathname)
    if (/\.(js|css)$/.test(url) && headers['content-encoding'] === undefined) uncompressed.add(requestId)
  })
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength
    if (uncompressed.has(requestId)) plain.push(encodedDataLength)
  })
  await wire.send('Network.enable')
  await go()
  await wire.detach()
  return { bytes, files, plain }
}

describe.skipIf(chromiumPath === undefined)('the first load of the workspace', () => {
  let house: House
  let browser: Browser
  beforeAll(async () => {
    house = await House.start()
    const grants = [{ role: 'supervisor', unit: 'root' }]
    await staffed(house, await house.admin(), 'somebody', grants)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await house?.dispose()
  })

  it('brings the sign-in page in few bytes, compressed', async () => {
    const context = await openScreen(browser, house.base)
    const page = await context.newPage()
    const loaded = await loading(page, () => page.goto('/sign-in', { waitUntil: 'networkidle' }))
    expect(Math.max(0, ...loaded.plain)).toBeLessThan(mostPlain)
    expect(loaded.bytes).toBeLessThan((2 * mostBytes) / 3)
    await context.close()
  })

  it('brings the work list in few bytes, and no charts with it', async () => {
    const context = await openScreen(browser, house.base)
    const first = await context.newPage()
    await signIn(first, 'somebody', testPassword)
    const kept = await context.storageState()
    await context.close()
    const fresh = await browser.newContext({ baseURL: house.base, storageState: kept })
    const page = await fresh.newPage()
    // The live feed never ends, so that the network is never idle.
    const loaded = await loading(page, async () => {
      await page.goto('/work-list')
      await page.getByRole('main').getByRole('heading').first().waitFor()
      await page.waitForTimeout(1_000)
    })
    expect(Math.max(0, ...loaded.plain)).toBeLessThan(mostPlain)
    expect(loaded.bytes).toBeLessThan(mostBytes)
    expect(loaded.files.filter((file) => /chart/i.test(file))).toEqual([])
    await fresh.close()
  })

  it('lets browsers keep what is named after its content, and asks for the page each time', async () => {
    const page = await fetch(`${house.base}/sign-in`)
    expect(page.headers.get('cache-control')).toBe('no-cache')
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text()) ?? []
    for (const [encoding, sent] of [
      ['br, gzip', 'br'],
      ['gzip', 'gzip'],
      ['identity', null],
    ] as const) {
      const { headers } = await fetch(`${house.base}${script}`, { headers: { 'accept-encoding': encoding } })
      expect([encoding, headers.get('content-encoding'), headers.get('vary')]).toEqual([
        encoding,
        sent,
        expect.stringMatching(/accept-encoding/i),
      ])
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(headers.get('content-type')).toContain('javascript')
    }
  })
})
