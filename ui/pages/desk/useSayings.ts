import type { WorkRow } from '../../api/types.ts'
import { useWords } from '../../composables/useWords.ts'
import type { LinkKind } from './bodies.ts'

/** How a case stands, in a sentence that can be read out. */
export function useSayings() {
  const { t, short, locale } = useWords()

  function standing({ nextStep, whoseTurn }: WorkRow): string {
    return t(`register.say.${nextStep}`, { unit: whoseTurn?.name ?? t('register.say.someUnit') })
  }

  function due({ dueAt, nextStep }: WorkRow): string {
    if (!dueAt || nextStep === 'none') return ''
    return new Date(dueAt).getTime() < Date.now()
      ? t('register.say.overdue')
      : t('register.say.due', { at: short(dueAt) })
  }

  return {
    sayingOf: (row: WorkRow, as?: LinkKind): string =>
      [
        t('register.say.opening', { at: short(row.registeredAt), title: row.title ?? '', number: row.caseNumber }),
        standing(row),
        due(row),
        as ? t(`register.say.as.${as}`) : '',
      ]
        .filter(Boolean)
        .join(locale.value === 'en' ? ' ' : ''),
  }
}
