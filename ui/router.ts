import { createRouter, createWebHistory } from 'vue-router'

import { useSession } from './composables/useSession.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** All of these are needed to open the page. */
    permissions?: readonly string[]
    /** Message key of the page's name. */
    title?: string
    open?: boolean
  }
}

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    {
      path: '/sign-in',
      name: 'signIn',
      component: () => import('./pages/signIn/SignInPage.vue'),
      meta: { open: true, title: 'signIn.title' },
    },
    { path: '/', redirect: { name: 'workList' } },
    {
      path: '/work-list',
      name: 'workList',
      component: () => import('./pages/workList/WorkListPage.vue'),
      meta: { permissions: ['case.view'], title: 'workList.title' },
    },
    {
      path: '/register',
      name: 'register',
      component: () => import('./pages/register/RegisterPage.vue'),
      meta: { permissions: ['contact.receive', 'case.register'], title: 'register.title' },
    },
    {
      path: '/search',
      name: 'search',
      component: () => import('./pages/search/SearchPage.vue'),
      meta: { permissions: ['case.view'], title: 'search.title' },
    },
    {
      path: '/cases/:id',
      name: 'case',
      component: () => import('./pages/case/CasePage.vue'),
      meta: { permissions: ['case.view'] },
      props: true,
    },
    {
      path: '/cases/:id/history',
      name: 'history',
      component: () => import('./pages/history/HistoryPage.vue'),
      meta: { permissions: ['history.view'], title: 'history.title' },
      props: true,
    },
    {
      path: '/:path(.*)*',
      name: 'notFound',
      component: () => import('./pages/notFound/NotFoundPage.vue'),
      meta: { title: 'shell.notFound' },
    },
  ],
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  const account = await useSession()
    .known()
    .catch(() => undefined)
  return account ? true : { name: 'signIn', query: to.path === '/' ? {} : { next: to.fullPath } }
})

// A newer version was installed while this tab was open, and its pages have other file names: load the page afresh, once.
router.onError((error: unknown, to) => {
  if (!/dynamically imported module|module script/i.test(String(error))) return
  const mark = `minsheng-reloaded ${to.fullPath}`
  if (sessionStorage.getItem(mark)) return
  sessionStorage.setItem(mark, 'yes')
  location.assign(to.fullPath)
})
