import { createI18n } from 'vue-i18n'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as string,
  fallbackLocale: false,
  messages: {},
  missingWarn: false,
  fallbackWarn: false,
})

const files = {
  'zh-CN': () => import('./locales/zh-CN.ts'),
  en: () => import('./locales/en.ts'),
}

/** Only the language in use is downloaded. */
export async function loadLanguage(language: Language): Promise<void> {
  if (i18n.global.availableLocales.includes(language)) return
  i18n.global.setLocaleMessage(language, (await files[language]()).default)
}
