import type { Opened } from '../../api/types.ts'
import type { Then } from './replay.ts'

/** How things are said: `useWords` and the names of the page. */
export type Wording = {
  readonly t: (key: string, named?: Record<string, unknown>) => string
  readonly term: (list: string, value: string | null | undefined) => string
  readonly said: (value: Opened) => string
  readonly short: (at: string) => string
}

export type Line = {
  readonly key: string
  readonly label: string
  readonly text: string
  /** A text to read, not a word. */
  readonly long?: boolean
  /** When it is due, for what is left to be said beside it. */
  readonly dueAt?: string
}
export type Group = { readonly name: 'standing' | 'facts' | 'units' | 'clocks'; readonly lines: readonly Line[] }

function standing(then: Then, { t, term }: Wording): Line[] {
  const { visit } = then
  return [
    { key: 'nextStep', label: t('audit.state.nextStep'), text: term('step', then.nextStep) },
    { key: 'turn', label: t('audit.state.turn'), text: then.whoseTurn?.name ?? '' },
    { key: 'round', label: t('audit.state.round'), text: then.round > 1 ? t('casePage.round', { n: then.round }) : '' },
    {
      key: 'closure',
      label: t('timeline.label.closureKind'),
      text: then.closureKind ? term('closure', then.closureKind) : '',
    },
    {
      key: 'visit',
      label: t('timeline.event.CallbackRecorded'),
      text: visit ? `${term('solved', visit.solved)}${t('common.joiner')}${term('satisfied', visit.satisfied)}` : '',
    },
    { key: 'urged', label: t('terms.flag.urged'), text: then.urged ? t('common.yes') : '' },
    { key: 'withdrawal', label: t('terms.link.withdrawal'), text: then.withdrawalAsked ? t('common.yes') : '' },
  ]
}

function facts(then: Then, { t, term, said }: Wording): Line[] {
  const { place } = then
  return [
    { key: 'title', label: t('terms.field.title'), text: said(then.title) },
    { key: 'story', label: t('terms.field.story'), text: said(then.story), long: true },
    { key: 'answer', label: t('casePage.answer'), text: said(then.answer), long: true },
    { key: 'type', label: t('terms.field.type'), text: term('type', then.type) },
    { key: 'category', label: t('terms.field.category'), text: then.category?.names.join(' › ') ?? '' },
    { key: 'urgency', label: t('terms.field.urgency'), text: term('urgency', then.urgency) },
    {
      key: 'place',
      label: t('terms.field.place'),
      text: [...(place?.names ?? []), said(place?.text)].filter(Boolean).join(' '),
    },
    { key: 'party', label: t('terms.field.party'), text: said(then.party) },
    ...Object.entries(then.elements).map(([name, text]) => ({
      key: `element ${name}`,
      label: term('field', `elements.${name}`),
      text: said(text),
    })),
    { key: 'intakeUnit', label: t('casePage.intakeUnit'), text: then.intakeUnit.name },
    {
      key: 'protected',
      label: t('casePage.identity'),
      text: then.identityProtected ? t('casePage.identityProtected') : '',
    },
    { key: 'handledBy', label: t('audit.state.handledBy'), text: then.handledBy.join(t('common.joiner')) },
  ]
}

const units = (then: Then, { t, term }: Wording): Line[] =>
  then.assignments.map(({ id, name, kind, round, step, returnAsked }) => ({
    key: `unit ${id}`,
    label: term('kind', kind),
    text: [
      name,
      returnAsked ? term('step', 'decide-return') : term('step', step),
      ...(round > 1 ? [t('casePage.round', { n: round })] : []),
    ].join(' · '),
  }))

const clocks = (then: Then, { t, term, short }: Wording): Line[] =>
  then.clocks.map(({ clock, startedAt, dueAt }) => ({
    key: `clock ${clock} ${startedAt}`,
    label: term('clock', clock),
    text: t('audit.state.dueAt', { at: short(dueAt) }),
    dueAt,
  }))

/** A state in lines that people read; what is not there has none. */
export function stateLines(then: Then, wording: Wording): Group[] {
  const groups: Group[] = [
    { name: 'standing', lines: standing(then, wording) },
    { name: 'units', lines: units(then, wording) },
    { name: 'clocks', lines: clocks(then, wording) },
    { name: 'facts', lines: facts(then, wording) },
  ]
  return groups.map(({ name, lines }) => ({ name, lines: lines.filter(({ text }) => text !== '') }))
}

export type Compared = Line & { readonly change?: 'new' | 'changed' | 'gone'; readonly before?: string }
export type ComparedGroup = { readonly name: Group['name']; readonly lines: readonly Compared[] }

function compareLines(now: readonly Line[], before: readonly Line[]): Compared[] {
  const old = new Map(before.map((line) => [line.key, line]))
  const present = new Set(now.map(({ key }) => key))
  const lines = now.map((line): Compared => {
    const was = old.get(line.key)
    if (!was) return { ...line, change: 'new' }
    return was.text === line.text ? line : { ...line, change: 'changed', before: was.text }
  })
  const gone = before.filter(({ key }) => !present.has(key)).map((line): Compared => ({ ...line, change: 'gone' }))
  return [...lines, ...gone]
}

/** What is different from the step before; nothing is, where there was none. */
export function compared(now: readonly Group[], before: readonly Group[] | undefined): ComparedGroup[] {
  return now.map(({ name, lines }) => {
    const earlier = before?.find((group) => group.name === name)
    return { name, lines: earlier ? compareLines(lines, earlier.lines) : lines }
  })
}
