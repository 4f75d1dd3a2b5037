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
import { usePageCommands } from './pageCommands.ts'
import type { Entry } from './pageCommands.ts'
import { usePages } from './pages.ts'
import { isName, isNumber } from './whatWasTyped.ts'

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

  const people = computed((): Entry[] => {
    if (!can('person.search') || !found.value) return []
    const entries = entriesOf(found.value, t, (to) => void router.push(to))
    const nobody = { id: 'nobody', label: t('shell.paletteNobody'), stays: true, run: () => undefined }
    return entries.length > 0 ? entries : [nobody]
  })
  /** Behind the cases: Enter on a word must not put a search for a person on record. */
  const offer = computed((): Entry[] => {
    const text = typed.value.trim()
    if (!can('person.search') || found.value || !isName(text)) return []
    const byName = { id: 'byName', label: t('shell.paletteByName', { name: text }), stays: true }
    return [{ ...byName, run: () => void search({ name: text }) }]
  })
  return { people, offer }
}

/** Which of them the typed words mean, by their text or its pinyin. */
function useMatching(typed: Ref<string>, all: Readonly<Ref<readonly Entry[]>>) {
  const { spell, prepare } = usePinyin()
  void prepare()
  return computed(() => {
    const query = typed.value.trim().toLowerCase()
    if (!query) return all.value
    return all.value.filter(({ id, label }) => {
      const option = { code: id, label, path: [label], depth: 0, selectable: true }
      return score({ option, ...(spell.value?.(label) ?? { initials: '', spelled: '' }) }, query) > 0
    })
  })
}

/** What the palette offers for what was typed: pages and commands at once, cases as soon as the search answers. */
export function usePalette(typed: Ref<string>, showKeys: () => void) {
  const { t } = useI18n()
  const pages = useMatching(typed, useActions(showKeys))
  const here = useMatching(typed, usePageCommands())
  const cases = useFoundCases(typed)
  const { people, offer } = useFoundPeople(typed)
  const groups = computed(() => {
    let index = 0
    return [
      { title: t('shell.palettePages'), entries: pages.value },
      { title: t('shell.paletteHere'), entries: here.value },
      { title: t('shell.palettePeople'), entries: people.value },
      { title: t('shell.paletteCases'), entries: cases.value },
      { title: t('shell.paletteSearch'), entries: offer.value },
    ]
      .filter((group) => group.entries.length > 0)
      .map(({ title, entries }) => ({
        title,
        entries: entries.map((entry): PlacedEntry => ({ ...entry, index: index++ })),
      }))
  })
  return { groups, entries: computed(() => groups.value.flatMap(({ entries }) => entries)) }
}
