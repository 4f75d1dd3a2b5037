import type { CaseType } from '../cases/events.ts'
import { people } from './categories/people.ts'
import { society } from './categories/society.ts'
import { trade } from './categories/trade.ts'
import { urban } from './categories/urban.ts'

export type CityCategory = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly parent: string | null
}

/** A category of the third level: what people bring, and who is responsible. */
export type Matter = CityCategory & {
  /** How often it comes, beside the others. */
  readonly weight: number
  /** Code of the responsible unit; `street`: the office of the street in which it is. */
  readonly unit: string
  /** What kinds of cases it brings, the frequent ones repeated. */
  readonly types: readonly CaseType[]
  /** What people say, as templates. */
  readonly told: readonly string[]
  /** What people ask. */
  readonly asked: readonly string[]
}

const letters: Readonly<Record<string, CaseType>> = {
  c: 'complaint',
  h: 'help',
  q: 'consultation',
  s: 'suggestion',
  r: 'report',
  p: 'praise',
}

type Row = { readonly head: CityCategory; readonly rest: readonly string[] }

function rowOf(line: string): Row {
  const [first = '', nameEn = '', ...rest] = line.split('|')
  const [code = '', name = ''] = first.split(' ')
  const parent = code.length === 2 ? null : code.slice(0, -2)
  return { head: { code, name, nameEn, parent }, rest }
}

const phrases = (text: string): readonly string[] => text.split(';').filter((phrase) => phrase !== '')

function matterOf({ head, rest }: Row): Matter {
  const [weight = '1', unit = '', types = '', said = ''] = rest
  const [told = '', asked = ''] = said.split('//')
  const kinds = Array.from(types, (letter) => letters[letter] ?? 'other')
  return { ...head, weight: Number(weight), unit, types: kinds, told: phrases(told), asked: phrases(asked) }
}

const rows = [urban, trade, people, society]
  .flatMap((table) => table.split('\n'))
  .filter((line) => /^\d/.test(line))
  .map(rowOf)

/** All three levels, parents first. */
export const cityCategories: readonly CityCategory[] = rows.map(({ head }) => head)

export const matters: readonly Matter[] = rows.filter(({ head }) => head.code.length === 6).map(matterOf)

const byCode = new Map(matters.map((matter) => [matter.code, matter]))

export function matterByCode(code: string): Matter {
  const matter = byCode.get(code)
  if (!matter) throw new Error(`the city has no category ${code}`)
  return matter
}
