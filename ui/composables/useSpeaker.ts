import { useReference } from './useReference.ts'
import { useWords } from './useWords.ts'

/** All that the description of an event needs to say things in the language in use. */
export function useSpeaker() {
  const { t, te, term, short } = useWords()
  const { unitName, categoryPath } = useReference()
  return {
    t: (key: string, named?: Record<string, unknown>) => t(key, named ?? {}),
    te,
    term,
    short,
    unitName: (code: string) => unitName(code),
    categoryPath,
  }
}
