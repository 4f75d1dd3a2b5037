import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Page } from 'playwright-core'

import { staffed } from '../../support/house.ts'
import type { Client, House } from '../../support/house.ts'

export type Places = { readonly caseId: string; readonly personId: string }

/** A page of the workspace: its address, what is there once it is ready, and what opens on it. */
export type PageCase = {
  readonly path: (places: Places) => string
  readonly ready: string
  readonly act?: (page: Page) => Promise<unknown>
  /** It asks the server for nothing before somebody acts: it has no loading and no error state. */
  readonly isStill?: boolean
}

const tabs = ['accounts', 'organisation', 'categories', 'policy', 'calendar', 'places']

export const pages: readonly PageCase[] = [
  {
    path: () => '/work-list?view=all',
    ready: 'li.row',
    act: (page) => page.locator('[aria-controls=more-filters]').click(),
  },
  { path: () => '/work-list?q=nothing-like-it', ready: '.empty' },
  { path: () => '/register', ready: 'form', act: (page) => page.keyboard.press('Control+Enter'), isStill: true },
  { path: () => '/search?q=路灯', ready: 'mark' },
  {
    path: ({ caseId }) => `/cases/${caseId}`,
    ready: '.case-header',
    act: (page) => page.locator('details summary').first().click(),
  },
  {
    path: ({ caseId }) => `/cases/${caseId}/history`,
    ready: '.verdict',
    act: (page) => page.locator('.event button').first().click(),
  },
  { path: ({ personId }) => `/persons/${personId}`, ready: '.person-page h1' },
  {
    path: () => '/leader',
    ready: '.keys .value a',
    act: (page) => page.locator('select:has([value=then])').selectOption('then'),
  },
  {
    path: () => '/leader/number/case-volume?period=month&origin=live&part=cases&split=type',
    ready: '.members tbody tr',
  },
  { path: () => '/audit', ready: '.lists' },
  { path: () => '/audit/looks', ready: '.day' },
  { path: () => '/audit/standing', ready: '.standing h1' },
  { path: ({ caseId }) => `/audit/cases/${caseId}`, ready: '[role=slider], input[type=range]' },
  { path: () => '/account', ready: '.account h1' },
  ...tabs.map((tab): PageCase => ({ path: () => `/admin/${tab}`, ready: '.tabs' })),
  { path: () => '/work-list', ready: '#main', act: (page) => page.keyboard.press('Control+k') },
  { path: () => '/nowhere', ready: '.empty', isStill: true },
]

/** Addresses of the router that no page above covers. */
export function uncovered(): string[] {
  const router = readFileSync(join(import.meta.dirname, '../../../ui/router.ts'), 'utf8')
  const routes = [...router.matchAll(/path: '([^']+)'/g)].map(([, path]) => path ?? '')
  const walked = ['/sign-in', '/', ...pages.map(({ path }) => path({ caseId: 'x', personId: 'x' }).split('?')[0] ?? '')]
  const fits = (route: string) => {
    const pattern = new RegExp(
      `^${route.replaceAll(/\/:\w+\?/g, '(/[^/]+)?').replaceAll(/:\w+(\(.*\))?\*?/g, '[^/]+')}$`,
    )
    return walked.some((path) => pattern.test(path))
  }
  return routes.filter((route) => !fits(route))
}

const roles = ['agent', 'supervisor', 'leader', 'auditor', 'administrator']

/** Somebody who may open every page. */
export async function everybody(house: House): Promise<Client> {
  const admin = await house.admin()
  return staffed(
    house,
    admin,
    'everybody',
    roles.map((role) => ({ role, unit: 'root' })),
  )
}

/** A case that waits to be signed for, with everything on its page, and the person who called. */
export async function aMatterWithEverything(house: House, clerk: Client): Promise<Places> {
  const admin = await house.admin()
  const define = (code: string, name: string, handlesCases: boolean) =>
    admin.command('dictionaries/organisation/define-unit', { code, name, parent: 'root', handlesCases })
  await define('desk', '热线中心', false)
  await define('lighting', '路灯管理所', true)
  const from = { channel: 'phone', callerKind: 'person' }
  const caller = { callerName: '周小满', callerNumber: '19900001234' }
  const contact = await clerk.command('contacts/receive-contact', { ...from, unit: 'desk', ...caller })
  const registered = await clerk.command('cases/register-case', {
    ...from,
    contact: contact.id,
    type: 'complaint',
    title: '和平路路灯整排不亮',
    story: '从上周五起，和平路十二号门前的路灯整排不亮，晚上看不见路。',
    identity: 'real-name',
    category: { code: 'unclassified' },
    urgency: { value: 'urgent' },
    intakeUnit: 'desk',
  })
  await clerk.command(`cases/${registered.id}/dispatch-case`, {
    units: [{ unit: 'lighting', kind: 'primary' }],
    instruction: '请尽快核实。',
  })
  const person = await clerk.command('persons/create-person', { kind: 'person', unit: 'desk', name: '周小满' })
  await clerk.command(`persons/${person.id}/link-contact-to-person`, { contact: contact.id })
  return { caseId: registered.id, personId: person.id }
}
