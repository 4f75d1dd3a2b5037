import { useI18n } from 'vue-i18n'

import { isErased, textOf } from '../api/opened.ts'
import { inWords } from '../api/problem.ts'
import type { Opened, Words } from '../api/types.ts'
import { exactTime, shortTime, timeAgo, timeLeft } from '../format/time.ts'

/** How things are said in the language in use. */
export function useWords() {
  const composer = useI18n()
  const { t, locale } = composer
  const te = (key: string) => composer.te(key)

  /** The word of a closed list; what the list does not know is shown as it is, rather than as a key. */
  const term = (list: string, value: string | null | undefined): string => {
    if (!value) return t('common.unknown')
    // A path such as `place.text` is one word of the list, not two levels of messages.
    const key = `terms.${list}.${value.replaceAll('.', '-')}`
    return te(key) ? t(key) : value
  }

  return {
    t,
    te,
    locale,
    term,
    /** A personal text; that something was erased is said where it stood. */
    said: (value: Opened) => textOf(value) ?? (isErased(value) ? t('common.erased') : ''),
    words: (words: Words) => inWords(words, locale.value),
    short: (at: string) => shortTime(at, locale.value),
    exact: (at: string) => exactTime(at, locale.value),
    left: (dueAt: string, now: number) => {
      const { tone, unit, n } = timeLeft(dueAt, now)
      return { tone, text: t(`terms.time.${tone === 'over' ? 'over' : 'left'}.${unit}`, { n }, n) }
    },
    ago: (at: string, now: number) => {
      const passed = timeAgo(at, now)
      if (!passed) return ''
      const { unit, n } = passed
      return t(`terms.time.ago.${unit}`, { n }, n)
    },
    amount: (n: number, unit: string) => t(`terms.amount.${unit}`, { n }, n),
  }
}
