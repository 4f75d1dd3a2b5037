import { createRouter, createWebHistory } from 'vue-router'

import { knownDoors } from './composables/useDemo.ts'
import { useSession } from './composables/useSession.ts'
import { homeOf } from './shell/pages.ts'

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
      // A demo's doors are there from the start, instead of pushing the form aside.
      beforeEnter: () => knownDoors().then(() => true),
    },
    // Who lands where is known once the session is: see beforeEach.
    { path: '/', name: 'home', component: () => import('./pages/notFound/NotFoundPage.vue') },
    {
      path: '/work-list',
      name: 'workList',
      component: () => import('./pages/workList/WorkListPage.vue'),
      meta: { permissions: ['case.view'], title: 'workList.title' },
    },
    {
      path: '/register',
      name: 'register',
      component: () => import('./pages/desk/DeskPage.vue'),
      meta: { permissions: ['contact.receive', 'case.register'], title: 'register.title' },
    },
    {
      path: '/persons/:id',
      name: 'person',
      component: () => import('./pages/person/PersonPage.vue'),
      meta: { permissions: ['person.search'], title: 'person.title' },
      props: true,
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
      path: '/audit',
      name: 'audit',
      component: () => import('./pages/audit/AuditPage.vue'),
      meta: { permissions: ['history.view', 'access.view'], title: 'audit.title' },
    },
    {
      path: '/audit/looks',
      name: 'looks',
      component: () => import('./pages/audit/LooksPage.vue'),
      meta: { permissions: ['access.view'], title: 'audit.tab.looks' },
      props: ({ query }) => (typeof query['case'] === 'string' ? { case: query['case'] } : {}),
    },
    {
      path: '/audit/standing',
      name: 'standing',
      component: () => import('./pages/audit/StandingPage.vue'),
      meta: { permissions: ['history.view', 'access.view'], title: 'audit.tab.standing' },
    },
    {
      path: '/account',
      name: 'account',
      component: () => import('./pages/account/AccountPage.vue'),
      meta: { title: 'admin.account.title' },
    },
    {
      path: '/audit/cases/:id',
      name: 'replay',
      component: () => import('./pages/audit/ReplayPage.vue'),
      meta: { permissions: ['history.view', 'access.view'], title: 'audit.replay' },
      props: true,
    },
    {
      path: '/leader',
      name: 'leader',
      component: () => import('./pages/leader/LeaderPage.vue'),
      meta: { permissions: ['metrics.view'], title: 'leader.title' },
      // Which cases count at first depends on whether this is a demo.
      beforeEnter: () => knownDoors().then(() => true),
    },
    {
      path: '/leader/number/:metric',
      name: 'leaderNumber',
      component: () => import('./pages/leader/NumberPage.vue'),
      meta: { permissions: ['metrics.view'], title: 'leader.title' },
      props: true,
    },
    {
      path: '/admin/:tab?',
      name: 'admin',
      component: () => import('./pages/admin/AdminPage.vue'),
      meta: { permissions: ['dictionary.edit', 'staff.manage'], title: 'admin.title' },
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
  if (account && to.name === 'home') return { name: homeOf(account.permissions) }
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
