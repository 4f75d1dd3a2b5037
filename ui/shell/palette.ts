import { computed, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { RouteLocationRaw } from 'vue-router'

import { searchCallers } from '../api/callers.ts'
import type { CallerQuestion, FoundCaller } from '../api/callers.ts'
import type { SearchResult } from '../api/types.ts'
import { score } from '../components/rankOptions.ts'
import { useLatest } from '../composables/useLatest.ts'
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
  /** What it does happens in the palette itself. */
  readonly stays?: boolean
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
function useSettled(typed: Ref<string>, pause = 150) {
  const settled = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(typed, (text) => {
    clearTimeout(timer)
    timer = setTimeout(() => (settled.value = text.trim()), pause)
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

const isNumber = (text: string) => text.replaceAll(/\D/g, '').length >= 7 && !/[^\d\s+().-]/.test(text)
/** A name, and no sentence: Chinese ones have two to four characters, others letters and spaces. */
const isName = (text: string) => /^(\p{Script=Han}{2,6}|\p{L}[\p{L}.' -]{2,40})$/u.test(text)

/** Who was found: a person with a record, or else the cases that a number or name has brought. */
function entriesOf(found: FoundCaller, t: (key: string, named: Record<string, unknown>) => string, go: Go): Entry[] {
  const persons = found.persons.map((person) => ({
    id: `person-${person.id}`,
    label: person.name ?? t('person.unnamed', {}),
    detail: t('shell.paletteContacts', { n: person.contacts }),
    run: () => go({ name: 'person', params: { id: person.id } }),
  }))
  const cases = [...found.cases.open, ...found.cases.closed].slice(0, 8).map((row) => ({
    id: `of-${row.id}`,
    label: row.title ?? t('common.erased', {}),
    detail: row.caseNumber,
    step: row.nextStep,
    run: () => go({ name: 'case', params: { id: row.id } }),
  }))
  return [...persons, ...cases]
}
type Go = (to: RouteLocationRaw) => void

/**
 * People behind a number or name. Each search is written down, so a number is asked for when it is whole, and a name
 * only when somebody says that it is one: most words typed here are none.
 */
function useFoundPeople(typed: Ref<string>) {
  const { t } = useI18n()
  const router = useRouter()
  const { can } = useSession()
  const settled = useSettled(typed, 400)
  const found = shallowRef<FoundCaller>()
  const { latest, stop } = useLatest()
  const search = (question: CallerQuestion) =>
    latest(
      (signal) => searchCallers(question, signal),
      (answer) => (found.value = answer),
    )
  watch(typed, () => {
    stop()
    found.value = undefined
  })
  watch(settled, (text) => void (can('person.search') && isNumber(text) && search({ number: text })))

  return computed((): Entry[] => {
    const text = typed.value.trim()
    if (!can('person.search')) return []
    if (found.value) {
      const entries = entriesOf(found.value, t, (to) => void router.push(to))
      const nobody = { id: 'nobody', label: t('shell.paletteNobody'), stays: true, run: () => undefined }
      return entries.length > 0 ? entries : [nobody]
    }
    if (!isName(text)) return []
    const byName = { id: 'byName', label: t('shell.paletteByName', { name: text }), stays: true }
    return [{ ...byName, run: () => void search({ name: text }) }]
  })
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
  const people = useFoundPeople(typed)

  const entries = computed((): PlacedEntry[] =>
    [...matching.value, ...people.value, ...cases.value].map((entry, index) => ({ ...entry, index })),
  )
  const groups = computed(() => {
    const cut = matching.value.length
    const end = cut + people.value.length
    return [
      { title: t('shell.palettePages'), entries: entries.value.slice(0, cut) },
      { title: t('shell.palettePeople'), entries: entries.value.slice(cut, end) },
      { title: t('shell.paletteCases'), entries: entries.value.slice(end) },
    ].filter((group) => group.entries.length > 0)
  })
  return { groups, entries }
}
