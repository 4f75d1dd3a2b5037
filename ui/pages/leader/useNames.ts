import { useReference } from '../../composables/useReference.ts'
import { useWords } from '../../composables/useWords.ts'
import { bucketLabel } from './days.ts'

const lists: Readonly<Record<string, string>> = {
  type: 'type',
  urgency: 'urgency',
  channel: 'channel',
  callerKind: 'callerKind',
  origin: 'origin',
  closureKind: 'closure',
}

/** Closed lists, those that are used most first. */
const closed: Readonly<Record<string, readonly string[]>> = {
  type: ['complaint', 'help', 'consultation', 'suggestion', 'report', 'praise', 'other'],
  channel: ['phone', 'web', 'app', 'wechat', 'mail', 'letter', 'visit', 'fax', 'sms', 'import'],
  urgency: ['normal', 'urgent', 'critical'],
  callerKind: ['person', 'enterprise'],
}

/** What the cells of an answer are called. */
export function useNames() {
  const { t, term, locale } = useWords()
  const { unitName, placeName, categoryPath, units, areas } = useReference()

  const unit = (value: string) => (value ? unitName(value) : t('leader.noUnit'))
  const place = (value: string) => (value ? placeName(value) : t('leader.noPlace'))
  const category = (value: string) => categoryPath(value).at(-1) ?? value
  const kinds: readonly [RegExp, (value: string, dimension: string) => string][] = [
    [/^(unit|intakeUnit)/, unit],
    [/^(district|street|community)$/, place],
    [/^category/, category],
    [/^(hour|day|week|month)$/, (value, dimension) => bucketLabel(dimension, Number(value), locale.value)],
  ]

  /** The word for a value of a dimension. */
  function cellName(dimension: string, value: string): string {
    const say = kinds.find(([pattern]) => pattern.test(dimension))?.[1]
    const list = lists[dimension]
    const word = say ? say(value, dimension) : list ? term(list, value) : value
    return word || t('common.unknown')
  }
  /** All things of a kind in their fixed order, so that each keeps its colour wherever it is drawn. */
  function kindsOf(dimension: string): readonly string[] {
    if (dimension === 'unit1') return units.value.filter(({ path }) => path.length === 2).map(({ code }) => code)
    if (dimension === 'district') return areas.value.filter(({ depth }) => depth === 0).map(({ code }) => code)
    return closed[dimension] ?? []
  }
  return { cellName, kindsOf }
}
