import { ref, shallowRef } from 'vue'

import type { Described } from '../../api/metrics.ts'
import { asProblem } from '../../api/problem.ts'
import type { Problem } from '../../api/problem.ts'
import type { WorkRow } from '../../api/types.ts'
import { useReference } from '../../composables/useReference.ts'
import { useWords } from '../../composables/useWords.ts'
import type { AskedNumber } from './asked.ts'
import { csvOf } from './csv.ts'
import { allMembers, memberQuestion, rowsNow } from './memberRows.ts'
import { numberTable } from './numberTable.ts'
import type { Fact } from './numberTable.ts'

/** More than that is a question for the cubes, not for a spreadsheet. */
const most = 20_000

function save(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** What the work list knows of a case now. */
function useFacts(): readonly Fact[] {
  const { t, term } = useWords()
  const { placeName } = useReference()
  return (
    [
      ['category', (row) => row.category?.names.join(' / ') ?? ''],
      [
        'place',
        ({ place }) =>
          [place?.district, place?.street]
            .map((code) => placeName(code))
            .join(' ')
            .trim(),
      ],
      ['type', ({ type }) => term('type', type)],
      ['unitNow', (row) => row.assignments.map(({ unitName, unit }) => unitName ?? unit).join(' / ')],
      ['stepNow', ({ nextStep }) => term('step', nextStep)],
      ['dueNow', ({ dueAt }) => dueAt ?? ''],
    ] as const satisfies readonly (readonly [string, (row: WorkRow) => string])[]
  ).map(([head, of]) => ({ head: t(`leader.number.facts.${head}`), of: (row) => (row ? of(row) : '') }))
}

/** A number with all its cases as a file, to work it out again by hand. No texts of citizens are in it. */
export function useExport() {
  const { t, words } = useWords()
  const isBusy = ref(false)
  const problem = shallowRef<Problem>()
  const isCut = ref(false)

  const facts = useFacts()

  async function tableOf(described: Described, asked: AskedNumber): Promise<string> {
    const names = Object.keys(described.parts)
    const found = await Promise.all(names.map((part) => allMembers(memberQuestion(described.name, asked, part), most)))
    isCut.value = found.some(({ rows, page }) => rows.length < page.total - page.hidden)
    const parts = found.map(({ rows, page }, index) => {
      const part = names[index] ?? ''
      return { words: words(described.parts[part] ?? { zh: part, en: part }), rows, page }
    })
    const ids = [...new Set(parts.flatMap(({ rows }) => rows.map(({ id }) => id)))]
    const [caseNumber, registered] = [t('leader.number.caseNumber'), t('leader.number.registered')]
    const heads = { caseNumber, registered, sum: t('leader.number.sum'), withheld: t('leader.number.withheld') }
    return csvOf(numberTable({ parts, facts, heads, now: await rowsNow(ids) }))
  }

  async function download(described: Described, asked: AskedNumber): Promise<void> {
    isBusy.value = true
    problem.value = undefined
    try {
      const text = await tableOf(described, asked)
      const cell = [asked.key?.replaceAll('|', '-'), asked.window].filter(Boolean).map((each) => `-${each}`)
      save(`${described.name}${cell.join('')}-${asked.params['ordinal'] ?? 'now'}.csv`, text)
    } catch (error) {
      problem.value = asProblem(error)
    } finally {
      isBusy.value = false
    }
  }
  return { download, isBusy, problem, isCut }
}
