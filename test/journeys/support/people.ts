import type { Browser, Page } from 'playwright-core'

import { faultsOf, openScreen, signIn } from './browser.ts'

/** A person with a browser of their own, signed in; faults are kept so that a journey can insist on none. */
export type Someone = { readonly page: Page; readonly faults: string[] }

export async function someone(
  browser: Browser,
  base: string,
  { login, password }: { login: string; password: string },
): Promise<Someone> {
  const context = await openScreen(browser, base)
  const page = await context.newPage()
  const faults = faultsOf(page)
  await signIn(page, login, password)
  return { page, faults }
}
