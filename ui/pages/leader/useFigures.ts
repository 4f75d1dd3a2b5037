import type { Compared } from '../../api/metrics.ts'
import { useWords } from '../../composables/useWords.ts'
import { changeOf, countText, percentText } from './figures.ts'
import type { Changing } from './figures.ts'
import type { Shown } from './shownNumber.ts'

type Kind = 'count' | 'rate'

/** How numbers are said in the language in use. What divides by nothing is n/a, never zero. */
export function useFigures() {
  const { t, locale } = useWords()
  const count = (value: number) => countText(value, locale.value)
  const percent = (value: number | null | undefined) =>
    value === null || value === undefined ? t('leader.na') : percentText(value, locale.value)
  const value = (kind: Kind, number: number | null | undefined) =>
    kind === 'rate' ? percent(number) : number === null || number === undefined ? t('leader.na') : count(number)

  const change = (compared: Compared | undefined, metric: Changing) => {
    const found = changeOf(compared, metric, locale.value)
    if (!found) return { direction: 'none' as const, tone: 'plain' as const, text: t('leader.na') }
    const text = metric.kind === 'rate' ? t('leader.points', { n: found.text }) : found.text
    return { ...found, text: found.direction === 'same' ? t('leader.same') : text }
  }
  const lag = (seconds: number) => {
    if (seconds < 1) return t('leader.noLag')
    if (seconds < 120) return t('leader.lag', { n: Math.round(seconds) })
    return t('leader.lagMinutes', { n: Math.round(seconds / 60) })
  }
  /** `+1.2`: percentage points, of two shares. */
  const points = (moved: number | undefined) => {
    if (moved === undefined) return t('leader.na')
    return moved === 0 ? t('leader.same') : `${moved > 0 ? '+' : ''}${count(moved)}`
  }
  const hours = (number: number | null | undefined) =>
    number === null || number === undefined ? t('leader.na') : t('leader.hours', { n: count(number) })
  const shown = ({ kind, value: number }: Shown) => (kind === 'hours' ? hours(number) : value(kind, number))
  return { count, percent, value, change, lag, points, hours, shown }
}
