import { describeEvent } from '../../components/describeEvent.ts'
import { useReference } from '../../composables/useReference.ts'
import { useSpeaker } from '../../composables/useSpeaker.ts'
import { useWords } from '../../composables/useWords.ts'
import { ordinalOf } from '../../format/ordinal.ts'
import type { Merged, Moment } from './moments.ts'
import { type ReplayEvent, type SealOver, type Then } from './replay.ts'
import { speakerThen } from './speakerThen.ts'

/** How looks and seals are said. */
function useOtherWords() {
  const { t, te } = useWords()
  const wordOf = (list: string, value: string) => (te(`audit.${list}.${value}`) ? t(`audit.${list}.${value}`) : value)

  /** What was seen: parts of the case's page, or fields of whoever turned to us. */
  function fields({ type, fields: seen }: Merged): string {
    if (seen.length > 0)
      return seen.map((field) => wordOf('fields', field.replaceAll(' ', '-'))).join(t('common.joiner'))
    return type === 'EvidenceExported' ? t('audit.fields.bundle') : t('common.unknown')
  }
  const purpose = (look: Merged) =>
    look.purpose ? t(`casePage.purposes.${look.purpose}`) : t('audit.moment.noPurpose')

  function covers({ covers: revisions }: SealOver): string {
    const numbers = revisions.map(ordinalOf)
    const [first = 0, last = 0] = [numbers[0], numbers.at(-1)]
    return first === last ? t('audit.moment.one', { n: first }) : t('audit.moment.range', { first, last })
  }
  return { wordOf, fields, purpose, covers }
}

/** How a stop of the time line is said. */
export function useMomentWords() {
  const { t, term } = useWords()
  const { unitName } = useReference()
  const { wordOf, fields, purpose, covers } = useOtherWords()
  const speaker = useSpeaker()

  function title(moment: Moment): string {
    if (moment.lane === 'event') return describeEvent(moment.event, speaker).title
    if (moment.lane === 'look') return wordOf('look', moment.look.type)
    return t('audit.moment.sealNumber', { n: moment.seal.number })
  }

  function who(moment: Moment): string {
    if (moment.lane === 'seal') return t('audit.moment.notary')
    return moment.lane === 'look' ? (moment.look.account.name ?? moment.look.account.id) : actor(moment.event)
  }

  function actor({ actor: { name, id, kind, unit, unitName: its } }: ReplayEvent): string {
    // In a demo's city the programme acts as somebody, who has a name.
    const isSomebody = kind === undefined || kind === 'person' || (kind === 'simulator' && name !== undefined)
    const person = isSomebody ? (name ?? id) : term('actorKind', kind)
    const where = its ?? unitName(unit)
    return where ? t('timeline.actor', { name: person, unit: where }) : person
  }

  /** What a line of the list says beside its title, in the names of the states around it. */
  function about(moment: Moment, around: readonly (Then | undefined)[]): string {
    if (moment.lane === 'seal') return covers(moment.seal)
    if (moment.lane === 'look') return [fields(moment.look), purpose(moment.look)].join(' · ')
    const said = describeEvent(moment.event, speakerThen(speaker, around)).lines.filter(({ long }) => !long)
    return said.map(({ label, text }) => `${label} ${text}`).join(' · ')
  }

  return { title, who, fields, purpose, covers, about }
}
