import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'

import type { SearchResult } from '../api/types.ts'
import { score } from '../components/rankOptions.ts'
import { usePinyin } from '../composables/usePinyin.ts'
import { usePreferences } from '../composables/usePreferences.ts'
import { useRows } from '../composables/useRows.ts'
import { useSession } from '../composables/useSession.ts'
import { usePages } from './pages.ts'

type Entry = {
  readonly id: string
  readonly label: string
  readonly detail?: string
  readonly step?: string
  readonly keys?: string
  run(): void
}
export type PlacedEntry = Entry & { readonly index: number }

function useActions(showKeys: () => void) {
  const { t } = useI18n()
  const router = useRouter()
  const pages = usePages()
  const { theme, language } = usePreferences()
  const { signOut } = useSession()
  return computed((): Entry[] => [
    ...pages.value.map(({ name, title, keys }) => ({
      id: name,
      label: t(title),
      keys,
      run: () => void router.push({ name }),
    })),
    { id: 'keys', label: t('shell.keys'), keys: '?', run: showKeys },
    ...(['light', 'dark', 'system'] as const).map((each) => ({
      id: each,
      label: `${t('shell.theme')}: ${t(`shell.themes.${each}`)}`,
      run: () => (theme.value = each),
    })),
    {
      id: 'language',
      label: t('shell.switchLanguage'),
      run: () => (language.value = language.value === 'en' ? 'zh-CN' : 'en'),
    },
    { id: 'signOut', label: t('shell.signOut'), run: () => void signOut() },
  ])
}

/** What was typed, once the fingers rest. */
function useSettled(typed: Ref<string>) {
  const settled = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(typed, (text) => {
    clearTimeout(timer)
    timer = setTimeout(() => (settled.value = text.trim()), 150)
  })
  return settled
}

/** Cases that the search finds for what was typed. */
function useFoundCases(typed: Ref<string>) {
  const { t } = useI18n()
  const router = useRouter()
  const asked = useSettled(typed)
  const { rows } = useRows<SearchResult>(() =>
    asked.value.length >= 2 ? { path: '/api/search', params: { q: asked.value, limit: 8 } } : undefined,
  )
  return computed((): Entry[] =>
    (typed.value.trim().length >= 2 ? (rows.value?.rows ?? []) : []).map((row) => ({
      id: row.id,
      label: row.title ?? t('common.erased'),
      detail: row.caseNumber,
      step: row.nextStep,
      run: () => void router.push({ name: 'case', params: { id: row.id } }),
    })),
  )
}

/** What the palette offers for what was typed: pages and actions at once, cases as soon as the search answers. */
export function usePalette(typed: Ref<string>, showKeys: () => void) {
  const { t } = useI18n()
  const actions = useActions(showKeys)
  const { spell, prepare } = usePinyin()
  void prepare()

  const matching = computed(() => {
    const query = typed.value.trim().toLowerCase()
    if (!query) return actions.value
    return actions.value.filter(({ id, label }) => {
      const option = { code: id, label, path: [label], depth: 0, selectable: true }
      return score({ option, ...(spell.value?.(label) ?? { initials: '', spelled: '' }) }, query) > 0
    })
  })
  const cases = useFoundCases(typed)

  const entries = computed((): PlacedEntry[] =>
    [...matching.value, ...cases.value].map((entry, index) => ({ ...entry, index })),
  )
  const groups = computed(() => {
    const cut = matching.value.length
    return [
      { title: t('shell.palettePages'), entries: entries.value.slice(0, cut) },
      { title: t('shell.paletteCases'), entries: entries.value.slice(cut) },
    ].filter((group) => group.entries.length > 0)
  })
  return { groups, entries }
}
