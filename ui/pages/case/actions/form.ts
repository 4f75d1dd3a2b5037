import type { caseCommands } from '../../../../services/cases/commands.ts'
import type { CaseBody, ReceiveContactBody } from '../../../api/bodies.ts'
import type { CaseView } from '../../../api/caseView.ts'

export type CommandName = Exclude<keyof typeof caseCommands, 'registerCase' | 'importCase'>

/** What a form holds while somebody fills it: text, ticks and lists of codes. */
export type Values = Record<string, string | boolean | readonly string[]>

export type Field = {
  readonly name: string
  readonly kind:
    | 'line'
    | 'area'
    | 'choice'
    | 'select'
    | 'yesno'
    | 'check'
    | 'unit'
    | 'units'
    | 'category'
    | 'place'
    | 'moment'
  /** Under `actions.label`. */
  readonly label: string
  readonly hint?: string
  readonly values?: readonly string[]
  /** The list under `terms` that has the words of `values`. */
  readonly list?: string
  readonly optional?: boolean
  readonly max?: number
  readonly rows?: number
  readonly initial?: string | boolean
  /** The code that stands there now, shown beside a choice of another one. */
  readonly now?: string | undefined
  /** Codes that cannot be chosen. */
  readonly without?: readonly string[]
  /** Paths by which the server names the field, where they differ from `name`. */
  readonly also?: readonly string[]
  when?(values: Values): boolean
}

export type About = {
  readonly view: CaseView
  readonly assignmentId: string
  readonly areaCodes: (code: string) => { district?: string; street?: string; community?: string }
}

export type ActionForm = {
  fields(view: CaseView): readonly Field[]
  /** False for what cannot contradict a colleague's change: a note, an attempt. */
  readonly guarded: boolean
  /** What has to be recorded first; its id is given to `body`. */
  contact?(values: Values, about: About): ReceiveContactBody
  body(values: Values, about: About, contact: string): unknown
}

/** Ties a form to its command: a body that the command does not take does not compile. */
export const formFor =
  <Name extends CommandName>(_command: Name) =>
  (
    form: Omit<ActionForm, 'body' | 'guarded'> & {
      guarded?: boolean
      body(values: Values, about: About, contact: string): CaseBody<Name>
    },
  ): ActionForm => ({ guarded: true, ...form })

export const text = (values: Values, name: string): string => {
  const value = values[name]
  return typeof value === 'string' ? value.trim() : ''
}
export const isYes = (values: Values, name: string): boolean => values[name] === 'yes' || values[name] === true
export const list = (values: Values, name: string): readonly string[] => {
  const value = values[name]
  return Array.isArray(value) ? (value as readonly string[]) : []
}

/** A filled field as a property; nothing where nobody filled it. */
export const given = <Name extends string>(values: Values, name: Name): { [Key in Name]?: string } => {
  const value = text(values, name)
  return (value ? { [name]: value } : {}) as { [Key in Name]?: string }
}

/** A chosen value of a closed list. The form requires it, so the fallback is never sent. */
export const oneOf = <Value extends string>(
  values: Values,
  name: string,
  known: readonly Value[],
  otherwise: Value,
): Value => known.find((each) => each === values[name]) ?? otherwise

export const shownFields = (form: ActionForm, view: CaseView, values: Values): readonly Field[] =>
  form.fields(view).filter((field) => field.when?.(values) ?? true)

const isEmpty = (value: Values[string] | undefined): boolean =>
  value === undefined || (typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0)

export const missingIn = (fields: readonly Field[], values: Values): string[] =>
  fields
    .filter(({ optional, kind, name }) => !optional && kind !== 'check' && isEmpty(values[name]))
    .map(({ name }) => name)

export const initialValues = (form: ActionForm, view: CaseView): Values =>
  Object.fromEntries(form.fields(view).flatMap(({ name, initial }) => (initial === undefined ? [] : [[name, initial]])))
