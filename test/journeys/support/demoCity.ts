import { setTimeout as sleep } from 'node:timers/promises'

import type { Page } from 'playwright-core'

import type { House } from '../../support/house.ts'

export const smallCity = { CITY_CASES: '500', CITY_DAYS: '60' }

/** The year is there as soon as the city no longer fills. */
export async function cityIsThere(house: House): Promise<void> {
  for (;;) {
    const { state } = (await (await fetch(`${house.base}/api/city`)).json()) as { state: string }
    if (state !== 'filling') return
    await sleep(500)
  }
}

/** Through one of the demo's doors. */
export async function enter(page: Page, door: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: door }).first().click()
}
