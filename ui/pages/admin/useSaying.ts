import { useReference } from '../../composables/useReference.ts'
import { useWords } from '../../composables/useWords.ts'
import type { Saying } from './changes.ts'

/** Values of dictionaries in the language in use. */
export function useSaying(): Saying {
  const { t, term, amount, locale } = useWords()
  const { unitName, categoryPath } = useReference()
  return {
    t: (key, named) => t(key, named ?? {}),
    term,
    amount,
    unitName,
    categoryName: (code) => categoryPath(code).join(' › ') || code,
    weekday: (n) =>
      new Intl.DateTimeFormat(locale.value, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, n)),
    day: (date) =>
      new Intl.DateTimeFormat(locale.value === 'en' ? 'en-GB' : locale.value, {
        month: 'short',
        day: 'numeric',
        timeZone: 'UTC',
      }).format(Date.parse(date)),
  }
}
