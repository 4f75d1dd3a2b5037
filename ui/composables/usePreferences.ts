import { ref, watch } from 'vue'

import { i18n, languages, loadLanguage } from '../i18n.ts'
import type { Language } from '../i18n.ts'

export const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

function stored<Value extends string>(name: string, allowed: readonly Value[], otherwise: Value): Value {
  const value = localStorage.getItem(name)
  return allowed.find((each) => each === value) ?? otherwise
}

const theme = ref<Theme>(stored('minsheng-theme', themes, 'system'))
const language = ref<Language>(stored('minsheng-language', languages, 'zh-CN'))

watch(
  theme,
  (chosen) => {
    localStorage.setItem('minsheng-theme', chosen)
    if (chosen === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = chosen
  },
  { immediate: true },
)

async function applyLanguage(chosen: Language): Promise<void> {
  await loadLanguage(chosen)
  i18n.global.locale.value = chosen
  document.documentElement.lang = chosen
}

watch(language, (chosen) => {
  localStorage.setItem('minsheng-language', chosen)
  void applyLanguage(chosen)
})

/** Before the first paint, so that nobody sees the other language flash by. */
export const preferencesReady = applyLanguage(language.value)

export const usePreferences = () => ({ theme, language })
