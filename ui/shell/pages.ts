import { computed } from 'vue'

import { useSession } from '../composables/useSession.ts'

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
] as const

/** The pages that the account may open, in the order of the navigation. */
export function usePages() {
  const { can } = useSession()
  return computed(() => all.filter(({ needs }) => needs.every((permission) => can(permission))))
}
