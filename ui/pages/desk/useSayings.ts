import type { WorkRow } from '../../api/types.ts'
import { useWords } from '../../composables/useWords.ts'
import type { LinkKind } from './bodies.ts'

/** Contacted and visited is whoever brought the case; others hear the same without that promise. */
const toOthers: Readonly<Partial<Record<string, string>>> = { contact: 'report', visit: 'close' }

/**
 * How a case stands, in a sentence that can be read out. Of a case that somebody else has brought, the caller hears
 * neither when nor in which words.
 */
export function useSayings() {
  const { t, short, locale } = useWords()

  function opening({ registeredAt, title, caseNumber: number }: WorkRow, isOwn: boolean): string {
    if (!isOwn) return t('register.say.othersOpening', { number })
    return t('register.say.opening', { at: short(registeredAt), title: title ?? '', number })
  }

  function standing({ nextStep, whoseTurn }: WorkRow, isOwn: boolean): string {
    const step = (isOwn ? undefined : toOthers[nextStep]) ?? nextStep
    return t(`register.say.${step}`, { unit: whoseTurn?.name ?? t('register.say.someUnit') })
  }

  function due({ dueAt, nextStep }: WorkRow): string {
    if (!dueAt || nextStep === 'none') return ''
    return new Date(dueAt).getTime() < Date.now()
      ? t('register.say.overdue')
      : t('register.say.due', { at: short(dueAt) })
  }

  return {
    sayingOf: (row: WorkRow, isOwn: boolean, as?: LinkKind): string =>
      [opening(row, isOwn), standing(row, isOwn), due(row), as ? t(`register.say.as.${as}`) : '']
        .filter(Boolean)
        .join(locale.value === 'en' ? ' ' : ''),
  }
}
