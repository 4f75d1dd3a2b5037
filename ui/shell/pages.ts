import { computed } from 'vue'

import { useSession } from '../composables/useSession.ts'

/** Pages that are reached from one of the navigation and belong to it. */
const within: Readonly<Record<string, readonly string[]>> = {
  workList: ['case', 'history'],
  leader: ['leaderNumber'],
  audit: ['looks', 'standing', 'replay'],
}

const all = [
  { name: 'workList', title: 'shell.workList', go: 'shell.goWorkList', keys: 'g w', needs: ['case.view'] },
  {
    name: 'register',
    title: 'shell.register',
    go: 'shell.goRegister',
    keys: 'g r',
    needs: ['contact.receive', 'case.register'],
  },
  { name: 'search', title: 'shell.search', go: 'shell.goSearch', keys: 'g s', needs: ['case.view'] },
  { name: 'leader', title: 'leader.title', go: 'leader.go', keys: 'g l', needs: ['metrics.view'] },
  { name: 'audit', title: 'audit.title', go: 'audit.go', keys: 'g a', needs: ['history.view', 'access.view'] },
  { name: 'admin', title: 'admin.title', go: 'admin.go', keys: 'g d', needs: ['dictionary.edit', 'staff.manage'] },
] as const

/** Where somebody lands: auditors and leaders at their own page, agents at the desk, who else works on cases at the work. */
export function homeOf(permissions: readonly string[]): string {
  if (permissions.includes('access.view')) return 'audit'
  if (permissions.includes('staff.manage') && !permissions.includes('case.view')) return 'admin'
  if (permissions.includes('case.register') && !permissions.includes('case.review')) return 'register'
  return permissions.includes('metrics.view') && !permissions.includes('case.note') ? 'leader' : 'workList'
}

/** How a tab of the navigation says that one is there: at the page itself, or at one that belongs to it. */
export function currentAt(tab: string, page: unknown): 'page' | 'true' | undefined {
  if (page === tab) return 'page'
  return within[tab]?.includes(String(page)) ? 'true' : undefined
}

/** The pages that the account may open, in the order of the navigation. */
export function usePages() {
  const { can } = useSession()
  return computed(() => all.filter(({ needs }) => needs.every((permission) => can(permission))))
}
